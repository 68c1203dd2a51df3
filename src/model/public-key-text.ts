import type { PublicKey } from './certificate.ts';

/** `EC P-256`, `RSA 2048`, `Ed25519`. */
export function publicKeyText({ algorithm, bits, curve }: PublicKey): string {
  return [algorithm, curve ?? bits].filter((part) => part !== null).join(' ');
}
