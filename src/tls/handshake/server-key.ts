import { hash, type KeyObject, X509Certificate } from 'node:crypto';
import { refuse } from './refusal.ts';

/** Keys of leaves seen before: nodes behind one certificate, and the second connection to each, need not parse it again. */
const known = new Map<string, KeyObject>();
const maxKnown = 1000;

/** The public key of the leaf. Throws Refusal where the certificate or its key cannot be read. */
export function leafKey(der: Uint8Array): KeyObject {
  const fingerprint = hash('sha256', der, 'base64');
  const seen = known.get(fingerprint);
  if (seen) return seen;
  const key = readKey(der);
  if (known.size >= maxKnown) known.clear();
  known.set(fingerprint, key);
  return key;
}

function readKey(der: Uint8Array): KeyObject {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(der);
  } catch {
    return refuse('bad_certificate', 'unreadable-certificate');
  }
  try {
    return certificate.publicKey;
  } catch {
    // A kind of key that OpenSSL does not know (ML-DSA), or one that is no key.
    return refuse('unsupported_certificate', 'unreadable-public-key');
  }
}
