import type { NoCertificate } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';
import { whySilent } from '../model/why-silent.ts';

/** What it means that an endpoint showed no certificate: without TLS there is none to judge. */
export function noCertificate(observation: Observation): NoCertificate {
  const { reachability, service, conversations } = observation;
  if (reachability.kind === 'open' && (service.security === 'plaintext' || service.security === 'other')) return { kind: 'not-applicable' };
  const last = conversations.at(-1);
  if (last) return { kind: 'unknown', because: { code: 'no-certificate-in-handshake', ending: last.ending } };
  return { kind: 'unknown', because: whySilent(observation) ?? { code: 'tls-not-asked' } };
}
