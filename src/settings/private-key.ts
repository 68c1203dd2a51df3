import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Certificate } from '../model/certificate.ts';
import { parseCertificate } from '../x509/parse-certificate.ts';

/** A key from PKCS#8; null where it is none, or of an algorithm that OpenSSL does not know. */
export function keyFromPkcs8(der: Uint8Array): KeyObject | null {
  return keyFrom(der, 'pkcs8');
}

/** A key from DER. */
export function keyFrom(der: Uint8Array, type: 'pkcs8' | 'pkcs1' | 'sec1'): KeyObject | null {
  try {
    return createPrivateKey({ key: Buffer.from(der.buffer, der.byteOffset, der.length), format: 'der', type });
  } catch {
    return null;
  }
}

/** Whether a private key belongs to a certificate; null where that cannot be told. */
export function belongsTo(key: KeyObject | null, certificate: Certificate | undefined): boolean | null {
  if (key === null || certificate === undefined) return null;
  try {
    const parsed = parseCertificate(certificate.der);
    if (parsed.kind !== 'certificate') return null;
    return createPublicKey(key).equals(createPublicKey({ key: pemOf(certificate.der), format: 'pem' }));
  } catch {
    return null;
  }
}

function pemOf(der: Uint8Array): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;
}
