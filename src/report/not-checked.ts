import type { EndpointEvidence, TrustVerdict, VerdictsByVerifier } from '../model/evidence.ts';
import { brokenHandshake } from '../model/handshake-outcome.ts';
import type { Observation } from '../model/observation.ts';
import { type ProtocolVersion, protocolVersions } from '../model/protocol-version.ts';
import type { EndpointGap } from '../model/reasons/endpoint-gap.ts';
import type { Answer } from '../model/report.ts';
import { isUnanswered, unansweredGaps } from './unanswered-gaps.ts';

/** What the user asked to be told, which then must not stay open in silence. */
export type Asked = {
  /** Trust was given, so a verdict on it is expected. */
  readonly trust: boolean;
  /** A name was given. */
  readonly name: boolean;
  /** Client authentication was left unproved on purpose. */
  readonly quietWire: boolean;
};

/** What was asked for and could not be told. */
export function undetermined(evidence: EndpointEvidence, answer: Answer, asked: Asked): readonly EndpointGap[] {
  const { observation } = evidence;
  const { reachability } = observation;
  switch (answer) {
    case 'nothing':
      return [
        reachability.kind === 'not-attempted' ? { code: 'gap-not-attempted', limit: reachability.limit } : { code: 'gap-not-reached' },
      ];
    case 'cut':
    case 'other':
    case 'silent':
    case 'closed':
      return [{ code: 'gap-not-understood' }, ...unansweredGaps(observation)];
    case 'http':
    case 'transport':
      return unansweredGaps(observation);
    case 'tls':
      return [...undeterminedOfTls(evidence, asked), ...unansweredGaps(observation)];
  }
}

function undeterminedOfTls({ observation, trust, peers, name }: EndpointEvidence, asked: Asked): readonly EndpointGap[] {
  const { versions, clientAuth, conversations } = observation;
  const accepted = protocolVersions.filter((version) => versions[version] === 'accepted' || clientAuth[version]);
  const broken = accepted.flatMap((version) => {
    const conversation = brokenHandshake(conversations, version);
    return conversation === null ? [] : [{ version, conversation }];
  });
  const auth = accepted.flatMap((version): readonly EndpointGap[] => {
    const seen = clientAuth[version];
    // Why the handshake was not completed says it already.
    if (broken.some((one) => one.version === version)) return [];
    // The older versions are only asked whether they are accepted.
    if (seen === undefined) return version === 'TLSv1.3' || version === 'TLSv1.2' ? [{ code: 'gap-client-auth-not-asked', version }] : [];
    if (seen.kind !== 'unknown' || (asked.quietWire && seen.requested)) return [];
    return [{ code: 'gap-client-auth', version, why: seen.because }];
  });
  return [
    ...broken.map((one) => ({ code: 'gap-handshake-broken', ...one }) as const),
    ...(accepted.length === 0 ? [{ code: 'gap-no-handshake' } as const] : auth),
    ...undeterminedVersions(observation).map((version) => ({ code: 'gap-version', version }) as const),
    ...(asked.trust ? undeterminedOfTrust(trust, peers) : []),
    ...(asked.name && name.kind === 'not-checked' ? [{ code: 'gap-name', why: name.because } as const] : []),
  ];
}

function undeterminedOfTrust(trust: TrustVerdict, peers: VerdictsByVerifier | null): readonly EndpointGap[] {
  const rfc5280 = peers?.verdicts.rfc5280;
  const because = trust.kind === 'not-checked' ? trust.because : trust.kind === 'peers-differ' ? trust.unchecked : null;
  return [
    ...(because === null ? [] : [{ code: 'gap-trust', why: because } as const]),
    ...(rfc5280?.kind === 'untrusted' && rfc5280.reason === 'revocation-unknown'
      ? [{ code: 'gap-revocation', why: rfc5280.because } as const]
      : []),
  ];
}

/** Those that were asked for without an answer, where no other line says so with its reason. */
function undeterminedVersions(observation: Observation): readonly ProtocolVersion[] {
  if (isUnanswered(observation, 'other-version')) return [];
  return protocolVersions.filter((version) => {
    const isModern = version === 'TLSv1.3' || version === 'TLSv1.2';
    return observation.versions[version] === 'unknown' && (isModern || !isUnanswered(observation, 'older-versions'));
  });
}
