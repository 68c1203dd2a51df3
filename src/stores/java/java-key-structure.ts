import type { JavaReadKeyFault } from '../../model/reasons/java-key-fault.ts';
import { Asn1Error, type Element, tags } from '../../x509/asn1/element.ts';
import { oid } from '../../x509/asn1/oid.ts';
import { berChildren, berElement } from '../../x509/asn1/read-ber.ts';
import { isJavaCurve } from '../../x509/java-key.ts';

const algorithms = { dsa: '1.2.840.10040.4.1', rsa: '1.2.840.113549.1.1.1', ec: '1.2.840.10045.2.1' };

/** Curves that Elasticsearch names and its JDK makes keys on: both are asked of a key in the form that begins EC PRIVATE KEY. */
const namedAndMade = new Set(['1.2.840.10045.3.1.7', '1.3.132.0.34', '1.3.132.0.35']);

/** Why Elasticsearch does not read PKCS#8 (RFC 5958 §2) without encryption; null where it does. */
export function pkcs8Fault(der: Uint8Array): JavaReadKeyFault | null {
  return structure(() => {
    const [version, algorithm, key, ...more] = parts(der);
    const number = integer(version);
    const [id, parameters] = berChildren(expected(algorithm), 'algorithm');
    const name = oid(id, 'algorithm');
    if (!Object.values(algorithms).includes(name)) return { code: 'java-key-algorithm', id: name };
    if (
      berElement(der, 'key').bytes.length !== der.length ||
      number.length !== 1 ||
      (number[0] ?? 9) > 1 ||
      key?.tag !== tags.octetString
    ) {
      return broken;
    }
    // A public key in it belongs to version 2.
    if (!more.every(({ tag }, at) => tag === 0xa0 && at === 0) && (number[0] === 0 || more.at(-1)?.tag !== 0x81 || more.length > 2))
      return broken;
    if (name === algorithms.rsa) return rsaKey(parts(key.content), true);
    if (name === algorithms.dsa) return null;
    if (parameters?.tag !== tags.oid) return { code: 'java-key-curve-not-named' };
    const curve = oid(parameters, 'curve');
    if (!isJavaCurve(curve)) return { code: 'java-key-curve-of-label', curve };
    const [ecVersion, octets, ...rest] = parts(key.content);
    const one = integer(ecVersion);
    if (one.length !== 1 || one[0] !== 1 || octets?.tag !== tags.octetString) return broken;
    return rest.every(({ tag }) => tag === 0xa0 || tag === 0xa1) ? null : broken;
  });
}

/** The same of RSAPrivateKey (RFC 8017 A.1.2). */
export function rsaFault(der: Uint8Array): JavaReadKeyFault | null {
  return structure(() => rsaKey(parts(der), false));
}

/** The same of ECPrivateKey (RFC 5915 §3), which Elasticsearch reads where the curve is named in it. */
export function ecFault(der: Uint8Array): JavaReadKeyFault | null {
  return structure(() => {
    const [version, octets, parameters] = parts(der);
    integer(version);
    if (octets?.tag !== tags.octetString) return broken;
    if (parameters === undefined) return { code: 'java-key-curve-not-named' };
    const [curve] = berChildren(expected(parameters), 'parameters');
    if (curve?.tag !== tags.oid) return { code: 'java-key-curve-not-named' };
    const id = oid(curve, 'curve');
    return namedAndMade.has(id) ? null : { code: 'java-key-curve-of-label', curve: id };
  });
}

/** The same of OpenSSL's own form of a DSA key. */
export function dsaFault(der: Uint8Array): JavaReadKeyFault | null {
  return structure(() => {
    const numbers = parts(der);
    for (const at of [0, 1, 2, 3, 4, 5]) integer(numbers[at]);
    return null;
  });
}

/** Octets of the smallest RSA modulus that the JDK takes for a key. */
const leastRsaOctets = 64;

const broken: JavaReadKeyFault = { code: 'java-key-broken' };

function structure(read: () => JavaReadKeyFault | null): JavaReadKeyFault | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Asn1Error) return broken;
    throw error;
  }
}

function rsaKey(numbers: readonly Element[], exactly: boolean): JavaReadKeyFault | null {
  const values = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((at) => integer(numbers[at]));
  if (exactly && (numbers.length !== 9 || values[0]?.some((octet) => octet !== 0))) return broken;
  const modulus = withoutZeros(values[1]);
  if (modulus.length < leastRsaOctets) return { code: 'java-key-too-short', bits: modulus.length * 8 };
  return null;
}

function withoutZeros(number: Uint8Array | undefined): Uint8Array {
  const from = number?.findIndex((octet) => octet !== 0) ?? -1;
  return from < 0 ? new Uint8Array() : (number?.subarray(from) ?? new Uint8Array());
}

function parts(der: Uint8Array): readonly Element[] {
  return berChildren(expected(berElement(der, 'key')), 'key');
}

function expected(element: Element | undefined): Element {
  if (element === undefined || (element.tag & 0x20) === 0) throw new Asn1Error({ code: 'asn1-no-structure', what: 'key' });
  return element;
}

function integer(element: Element | undefined): Uint8Array {
  if (element?.tag !== tags.integer || element.content.length === 0) throw new Asn1Error({ code: 'asn1-other-type', what: 'key' });
  return element.content;
}
