import type { EndpointEvidence, VerdictsByVerifier } from '../model/evidence.ts';
import { newestHandshake } from '../model/handshake-outcome.ts';
import type { ClientAuth, Observation } from '../model/observation.ts';
import { protocolVersions } from '../model/protocol-version.ts';
import type { Answer, EndpointReport, VerdictReport } from '../model/report.ts';
import { spokenAt } from '../model/spoken-at.ts';
import type { Judged } from '../rules/framework/judge-endpoint.ts';
import { flawText } from '../wording/certificate-fault-texts.ts';
import { endpointGapTexts } from '../wording/endpoint-gap-texts.ts';
import { endpointStatusText } from '../wording/endpoint-status-text.ts';
import { nameFaultText } from '../wording/name-fault-texts.ts';
import { pathFaultText } from '../wording/path-fault-texts.ts';
import { reasonText } from '../wording/reason-text.ts';
import { peersDifferText, rfc5280RemarkText } from '../wording/trust-texts.ts';
import { apiReport, undeterminedByApi } from './api-report.ts';
import { byVersion } from './by-version.ts';
import { certificateReport } from './certificate-report.ts';
import { type Asked, undetermined } from './not-checked.ts';
import { tlsEnumeration } from './tls-enumeration-report.ts';

/** An endpoint as reports have it. */
export function endpointReport(evidence: EndpointEvidence, judged: Judged, asked: Asked): EndpointReport {
  const { observation, deployment, api } = evidence;
  const { target, service } = observation;
  const answer = answerOf(observation);
  const remark = evidence.peers?.remark ?? null;
  return {
    target: target.label,
    host: target.host,
    address: observation.address,
    port: target.port,
    channel: observation.channel,
    channelFrom: observation.channelFrom,
    reachability: observation.reachability.kind,
    answer,
    status: endpointStatusText(observation, answer),
    deployment,
    service: {
      security: service.security === 'tls' || service.security === 'plaintext' ? service.security : 'unknown',
      product: service.product,
      version: service.version ?? api?.node?.version ?? null,
      clusterName: service.clusterName ?? (api?.own?.cluster.kind === 'told' ? api.own.cluster.value.clusterName : null),
      nodeName: service.nodeName ?? api?.node?.name ?? null,
      speaks: spokenAt(observation),
    },
    tls: tlsReport(evidence),
    clientAuth: clientAuthReport(evidence),
    chain: chainReport(evidence),
    ...unreadableReport(evidence),
    verdicts: evidence.peers === null ? 'not-checked' : verdictsReport(evidence.peers),
    trust: evidence.trust.kind,
    trustDifference: evidence.trust.kind === 'peers-differ' ? `${peersDifferText(evidence.trust)}.` : null,
    trustRemark: remark === null ? null : rfc5280RemarkText(remark),
    trustPath: evidence.peers?.tree ?? [],
    hostname: hostnameReport(evidence),
    ...apiReport(evidence),
    findings: judged.findings,
    unknown: judged.unknown,
    incomplete: endpointGapTexts([...undetermined(evidence, answer, asked), ...undeterminedByApi(evidence)]),
    localAddress: observation.localAddress,
    startedAt: observation.startedAt.toISOString(),
    ...(observation.clock === null ? {} : { clockAheadMs: observation.clock.aheadMs }),
    listedAt: target.listedAt ?? null,
    cost: observation.cost,
  };
}

/** What endpoints have of their own that are alike in all else. */
export const perEndpointFields = [
  'target',
  'listedAt',
  'host',
  'address',
  'port',
  'localAddress',
  'startedAt',
  'hostname',
  'chain',
  'findings',
  'unknown',
  'cost',
] as const satisfies readonly (keyof EndpointReport)[];

export type PerEndpointField = (typeof perEndpointFields)[number];

