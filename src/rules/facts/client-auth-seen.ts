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
 * The finding of a transport port that accepts anyone: confirmed where a client without a certificate was seen to speak.
 *
 * @param seen the versions in which it does, at least one
 * @param asks what it asks for in them, as `asks for no client certificate`; said where nothing was proved
 */
export function acceptsAnyone({ observation }: EndpointEvidence, seen: readonly ClientAuthIn[], asks: string): Outcome {
  const versions = seen.map(({ version }) => version);
  const answer = answerWithoutCertificate(observation, versions);
  return {
    kind: 'finding',
    message:
      answer === null
        ? `In ${versionsOf(seen)} it ${asks} (${seen[0]?.evidence}). Whether it answers a client that has none was not tested.`
        : `Confirmed: we connected without a certificate (${versionsOf(seen)}) and the node answered: ${answer}.`,
    facts: { versions, proved: answer !== null },
    certainty: answer === null ? 'likely' : 'proven',
  };
}

/**
 * What a client without a certificate got as an answer in the transport protocol: the ping came back, or a version was told. What the server's TLS alone shows leaves a
 * doubt, since in TLS 1.3 a refusal may come late.
 */
export function answerWithoutCertificate({ conversations, service }: Observation, versions: readonly ProtocolVersion[]): string | null {
  const pong = conversations.some(
    ({ version, identity, ending }) =>
      identity === 'none' && ending.kind === 'accepted' && ending.by === 'pong' && version !== null && versions.includes(version),
  );
  if (pong) return pinged;
  // What was spoken is recorded once for all conversations, so it proves nothing where one of them had a certificate.
  const { application } = service;
  if (application?.kind !== 'transport' || conversations.some(({ identity }) => identity !== 'none')) return null;
  if (application.versionId !== null) return `it gave its version (${application.versionId})`;
  return application.pong ? pinged : null;
}

const pinged = 'the keep-alive ping came back';

/** `TLS 1.2 and 1.3`, the oldest first. */
export function versionsOf(seen: readonly ClientAuthIn[]): string {
  const names = seen.map(({ version }) => version).toSorted();
  return names.map((version, index) => (index === 0 ? version.replace('TLSv', 'TLS ') : version.replace('TLSv', ''))).join(' and ');
}
