import type { EndpointEvidence } from '../../model/evidence.ts';
import type { HttpAnswer } from '../../model/observation.ts';
import { whySilent } from '../../model/why-silent.ts';
import type { Outcome } from '../framework/rule.ts';

/** Judges an HTTP port that was asked in the clear: `judge` gets the answer of one without TLS. */
export function judgePlainHttp({ observation }: EndpointEvidence, judge: (answer: HttpAnswer) => Outcome): Outcome {
  const { security, application } = observation.service;
  const missing = whySilent(observation);
  if (missing !== null) return { kind: 'unknown', because: missing };
  if (security === 'tls') return { kind: 'pass' };
  if (security === 'other' || application?.kind === 'transport') return { kind: 'not-applicable' };
  if (application?.kind === 'http') return judge(application.answer);
  return { kind: 'unknown', because: { code: 'plain-port-not-http' } };
}

/** Whether the answer asks for a user name and password, which would then cross the network in the clear. */
export function asksForPassword({ headers }: HttpAnswer): boolean {
  return headers['www-authenticate']?.some((value) => /^Basic\b/i.test(value)) ?? false;
}
