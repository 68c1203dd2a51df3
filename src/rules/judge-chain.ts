import type { Certificate } from '../model/certificate.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Conversation } from '../model/observation.ts';
import { nothingHeard } from './nothing-heard.ts';
import type { Outcome } from './rule.ts';
import { sameBytes } from './same-bytes.ts';

/**
 * Judges the certificates that the endpoint showed: its own, and those that it sent above it, in its order. Where there is no TLS there is nothing to judge; where no
 * certificate was seen, or its own could not be read, the outcome says so.
 */
export function judgeChain(evidence: Evidence, judge: (leaf: Certificate, above: readonly Certificate[]) => Outcome): Outcome {
  const [leaf, ...above] = evidence.chain;
  const unreadable = unreadableLeaf(evidence);
  if (unreadable !== null) return { kind: 'unknown', because: `the endpoint's own certificate cannot be read: ${unreadable}` };
  return leaf ? judge(leaf, above) : withoutCertificate(evidence);
}

function unreadableLeaf({ observation, chain, unreadable }: Evidence): string | null {
  if (unreadable.length === 0) return null;
  const sent = observation.conversations.find((conversation) => conversation.chain.length > 0)?.chain[0];
  const broken =
    unreadable.find(({ der }) => sent !== undefined && sameBytes(der, sent)) ?? (chain.length === 0 ? unreadable[0] : undefined);
  return broken?.because ?? null;
}

function withoutCertificate({ observation }: Evidence): Outcome {
  const { reachability, service, conversations } = observation;
  if (reachability.kind === 'open' && (service.security === 'plaintext' || service.security === 'other')) return { kind: 'not-applicable' };
  const last = conversations.at(-1);
  if (last) return { kind: 'unknown', because: `no certificate was seen: ${howItEnded(last)}` };
  return { kind: 'unknown', because: nothingHeard(observation) ?? 'no certificate was seen: TLS was not asked for' };
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
    case 'not-tls':
      return 'what came is not TLS';
    case 'stopped':
      return 'the handshake was stopped before it came';
  }
}
