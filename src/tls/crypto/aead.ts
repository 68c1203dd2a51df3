import { type CipherCCM, createCipheriv, createDecipheriv, type DecipherCCM, timingSafeEqual } from 'node:crypto';
import type { SuiteParameters } from '../wire/suite-parameters.ts';

export type AeadParameters = Extract<SuiteParameters['bulk'], { readonly kind: 'aead' }>;

/** Ciphertext and tag. */
export function aeadSeal(bulk: AeadParameters, key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const cipher = encryption(bulk, key, nonce);
  cipher.setAAD(aad, { plaintextLength: plaintext.length });
  const body = cipher.update(plaintext);
  return Buffer.concat([body, cipher.final(), cipher.getAuthTag()]);
}

/** The plaintext; null where the tag does not fit or there is none. */
export function aeadOpen(bulk: AeadParameters, key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  const length = sealed.length - bulk.tagLength;
  if (length < 0) return null;
  if (length === 0 && isCcm(bulk)) {
    // Node does not check the tag of an empty CCM message: it checks in update(), which skips OpenSSL for no bytes. So it is made anew and compared.
    const empty = sealed.subarray(0, 0);
    return timingSafeEqual(aeadSeal(bulk, key, nonce, aad, empty), sealed) ? empty : null;
  }
  const decipher = decryption(bulk, key, nonce);
  decipher.setAuthTag(sealed.subarray(length));
  decipher.setAAD(aad, { plaintextLength: length });
  try {
    const plaintext = decipher.update(sealed.subarray(0, length));
    decipher.final();
    return plaintext;
  } catch {
    return null;
  }
}

// The ciphers differ for the type checker only: what holds for CCM (the length is given beforehand) suits the others.

function encryption(bulk: AeadParameters, key: Uint8Array, nonce: Uint8Array): CipherCCM {
  return createCipheriv(openSslName(bulk), key, nonce, { authTagLength: bulk.tagLength });
}

function decryption(bulk: AeadParameters, key: Uint8Array, nonce: Uint8Array): DecipherCCM {
  return createDecipheriv(openSslName(bulk), key, nonce, { authTagLength: bulk.tagLength });
}

function isCcm(bulk: AeadParameters): boolean {
  return bulk.cipher.includes('ccm');
}

/** CCM_8 is CCM with a shorter tag. */
function openSslName({ cipher }: AeadParameters): 'aes-128-ccm' {
  return (cipher.endsWith('-8') ? cipher.slice(0, -2) : cipher) as 'aes-128-ccm';
}
