import fc from 'fast-check';

/** `fc.record` whose values deep-equal a literal. */
export function record<T>(model: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record<T>(model, { noNullPrototype: true }) as fc.Arbitrary<T>;
}

export const uint8 = fc.nat(0xff);
export const uint16 = fc.nat(0xffff);
export const uint32 = fc.nat(0xffff_ffff);

/** Few enough for any vector of TLS. */
export const bytes = fc.uint8Array({ maxLength: 40 });

export function fixed(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: length, maxLength: length });
}

/** Those of a list in wire order, with repetitions. */
export const extensions = fc.array(record({ type: uint16, data: bytes }), { maxLength: 5 });
