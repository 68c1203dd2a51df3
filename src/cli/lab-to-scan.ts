import { type Lab, startLab } from '../index.ts';

/** The lab of `scan --lab`: here, so that no other scan loads it. */
export async function startLabToScan(): Promise<Lab> {
  return await startLab();
}
