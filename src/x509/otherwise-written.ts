import { berToDer } from './asn1/ber-to-der.ts';
import { encodingFault, type Fault } from './fault.ts';
import { isPem } from './flaw-of-bytes.ts';
import { readCertificates } from './read-pem.ts';

/** Bytes as a certificate may be written, and what that is as DER: the same in nearly every case. */
export type Written = { readonly body: Uint8Array; readonly walk: Uint8Array; readonly faults: readonly Fault[] };

/** The certificate in bytes that some peers read all the same: text that the JDK decodes, bytes behind its end that it passes over, BER that all of them take. */
export function otherwiseWritten(der: Uint8Array): Written | null {
  const text = isPem(der) ? readCertificates(der).certificates[0] : undefined;
  const whole = text ?? der;
  const converted = berToDer(whole);
  if (converted === null) return null;
  const body = whole.subarray(0, converted.read);
  const behind = whole.length - body.length;
  return {
    body,
    walk: converted.der,
    faults: [
      ...(text === undefined ? [] : [encodingFault({ code: 'pem-text' }, ['openssl'])]),
      ...(behind === 0 ? [] : [encodingFault({ code: 'trailing-bytes', count: behind }, ['openssl'])]),
      ...(Buffer.compare(body, converted.der) === 0 ? [] : [encodingFault({ code: 'not-der' }, [])]),
    ],
  };
}
