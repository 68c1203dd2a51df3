import type { KeyIdDifference } from '../model/key-id-differences.ts';

/** `the key id 12ab, where the CA has 34cd`, as part of a sentence; several are joined. */
export function differenceText(differences: readonly KeyIdDifference[]): string {
  return differences.map(({ what, named, has }) => `the ${what} ${named}, where that CA has ${has}`).join(', and ');
}

/** So much of a key id as tells it from others. */
export function shortKeyId(keyId: string | null): string {
  return keyId === null ? 'unknown' : keyId.length > 16 ? `${keyId.slice(0, 16)}...` : keyId;
}
