import { type KeyObject, X509Certificate } from 'node:crypto';
import { refuse } from './refusal.ts';

/** The public key of the leaf. Throws Refusal where the certificate or its key cannot be read. */
export function leafKey(der: Uint8Array): KeyObject {
  try {
    return new X509Certificate(der).publicKey;
  } catch {
    return refuse('bad_certificate', 'unreadable-certificate');
  }
}
