import type { ClientAuthIn, ClientAuthVerdict, EndpointEvidence } from '../../model/evidence.ts';
import type { Observation } from '../../model/observation.ts';
import type { ProtocolVersion } from '../../model/protocol-version.ts';
import type { Outcome } from '../framework/rule.ts';

/**
 * Judges client authentication over all versions that the server accepts. Without TLS there is none to judge; where no version told anything, the outcome says why.
 */
export function judgeClientAuth(
  { clientAuth }: EndpointEvidence,
  judge: (seen: Extract<ClientAuthVerdict, { readonly kind: 'seen' }>) => Outcome,
): Outcome {
  return clientAuth.kind === 'seen' ? judge(clientAuth) : clientAuth;
}

/**
 * The finding of a transport port that takes anyone: proved where a client without a certificate was seen to speak.
 *
 * @param seen the versions in which it does, at least one
 * @param asks what it asks for in them, as `asks for no client certificate`
 * @param without what it does where that is not given, as ` and goes on without one`; said where nothing was proved
 */
export function takesAnyone({ observation }: EndpointEvidence, seen: readonly ClientAuthIn[], asks: string, without = ''): Outcome {
  const versions = seen.map(({ version }) => version);
  const proof = strangerSpoke(observation, versions);
  const those = versionsOf(seen);
  return {
    kind: 'finding',
    message:
      proof === null
        ? `It probably takes anyone: in ${those} it ${asks}${without} (${seen[0]?.evidence}). That a stranger may speak was not proved.`
        : `It takes anyone, proved: in ${those} it ${asks}, and ${proof}.`,
    facts: { versions, proved: proof !== null },
  };
}

/**
 * Whether a client without a certificate was seen to speak the transport protocol: the ping came back, or a version was told. What the server's TLS alone shows leaves a
 * doubt, since in TLS 1.3 a refusal may come late.
 */
export function strangerSpoke({ conversations, service }: Observation, versions: readonly ProtocolVersion[]): string | null {
  const pong = conversations.some(
    ({ version, identity, ending }) =>
      identity === 'none' && ending.kind === 'accepted' && ending.by === 'pong' && version !== null && versions.includes(version),
  );
  if (pong) return 'the keep-alive ping came back over a connection without a certificate';
  // What was spoken is recorded once for all conversations, so it proves nothing where one of them had a certificate.
  const { application } = service;
  if (application?.kind !== 'transport' || conversations.some(({ identity }) => identity !== 'none')) return null;
  if (application.versionId !== null) return `it told its version (${application.versionId}) over a connection without a certificate`;
  return application.pong ? 'the keep-alive ping came back over a connection without a certificate' : null;
}

/** `TLSv1.2 and TLSv1.3`. */
export function versionsOf(seen: readonly ClientAuthIn[]): string {
  return seen.map(({ version }) => version).join(' and ');
}
