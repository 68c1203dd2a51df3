import { parseRevocationList } from './revocation-list.ts';

/** The X.509 CRLs (RFC 5280 §5) in a PEM or DER file, DER; empty where there is none that can be read. Never throws. */
export function readRevocationLists(bytes: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const blocks = [...text.matchAll(/-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]*)-----END X509 CRL-----/g)];
  const ders = blocks.length > 0 ? blocks.map(([, base64 = '']) => new Uint8Array(Buffer.from(base64, 'base64'))) : [bytes];
  return ders.filter((der) => parseRevocationList(der) !== null);
}
