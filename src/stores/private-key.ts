import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Certificate } from '../model/certificate.ts';

/** A key from PKCS#8; null where it is none, or of an algorithm that OpenSSL does not know. */
export function keyFromPkcs8(der: Uint8Array): KeyObject | null {
  return keyFrom(der, 'pkcs8');
}

/** A key from DER; null where it is none. */
export function keyFrom(der: Uint8Array, type: 'pkcs8' | 'pkcs1' | 'sec1'): KeyObject | null {
  const input = { key: Buffer.from(der.buffer, der.byteOffset, der.length), format: 'der', type } as const;
  // OpenSSL keeps the errors of earlier calls, and Node takes such an error for one of this call; failing takes it away.
  return usable(quietly(() => createPrivateKey(input)) ?? quietly(() => createPrivateKey(input)));
}

/** A key from PEM; null where it is none, or the passphrase is not the right one. */
export function keyFromPem(pem: string, passphrase: string | null): KeyObject | null {
  const input = { key: pem, format: 'pem', ...(passphrase === null ? {} : { passphrase }) } as const;
  return usable(quietly(() => createPrivateKey(input)) ?? quietly(() => createPrivateKey(input)));
}

/** OpenSSL takes keys whose public half it cannot write, such as RSA-PSS with a negative salt length: nothing can be done with those. */
function usable(key: KeyObject | null): KeyObject | null {
  return key === null || publicHalf(key) === null ? null : key;
}

function publicHalf(key: KeyObject): Buffer | null {
  return quietly(() => createPublicKey(key).export({ type: 'spki', format: 'der' }));
}

function quietly<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** Whether a private key belongs to a certificate; null where that cannot be told. */
export function belongsTo(key: KeyObject | null, certificate: Certificate | undefined): boolean | null {
  if (key === null || certificate === undefined) return null;
  const own = publicHalf(key);
  const shown = quietly(() => createPublicKey({ key: pemOf(certificate.der), format: 'pem' }).export({ type: 'spki', format: 'der' }));
  // Comparing the keys themselves would leave an error behind in OpenSSL where they are of different kinds.
  return own === null || shown === null ? null : own.equals(shown);
}

function pemOf(der: Uint8Array): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;
}
