import type { ScanOptions } from '../jobs/scan/scan.ts';
import { makeSelfSigned } from '../lab/pki.ts';

/** A certificate that nobody but itself vouches for. */
export function newStranger(): NonNullable<ScanOptions['stranger']> {
  const { chain, privateKey } = makeSelfSigned({ subject: 'handclasp stranger' });
  return { chain, key: privateKey };
}
