import { curves } from './algorithms.ts';
import { Asn1Error, type Element, tags } from './asn1/element.ts';
import { oid } from './asn1/oid.ts';
import { bitStringOctets, elements, onlyElement, sequence } from './asn1/read-der.ts';

/**
 * Whether the JDK reads a public key (X509Key.parse of JDK 17 and 25; SubjectPublicKeyInfo): it reads no certificate whose key it knows the kind of and cannot read.
 * Kinds that it does not know it leaves as they are. Throws Asn1Error where it is no SubjectPublicKeyInfo.
 */
export function isJavaKey(spki: Uint8Array): boolean {
  const [algorithm, key] = sequence(onlyElement(spki, 'subjectPublicKeyInfo'), 'subjectPublicKeyInfo');
  const [id, parameters, more] = sequence(algorithm, 'algorithm of the key');
  const bits = bitStringOctets(key, 'subjectPublicKey');
  if (more !== undefined) return false;
  try {
    switch (oid(id, 'algorithm of the key')) {
      case '1.2.840.113549.1.1.1':
      case '2.5.8.1.1':
        return isRsaKey(bits);
      case '1.2.840.113549.1.1.10':
        return isRsaKey(bits) && arePssParameters(parameters);
      case '1.2.840.10045.2.1':
        return parameters?.tag === tags.oid && isPoint(bits, oid(parameters, 'curve'));
      case '1.3.101.110':
      case '1.3.101.112':
        return bits.length === 32;
      case '1.3.101.111':
        return bits.length === 56;
      case '1.3.101.113':
        return bits.length === 57;
      default:
        return true;
    }
  } catch (error) {
    if (error instanceof Asn1Error) return false;
    throw error;
  }
}

/** RSAKeyFactory.checkRSAProviderKey: numbers are taken as not negative. */
function isRsaKey(bits: Uint8Array): boolean {
  const numbers = sequence(onlyElement(bits, 'key'), 'key');
  const [modulus, exponent] = numbers.map(digitsOf);
  if (numbers.length !== 2 || modulus === undefined || modulus === null || exponent === undefined || exponent === null) return false;
  const length = bitsOf(modulus);
  if (length < 512 || length > 16_384 || (exponent.length <= 1 && (exponent[0] ?? 0) < 3)) return false;
  if (exponent.length > modulus.length || (exponent.length === modulus.length && Buffer.compare(exponent, modulus) > 0)) return false;
  return length <= 3072 || bitsOf(exponent) <= 64;
}

/** Octets of a number without the zeros in front; null where it is none. */
function digitsOf({ tag, content }: Element): Uint8Array | null {
  if (tag !== tags.integer || content.length === 0) return null;
  const first = content.findIndex((octet) => octet !== 0);
  return first < 0 ? new Uint8Array() : content.subarray(first);
}

const bitsOf = (digits: Uint8Array): number => digits.length * 8 - Math.clz32(digits[0] ?? 0) + 24;

/** Digests of RSASSA-PSS that the JDK knows: SHA-1, SHA-2 with all its lengths, SHA-3. */
const pssDigests = /^(1\.3\.14\.3\.2\.26|2\.16\.840\.1\.101\.3\.4\.2\.([1-9]|10))$/;

function arePssParameters(parameters: Element | undefined): boolean {
  if (parameters?.tag !== tags.sequence) return true;
  return elements(parameters, 'parameters of the key').every((field) => {
    const [inner] = elements(field, 'parameters of the key');
    switch (field.tag) {
      case 0xa0:
        return pssDigests.test(oid(sequence(inner, 'digest')[0], 'digest'));
      case 0xa1:
        return pssDigests.test(oid(sequence(sequence(inner, 'mask')[1], 'mask')[0], 'mask'));
      case 0xa2:
        return (inner?.content[0] ?? 0x80) < 0x80;
      case 0xa3:
        return inner?.content.length === 1 && inner.content[0] === 1;
      default:
        return false;
    }
  });
}

/** A point on a curve that the JDK knows by name, uncompressed; whether it lies on the curve is not looked at. */
function isPoint(bits: Uint8Array, curve: string): boolean {
  const size = curves[curve]?.bits;
  if (!isJavaCurve(curve) || bits[0] !== 4) return false;
  return size === undefined || Math.floor((bits.length - 1) / 2) === Math.ceil(size / 8);
}

/** Those of sun.security.util.CurveDB. */
export function isJavaCurve(curve: string): boolean {
  const certicom = /^1\.3\.132\.0\.(\d+)$/.exec(curve)?.[1];
  if (certicom !== undefined) {
    const number = Number(certicom);
    return (number >= 1 && number <= 10) || (number >= 15 && number <= 17) || (number >= 22 && number <= 39);
  }
  return /^(1\.2\.840\.10045\.3\.(0\.(5|6|7|11|12|13|18|20)|1\.[1-7])|1\.3\.36\.3\.3\.2\.8\.1\.1\.(1|3|5|7|9|11|13))$/.test(curve);
}
