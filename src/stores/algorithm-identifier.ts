import type { Element } from '../x509/asn1/element.ts';
import { oid } from '../x509/asn1/oid.ts';
import { berSequence } from '../x509/asn1/read-ber.ts';

/** An algorithm that this program, and mostly the JVM as well, cannot undo. */
export class UnsupportedAlgorithm extends Error {
  override readonly name = 'UnsupportedAlgorithm';
  /** `it`, or what of it, and what is said of that. */
  readonly subject: string;
  readonly predicate: string;

  constructor(subject: string, predicate: string) {
    super(`${subject} ${predicate}`);
    this.subject = subject;
    this.predicate = predicate;
  }
}

/** An AlgorithmIdentifier. Throws Asn1Error. */
export function algorithmOf(element: Element | undefined, what: string): { readonly id: string; readonly parameters: Element | undefined } {
  const [id, parameters] = berSequence(element, what);
  return { id: oid(id, what), parameters };
}
