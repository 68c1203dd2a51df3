import type { AlgorithmFault } from '../model/reasons/algorithm-fault.ts';
import type { Element } from '../x509/asn1/element.ts';
import { oid } from '../x509/asn1/oid.ts';
import { berSequence } from '../x509/asn1/read-ber.ts';

/** An algorithm that this program, and mostly the JVM as well, cannot undo. */
export class UnsupportedAlgorithm extends Error {
  override readonly name = 'UnsupportedAlgorithm';
  readonly fault: AlgorithmFault;

  constructor(fault: AlgorithmFault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** An AlgorithmIdentifier. Throws Asn1Error. */
export function algorithmOf(element: Element | undefined, what: string): { readonly id: string; readonly parameters: Element | undefined } {
  const [id, parameters] = berSequence(element, what);
  return { id: oid(id, what), parameters };
}
