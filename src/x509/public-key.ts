import type { PublicKey } from '../model/certificate.ts';
import { curves, keyAlgorithms } from './algorithms.ts';
import { Asn1Error, tags } from './asn1/element.ts';
import { oid } from './asn1/oid.ts';
import { bitStringOctets, integerBytes, onlyElement, sequence } from './asn1/read-der.ts';

/** What a key is, from SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). Throws Asn1Error. */
export function publicKeyOf(spki: Uint8Array): PublicKey {
  const [algorithm, key, more] = sequence(onlyElement(spki, 'subjectPublicKeyInfo'), 'subjectPublicKeyInfo');
  if (more !== undefined) throw new Asn1Error({ code: 'asn1-more-than-two-parts', what: 'subjectPublicKeyInfo' });
  const [id, parameters] = sequence(algorithm, 'algorithm of the key');
  const type = oid(id, 'algorithm of the key');
  const bits = bitStringOctets(key, 'subjectPublicKey');
  const known = keyAlgorithms[type];
  const plain = { algorithm: known?.name ?? type, bits: known?.bits ?? null, curve: null };
  try {
    switch (known?.name) {
      case 'RSA':
      case 'RSA-PSS':
        return { ...plain, bits: bitLength(integerBytes(sequence(onlyElement(bits, 'key'), 'key')[0], 'modulus')) };
      case 'DSA':
        return parameters?.tag === tags.sequence ? { ...plain, bits: bitLength(integerBytes(sequence(parameters, 'key')[0], 'p')) } : plain;
      case 'EC': {
        if (parameters?.tag !== tags.oid) return plain;
        const curve = oid(parameters, 'curve');
        return { ...plain, bits: curves[curve]?.bits ?? null, curve: curves[curve]?.name ?? curve };
      }
      default:
        return plain;
    }
  } catch (error) {
    if (error instanceof Asn1Error) return plain;
    throw error;
  }
}

function bitLength(number: Uint8Array): number {
  const from = number.findIndex((octet) => octet !== 0);
  return from < 0 ? 0 : (number.length - from) * 8 - Math.clz32(number[from] ?? 0) + 24;
}
