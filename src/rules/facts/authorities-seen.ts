import type { AcceptableIssuer, EndpointEvidence } from '../../model/evidence.ts';
import type { Outcome } from '../framework/rule.ts';
import { judgeClientAuth } from './client-auth-seen.ts';

/**
 * Judges the CA names that the server sends when it asks for a certificate, which are those of its trust store. A server that asks for none shows no trust store: `unasked`
 * is the outcome then.
 */
export function judgeAuthorities(
  evidence: EndpointEvidence,
  unasked: Outcome,
  judge: (names: readonly AcceptableIssuer[]) => Outcome,
): Outcome {
  if (evidence.acceptableIssuers !== null) return judge(evidence.acceptableIssuers);
  return judgeClientAuth(evidence, ({ none, optional, required, undetermined }) => {
    if (undetermined !== null) return { kind: 'unknown', because: undetermined };
    if (none.length > 0 && optional.length + required.length === 0) return unasked;
    return { kind: 'unknown', because: { code: 'certificate-request-not-seen' } };
  });
}

/** For transport, where trust matters whether certificates are asked for or not. */
export const trustNotShown: Outcome = {
  kind: 'unknown',
  because: { code: 'trust-not-shown-unasked' },
};

/** A list this long is that of a JVM, an operating system or a company: 144 names were seen from a JDK 17. */
export const manyAuthorities = 20;
