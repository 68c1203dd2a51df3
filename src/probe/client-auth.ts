import { certificateAlerts, handshakeOutcome } from '../model/handshake-outcome.ts';
import type { ClientAuth, Conversation } from '../model/observation.ts';
import type { ClientAuthReason } from '../model/reasons/client-auth-reason.ts';

/** What one conversation without a certificate tells of client authentication in its version; null where no version was settled. */
export function clientAuth(conversation: Conversation): ClientAuth | null {
  const { version, certificateRequest, serverFlightComplete, chain } = conversation;
  if (version === null) return null;
  if (certificateRequest === null) {
    // A flight that no handshake comes of binds its sender to nothing, nor need it be that of the server.
    const outcome = handshakeOutcome(conversation);
    if (outcome === 'broken' || outcome === 'not-computable')
      return { kind: 'unknown', requested: false, because: { code: 'handshake-not-completed', ending: conversation.ending } };
    if (serverFlightComplete) return { kind: 'none', evidence: 'its first flight has no CertificateRequest' };
    // In TLS 1.3 the request comes before the certificate (RFC 8446 §4.3.2, §4.4.2).
    if (version === 'TLSv1.3' && chain.length > 0)
      return { kind: 'none', evidence: 'its Certificate came without a CertificateRequest before it' };
    return { kind: 'unknown', requested: false, because: { code: 'first-flight-broke-off', ending: conversation.ending } };
  }
  return withRequest(conversation);
}

function withRequest(conversation: Conversation): ClientAuth {
  const { ending } = conversation;
  const unknown = (because: ClientAuthReason): ClientAuth => ({ kind: 'unknown', requested: true, because });
  switch (ending.kind) {
    case 'accepted':
      return { kind: 'optional', evidence: `it asked for a certificate, got none, and let us in: ${acceptances[ending.by]}` };
    case 'alert': {
      if (ending.phase === 'server-flight') return unknown({ code: 'asked-and-broke-off', ending });
      const evidence = `alert ${ending.description} ${ending.name} after an empty Certificate`;
      return certificateAlerts.has(ending.description)
        ? { kind: 'required', evidence }
        : unknown({ code: 'asked-and-refused-unclearly', ending });
    }
    case 'closed':
      if (ending.phase === 'server-flight') return unknown({ code: 'asked-and-broke-off', ending });
      return {
        kind: 'required',
        evidence:
          ending.how === 'reset'
            ? 'it reset the connection after an empty Certificate'
            : 'it closed the connection after an empty Certificate, without an alert',
      };
    case 'stopped':
      return unknown({ code: 'asked-and-not-tried' });
    case 'undecided':
      return unknown({ code: 'asked-and-undecided' });
    case 'timeout':
    case 'protocol-error':
    case 'not-computable':
      return unknown({ code: 'asked-and-not-finished', ending });
    case 'not-tls':
      return unknown({ code: 'asked-and-left-tls' });
  }
}

const acceptances = {
  finished: 'it finished the handshake',
  ticket: 'it sent a session ticket',
  data: 'it answered a request',
  pong: 'it answered the transport ping',
} as const;
