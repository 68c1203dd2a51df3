import type { EndpointEvidence, TrustVerdict, VerdictsByVerifier } from '../model/evidence.ts';
import { brokenHandshake } from '../model/handshake-outcome.ts';
import { localLimitText } from '../model/local-limit.ts';
import type { Observation } from '../model/observation.ts';
import { type ProtocolVersion, protocolVersions } from '../model/protocol-version.ts';
import type { Answer } from '../model/report.ts';
import { whyNotCompleted } from '../wording/handshake-text.ts';
import { pathFaultText } from '../wording/path-fault-texts.ts';
import { reasonText } from '../wording/reason-text.ts';
import { isUnanswered, unansweredLines } from './unanswered-report.ts';

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
export function undetermined(evidence: EndpointEvidence, answer: Answer, asked: Asked): readonly string[] {
  const { observation } = evidence;
  const { reachability } = observation;
  switch (answer) {
    case 'nothing':
      return [reachability.kind === 'not-attempted' ? `not checked: ${localLimitText(reachability.limit)}` : 'it could not be reached'];
    case 'cut':
    case 'other':
    case 'silent':
    case 'closed':
      return ['nothing that it sent could be understood as Elasticsearch, Kibana or TLS', ...unansweredLines(observation)];
    case 'http':
    case 'transport':
      return unansweredLines(observation);
    case 'tls':
      return [...undeterminedOfTls(evidence, asked), ...unansweredLines(observation)];
  }
}

function undeterminedOfTls({ observation, trust, peers, name }: EndpointEvidence, asked: Asked): readonly string[] {
  const { versions, clientAuth, conversations } = observation;
  const accepted = protocolVersions.filter((version) => versions[version] === 'accepted' || clientAuth[version]);
  const broken = accepted.flatMap((version) => {
    const conversation = brokenHandshake(conversations, version);
    return conversation === null ? [] : [{ version, why: whyNotCompleted(conversation) }];
  });
  const auth = accepted.flatMap((version) => {
    const seen = clientAuth[version];
    // Why the handshake was not completed says it already.
    if (broken.some((one) => one.version === version)) return [];
    // The older versions are only asked whether they are accepted.
    if (seen === undefined)
      return version === 'TLSv1.3' || version === 'TLSv1.2' ? [`client authentication in ${version}: it was not asked`] : [];
    if (seen.kind !== 'unknown' || (asked.quietWire && seen.requested)) return [];
    return [`client authentication in ${version}: ${reasonText(seen.because)}`];
  });
  return [
    ...broken.map(({ version, why }) => `handshake not completed in ${version}: ${why}`),
    ...(accepted.length === 0 ? ['client authentication: no handshake came far enough'] : auth),
    ...undeterminedVersions(observation).map((version) => `whether ${version} is accepted`),
    ...(asked.trust ? undeterminedOfTrust(trust, peers) : []),
    ...(asked.name && name.kind === 'not-checked' ? [`whether it bears the name: ${reasonText(name.because)}`] : []),
  ];
}

function undeterminedOfTrust(trust: TrustVerdict, peers: VerdictsByVerifier | null): readonly string[] {
  const rfc5280 = peers?.verdicts.rfc5280;
  const because = trust.kind === 'not-checked' ? trust.because : trust.kind === 'peers-differ' ? trust.unchecked : null;
  return [
    ...(because === null ? [] : [`whether its chain is trusted: ${reasonText(because)}`]),
    ...(rfc5280?.kind === 'untrusted' && rfc5280.reason === 'revocation-unknown'
      ? [`whether it is revoked: ${pathFaultText(rfc5280.because)}`]
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
