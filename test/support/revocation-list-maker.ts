import { der, type Keys, signer } from './certificate-maker.ts';

const day = 86_400_000;

export type RevocationListWish = {
  readonly by: { readonly name: Uint8Array; readonly keys: Keys };
  /** Signs, where it is not the issuer's key that does. */
  readonly keys?: Keys;
  readonly serials?: readonly number[];
  /** What stands with each of the serial numbers: a sequence of extensions. */
  readonly of?: Uint8Array | undefined;
  /** Milliseconds from now to nextUpdate. */
  readonly next?: number;
  /** Extensions, DER. */
  readonly more?: readonly Uint8Array[];
};

/** A CRL (RFC 5280 §5), DER. */
export function makeRevocationList({ by, keys = by.keys, serials = [], of, next = day, more = [] }: RevocationListWish): Uint8Array {
  const { algorithm, sign } = signer(keys.privateKey);
  const since = der.time(new Date(Date.now() - 2 * day));
  const entries = serials.map((serial) => der.sequence(der.integer(serial), since, ...(of === undefined ? [] : [of])));
  const tbs = der.sequence(
    der.integer(1),
    algorithm,
    by.name,
    since,
    der.time(new Date(Date.now() + next)),
    ...(entries.length === 0 ? [] : [der.sequence(...entries)]),
    ...(more.length === 0 ? [] : [der.raw(0xa0, der.sequence(...more))]),
  );
  return der.sequence(tbs, algorithm, der.bits(sign(tbs)));
}
