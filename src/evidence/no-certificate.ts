import type { NoCertificate } from '../model/evidence.ts';
import type { Conversation, Observation } from '../model/observation.ts';
import { whySilent } from '../rules/facts/why-silent.ts';

/** What it means that an endpoint showed no certificate: without TLS there is none to judge. */
export function noCertificate(observation: Observation): NoCertificate {
  const { reachability, service, conversations } = observation;
  if (reachability.kind === 'open' && (service.security === 'plaintext' || service.security === 'other')) return { kind: 'not-applicable' };
  const last = conversations.at(-1);
  if (last) return { kind: 'unknown', because: `no certificate was seen: ${howItEnded(last)}` };
  return { kind: 'unknown', because: whySilent(observation) ?? 'no certificate was seen: TLS was not asked for' };
}

function howItEnded({ ending }: Conversation): string {
  switch (ending.kind) {
    case 'accepted':
    case 'undecided':
      return 'the handshake was finished without one';
    case 'alert':
      return `the handshake ended with alert ${ending.description} ${ending.name}`;
    case 'closed':
      return ending.how === 'reset' ? 'the connection was reset in the handshake' : 'the connection was closed in the handshake';
    case 'timeout':
      return `the handshake stood still for ${ending.afterMs} ms`;
    case 'protocol-error':
      return `the handshake broke the protocol: ${ending.reason}`;
    case 'not-computable':
      return `the handshake could not be gone on with: ${ending.reason}`;
    case 'not-tls':
      return 'what came is not TLS';
    case 'stopped':
      return 'the handshake was stopped before it came';
  }
}
