import type { Codec } from '../bytes/codec.ts';
import { DecodeError } from '../bytes/decode-error.ts';
import type { Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';

type Signed = {
  /** The parameters as they came: with both randoms before them, they are what is signed. Not looked at when writing. */
  readonly params: Uint8Array;
  /** Null before TLS 1.2, and where nothing is signed. */
  readonly scheme: number | null;
  /** Null where nothing is signed (anonymous suites). */
  readonly signature: Uint8Array | null;
};

/** ServerECDHParams (RFC 8422 §5.4) over a named group. */
export type EcdheServerKeyExchange = Signed & {
  readonly kind: 'ecdhe';
  /** 3, named_curve: the form of the others differs, and no one may use it (RFC 8422 §5.4). */
  readonly curveType: 3;
  readonly group: number;
  readonly publicKey: Uint8Array;
};

/** ServerDHParams (RFC 5246 §7.4.3): numbers, most significant byte first. */
export type DheServerKeyExchange = Signed & {
  readonly kind: 'dhe';
  readonly p: Uint8Array;
  readonly g: Uint8Array;
  readonly publicKey: Uint8Array;
};

export type ServerKeyExchange = EcdheServerKeyExchange | DheServerKeyExchange;

/**
 * TLS 1.2 and earlier, without the handshake header. Its form follows from the suite and the version. `signature` is `scheme` in
 * TLS 1.2 (RFC 5246 §7.4.3), `bare` before (RFC 4346 §7.4.3), `none` for anonymous suites.
 *
 *     ECCurveType curve_type;  NamedCurve namedcurve;  opaque public<1..2^8-1>;                    // ECDHE
 *     opaque dh_p<1..2^16-1>;  opaque dh_g<1..2^16-1>;  opaque dh_Ys<1..2^16-1>;                   // DHE
 *     SignatureAndHashAlgorithm algorithm;     // scheme
 *     opaque signature<0..2^16-1>;             // scheme, bare
 *
 * Writing throws RangeError where the value is of another form.
 */
export function serverKeyExchange(keyExchange: 'ECDHE' | 'DHE', signature: 'scheme' | 'bare' | 'none'): Codec<ServerKeyExchange> {
  return {
    name: 'ServerKeyExchange',
    read: (from) => {
      const start = from.offset;
      if (keyExchange === 'ECDHE') {
        const fields = { kind: 'ecdhe', ...readEcdhe(from) } as const;
        return { ...fields, params: from.since(start), ...readSignature(from, signature) };
      }
      const fields = { kind: 'dhe', ...readDhe(from) } as const;
      return { ...fields, params: from.since(start), ...readSignature(from, signature) };
    },
    write: (to, value) => {
      if ((value.kind === 'ecdhe') !== (keyExchange === 'ECDHE')) throw new RangeError(`${value.kind} is not ${keyExchange}`);
      if (value.kind === 'ecdhe') {
        to.uint(1, value.curveType);
        to.uint(2, value.group);
        to.opaque(1, value.publicKey);
      } else {
        to.opaque(2, value.p);
        to.opaque(2, value.g);
        to.opaque(2, value.publicKey);
      }
      writeSignature(to, signature, value);
    },
  };
}

const namedCurve = 3;

function readEcdhe(from: Reader) {
  const at = from.offset;
  const curveType = from.uint(1, 'curve_type');
  if (curveType !== namedCurve) throw new DecodeError('out-of-range', 'curve_type', at);
  return { curveType: namedCurve, group: from.uint(2, 'namedcurve'), publicKey: from.opaque(1, 'public') } as const;
}

function readDhe(from: Reader) {
  return { p: from.opaque(2, 'dh_p'), g: from.opaque(2, 'dh_g'), publicKey: from.opaque(2, 'dh_Ys') };
}

function readSignature(from: Reader, form: 'scheme' | 'bare' | 'none'): Pick<Signed, 'scheme' | 'signature'> {
  return {
    scheme: form === 'scheme' ? from.uint(2, 'algorithm') : null,
    signature: form === 'none' ? null : from.opaque(2, 'signature'),
  };
}

function writeSignature(to: Writer, form: 'scheme' | 'bare' | 'none', { scheme, signature }: Signed): void {
  if ((scheme === null) !== (form !== 'scheme')) throw new RangeError(`a scheme of ${scheme} does not go with the form ${form}`);
  if ((signature === null) !== (form === 'none'))
    throw new RangeError(`the form ${form} ${form === 'none' ? 'has no' : 'needs a'} signature`);
  if (scheme !== null) to.uint(2, scheme);
  if (signature !== null) to.opaque(2, signature);
}