/** The same of another endpoint that has the same likeness: only what is particular to it is told anew. */
export function reportAlike(report: EndpointReport, evidence: EndpointEvidence, judged: Judged): EndpointReport {
  const { observation } = evidence;
  const { target, address, localAddress, startedAt, cost } = observation;
  const own: Pick<EndpointReport, PerEndpointField> = {
    target: target.label,
    listedAt: target.listedAt ?? null,
    host: target.host,
    address,
    port: target.port,
    localAddress,
    startedAt: startedAt.toISOString(),
    hostname: hostnameReport(evidence),
    chain: chainReport(evidence),
    findings: judged.findings,
    unknown: judged.unknown,
    cost,
  };
  return { ...report, ...own };
}

function chainReport({ chain, behindUnreadable, at }: EndpointEvidence): EndpointReport['chain'] {
  return (behindUnreadable ?? chain).map((certificate) => certificateReport(certificate, at));
}

function unreadableReport({ unreadable }: EndpointEvidence): Pick<EndpointReport, 'unreadable'> {
  if (unreadable.length === 0) return {};
  return { unreadable: unreadable.map(({ place, flaw }) => ({ place: place + 1, code: flaw.code, detail: `it ${flawText(flaw)}` })) };
}

function verdictsReport({ verdicts }: VerdictsByVerifier): Readonly<Record<string, VerdictReport>> {
  return Object.fromEntries(
    Object.entries(verdicts).flatMap(([model, verdict]) => {
      if (verdict.kind === 'not-checked') return [];
      return [
        [
          model,
          verdict.kind === 'trusted'
            ? { trusted: true }
            : { trusted: false, reason: verdict.reason, detail: pathFaultText(verdict.because) },
        ],
      ];
    }),
  );
}

function answerOf({ reachability, service, conversations }: Observation): Answer {
  if (reachability.kind !== 'open') return 'nothing';
  const { security, application } = service;
  switch (security) {
    case 'plaintext':
      return application?.kind === 'http' || application?.kind === 'transport' ? application.kind : 'other';
    case 'tls':
      return conversations.some(({ version }) => version !== null) ? 'tls' : 'cut';
    case 'unknown':
      return conversations.length > 0 ? 'cut' : 'silent';
    case 'other':
    case 'silent':
    case 'closed':
      return security;
  }
}

function tlsReport(evidence: EndpointEvidence): EndpointReport['tls'] {
  const { conversations, versions } = evidence.observation;
  const best = newestHandshake(conversations);
  if (best === undefined) return null;
  const { version, cipherSuite, group, signatureScheme, alpn } = best;
  return {
    version,
    cipherSuite,
    group,
    signatureScheme,
    alpn,
    versions: byVersion((each) => versions[each]),
    ...tlsEnumeration(evidence),
  };
}

function clientAuthReport({ observation, clientAuth, acceptableIssuers }: EndpointEvidence): EndpointReport['clientAuth'] {
  const seen = protocolVersions.flatMap((version) => {
    const auth = observation.clientAuth[version];
    return auth === undefined ? [] : [{ version, auth }];
  });
  if (seen.length === 0) return null;
  const mode = clientAuth.kind === 'seen' ? clientAuth.weakest : 'unknown';
  const texts = seen.map(({ version, auth }) => ({ version, text: auth.kind === 'unknown' ? reasonText(auth.because) : auth.evidence }));
  const evidence =
    new Set(texts.map(({ text }) => text)).size === 1
      ? (texts[0]?.text ?? '')
      : texts.map(({ version, text }) => `${version}: ${text}`).join('; ');
  return {
    mode,
    byVersion: byVersion((version) => modeIn(observation.clientAuth[version])),
    acceptableIssuers: acceptableIssuers?.map(({ name }) => name) ?? null,
    evidence,
  };
}

function modeIn(auth: ClientAuth | undefined) {
  if (auth === undefined) return undefined;
  return auth.kind === 'unknown' && auth.requested ? 'requested' : auth.kind;
}

function hostnameReport({ name }: EndpointEvidence): EndpointReport['hostname'] {
  switch (name.kind) {
    case 'match':
      return { verdict: 'match', name: name.name, detail: name.by };
    case 'mismatch':
      return { verdict: 'mismatch', name: name.name, detail: nameFaultText(name.because), code: name.because.code };
    case 'not-checked':
      return { verdict: 'not-checked', name: null, detail: reasonText(name.because), code: name.because.code };
  }
}
