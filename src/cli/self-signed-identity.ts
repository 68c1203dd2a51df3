import { makeSelfSigned, type ScanOptions } from '../index.ts';

/** A certificate that nobody but itself vouches for. */
export function makeSelfSignedIdentity(): NonNullable<ScanOptions['selfSignedIdentity']> {
  const { chain, privateKey } = makeSelfSigned({ subject: 'handclasp stranger' });
  return { chain, key: privateKey };
}
