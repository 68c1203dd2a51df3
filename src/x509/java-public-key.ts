import type { JavaKeyFault } from '../model/reasons/java-certificate-fault.ts';
import { Asn1Error, tags } from './asn1/element.ts';
import { oid } from './asn1/oid.ts';
import { bitStringOctets, integerBytes, onlyElement, sequence } from './asn1/read-der.ts';

/** Curves of SunEC and CurveDB, as JDK 17 and 25 read certificates with all that OpenSSL 3.0 knows. */
const known = [
  /^1\.3\.132\.0\.(?:[1-9]|10|1[5-7]|2[2-9]|3\d)$/,
  /^1\.2\.840\.10045\.3\.1\.[1-7]$/,
  /^1\.2\.840\.10045\.3\.0\.(?:[5-7]|1[1-3]|18|20)$/,
  /^1\.3\.36\.3\.3\.2\.8\.1\.1\.(?:[13579]|1[13])$/,
];

/** Whether the JDK knows a curve by its object identifier: it reads the key then, whether or not TLS takes it. */
export function isCurveOfJava(id: string): boolean {
  return known.some((pattern) => pattern.test(id));
}

/** Octets of the smallest RSA modulus that the JDK takes for a key. */
export const leastRsaOctets = 64;

/**
 * Why the JDK cannot read the public key of a certificate, and so not the certificate; null where it can. A key of an algorithm that it does not know it keeps unread.
 *
 * @param spki SubjectPublicKeyInfo
 */
export function javaKeyFault(spki: Uint8Array): JavaKeyFault | null {
  try {
    const [algorithm, key] = sequence(onlyElement(spki, 'subjectPublicKeyInfo'), 'subjectPublicKeyInfo');
    const [id, parameters] = sequence(algorithm, 'algorithm of the key');
    const bits = bitStringOctets(key, 'subjectPublicKey');
    switch (oid(id, 'algorithm of the key')) {
      case '1.2.840.10045.2.1': {
        if (parameters?.tag !== tags.oid) return { code: 'java-curve-not-named' };
        const curve = oid(parameters, 'curve');
        if (!isCurveOfJava(curve)) return { code: 'java-curve-unknown', curve };
        return bits[0] === 0x04 ? null : { code: 'java-point-compressed' };
      }
      case '1.2.840.113549.1.1.1':
      case '1.2.840.113549.1.1.10': {
        const [modulus, exponent] = sequence(onlyElement(bits, 'key'), 'key');
        if (integerBytes(modulus, 'modulus').length < leastRsaOctets) return { code: 'java-rsa-too-short' };
        const e = integerBytes(exponent, 'exponent');
        return e.length === 1 && (e[0] ?? 0) < 3 ? { code: 'java-rsa-exponent' } : null;
      }
      default:
        return null;
    }
  } catch (error) {
    if (error instanceof Asn1Error) return { code: 'java-key-broken' };
    throw error;
  }
}
