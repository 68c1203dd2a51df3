import type { Conversation } from './observation.ts';
import { type ProtocolVersion, protocolVersions } from './protocol-version.ts';

/**
 * How far one handshake came. `completed`: the server proved that it holds the key of its certificate, and either let us in or did not say no. `refused`: it turned us away for want of a
 * certificate that it had asked for, as it would whoever has none. `stopped`: by us, on purpose. `not-computable`: what the server took cannot be computed here, which is no fault of it.
 * `broken`: whoever tries ends where we did. `not-begun`: no version was settled.
 */
export type HandshakeOutcome = 'completed' | 'refused' | 'stopped' | 'not-computable' | 'broken' | 'not-begun';

/**
 * Alerts that servers answer an empty Certificate with: JSSE 42 or, from JDK 25 on, 40 and 116; OpenSSL 40 and 116; others 41, 43, 46, 48, 49.
 * Any other alert at that place may have another cause.
 */
export const certificateAlerts: ReadonlySet<number> = new Set([40, 41, 42, 43, 46, 48, 49, 116]);

export function handshakeOutcome({ version, ending, certificateRequest }: Conversation): HandshakeOutcome {
  if (version === null) return 'not-begun';
  const requested = certificateRequest !== null;
  switch (ending.kind) {
    case 'accepted':
    case 'undecided':
      return 'completed';
    case 'stopped':
    case 'not-computable':
      return ending.kind;
    case 'alert':
      if (ending.phase === 'server-flight') return 'broken';
      if (requested && certificateAlerts.has(ending.description)) return 'refused';
      // Up to TLS 1.2 the server's Finished comes last, and says that ours was right.
      return ending.phase === 'after-finished' && version !== 'TLSv1.3' ? 'completed' : 'broken';
    case 'closed':
      if (ending.phase === 'server-flight') return 'broken';
      if (requested) return 'refused';
      return ending.phase === 'after-finished' ? 'completed' : 'broken';
    case 'timeout':
      return ending.phase === 'after-finished' ? 'completed' : 'broken';
    case 'protocol-error':
    case 'not-tls':
      return 'broken';
  }
}

/**
 * Of a version that was taken: the handshake without a certificate of ours that shows why none can be completed in it, and null where one was, or was stopped on purpose. With versions before TLS 1.2
 * come suites that nobody means to compute any more: that these were taken is all that is asked.
 */
export function brokenHandshake(conversations: readonly Conversation[], version: ProtocolVersion): Conversation | null {
  const tried = conversations.filter((one) => one.version === version && one.identity === 'none');
  const isModern = version === 'TLSv1.3' || version === 'TLSv1.2';
  const isBroken = (one: Conversation) => {
    const outcome = handshakeOutcome(one);
    return outcome === 'broken' || (outcome === 'not-computable' && isModern);
  };
  return tried.every(isBroken) ? (tried[0] ?? null) : null;
}

type Negotiated = Conversation & { readonly version: ProtocolVersion; readonly cipherSuite: string };

/** Of those that came as far as a cipher suite, the one of the newest version. */
export function newestHandshake(conversations: readonly Conversation[]): Negotiated | undefined {
  return conversations
    .filter((conversation): conversation is Negotiated => conversation.version !== null && conversation.cipherSuite !== null)
    .sort((a, b) => protocolVersions.indexOf(a.version) - protocolVersions.indexOf(b.version))[0];
}
