import type { ListedCertificate } from '../../model/api-facts.ts';
import { isObject, textOf } from '../json-fields.ts';

/** The answer to `GET /_ssl/certificates`; 7.17 has no `issuer`. Null where it has another shape. */
export function readCertificates(body: unknown): readonly ListedCertificate[] | null {
  if (!Array.isArray(body)) return null;
  const listed = body.map(readOne);
  return listed.every((one) => one !== null) ? listed : null;
}

function readOne(value: unknown): ListedCertificate | null {
  if (!isObject(value)) return null;
  const path = textOf(value.path, 4096);
  const subject = typeof value.subject_dn === 'string' ? (textOf(value.subject_dn, 4096) ?? '') : null;
  const serialNumber = typeof value.serial_number === 'string' ? serialOf(value.serial_number) : null;
  const expiry = new Date(typeof value.expiry === 'string' || typeof value.expiry === 'number' ? value.expiry : Number.NaN);
  if (path === null || subject === null || serialNumber === null || Number.isNaN(expiry.getTime())) return null;
  return {
    path,
    format: textOf(value.format) ?? 'unknown',
    alias: textOf(value.alias),
    subject,
    serialNumber,
    hasPrivateKey: value.has_private_key === true,
    expiry,
    issuer: textOf(value.issuer, 4096),
  };
}

/** Java's BigInteger in hexadecimal, which may be negative. */
function serialOf(text: string): string | null {
  return /^-?[0-9a-f]+$/i.test(text) ? text.toLowerCase().replace(/^(-?)0+(?=.)/, '$1') : null;
}
