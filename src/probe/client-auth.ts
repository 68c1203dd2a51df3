import { certificateAlerts, handshakeOutcome } from '../model/handshake-outcome.ts';
import type { ClientAuth, Conversation } from '../model/observation.ts';

/** What one conversation without a certificate tells of client authentication in its version; null where no version was settled. */
export function clientAuth(conversation: Conversation): ClientAuth | null {
  const { version, certificateRequest, serverFlightComplete, chain } = conversation;
  if (version === null) return null;
  if (certificateRequest === null) {
    // A flight that no handshake comes of binds its sender to nothing, nor need it be that of the server.
    const outcome = handshakeOutcome(conversation);
    if (outcome === 'broken' || outcome === 'not-computable')
      return { kind: 'unknown', requested: false, because: `the handshake was not completed: ${describeEnding(conversation)}` };
    if (serverFlightComplete) return { kind: 'none', evidence: 'its first flight has no CertificateRequest' };
    // In TLS 1.3 the request comes before the certificate (RFC 8446 §4.3.2, §4.4.2).
    if (version === 'TLSv1.3' && chain.length > 0)
      return { kind: 'none', evidence: 'its Certificate came without a CertificateRequest before it' };
    return { kind: 'unknown', requested: false, because: `its first flight broke off: ${describeEnding(conversation)}` };
  }
  return withRequest(conversation);
}

function withRequest(conversation: Conversation): ClientAuth {
  const { ending } = conversation;
  const unknown = (because: string): ClientAuth => ({ kind: 'unknown', requested: true, because });
  switch (ending.kind) {
    case 'accepted':
      return { kind: 'optional', evidence: `it asked for a certificate, got none, and let us in: ${acceptances[ending.by]}` };
    case 'alert': {
      if (ending.phase === 'server-flight')
        return unknown(`it asks for a certificate; the handshake broke off with alert ${ending.description} ${ending.name}`);
      const evidence = `alert ${ending.description} ${ending.name} after an empty Certificate`;
      return certificateAlerts.has(ending.description)
        ? { kind: 'required', evidence }
        : unknown(`it asks for a certificate; ${evidence} does not tell why`);
    }
    case 'closed':
      if (ending.phase === 'server-flight')
        return unknown('it asks for a certificate; it closed the connection before its flight was complete');
      return {
        kind: 'required',
        evidence:
          ending.how === 'reset'
            ? 'it reset the connection after an empty Certificate'
            : 'it closed the connection after an empty Certificate, without an alert',
      };
    case 'stopped':
      return unknown('it asks for a certificate; whether it insists was not tried, since that leaves a line in its log');
    case 'undecided':
      return unknown('it asks for a certificate; after an empty one neither a ticket, nor data, nor an alert came');
    case 'timeout':
      return unknown(`it asks for a certificate; ${describeEnding(conversation)}`);
    case 'protocol-error':
    case 'not-computable':
      return unknown(`it asks for a certificate; the handshake could not be finished: ${ending.reason}`);
    case 'not-tls':
      return unknown('it asks for a certificate, and then stopped speaking TLS');
  }
}

const acceptances = {
  finished: 'it finished the handshake',
  ticket: 'it sent a session ticket',
  data: 'it answered a request',
  pong: 'it answered the transport ping',
} as const;

function describeEnding({ ending }: Conversation): string {
  switch (ending.kind) {
    case 'alert':
      return `alert ${ending.description} ${ending.name}`;
    case 'closed':
      return ending.how === 'reset' ? 'the connection was reset' : 'the connection was closed';
    case 'timeout':
      return ending.by === 'deadline' ? 'the time for this address ended' : `nothing came within ${ending.afterMs} ms`;
    case 'protocol-error':
    case 'not-computable':
      return ending.reason;
    case 'accepted':
    case 'undecided':
    case 'stopped':
    case 'not-tls':
      return ending.kind;
  }
}
