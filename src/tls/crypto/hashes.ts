/** The hash of a cipher suite: of its PRF in TLS 1.2, of its HKDF in TLS 1.3. */
export type HashName = 'sha256' | 'sha384';

/** In bytes. */
export function hashLength(hash: HashName): number {
  return hash === 'sha256' ? 32 : 48;
}
