import type { Certificate } from '../../model/certificate.ts';
import type { Severity } from '../../model/severity.ts';

/** A private key in a store, and the certificate that it comes with. */
export type HeldKey = { readonly alias: string | null; readonly certificate: Certificate | null };

/**
 * Whether it is the CA of HTTP that auto-configuration keeps beside the key of the node, so that others can enrol with it. By itself in a store it is a CA key like any other.
 *
 * @param held every key of the store
 */
export function isForEnrolment({ alias, certificate }: HeldKey, held: readonly HeldKey[]): boolean {
  const isIt = alias === 'http_ca' || /CN=Elasticsearch security auto-configuration HTTP CA/i.test(certificate?.subject ?? '');
  return isIt && held.some((other) => other.certificate?.isCa === false);
}

/** How grave it is that a store holds several keys; null: as the rule says. */
export function severalKeysSeverity(held: readonly HeldKey[]): Extract<Severity, 'high' | 'info'> | null {
  const authorities = held.filter(({ certificate }) => certificate?.isCa === true);
  if (authorities.length === 0) return null;
  return held.length - authorities.length === 1 && authorities.every((one) => isForEnrolment(one, held)) ? 'info' : 'high';
}
