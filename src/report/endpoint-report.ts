import { flawText } from '../model/certificate-flaw.ts';
import type { EndpointEvidence, VerdictsByVerifier } from '../model/evidence.ts';
import { brokenHandshake } from '../model/handshake-outcome.ts';
import { localLimitText } from '../model/local-limit.ts';
import type { ClientAuth, Conversation, Observation } from '../model/observation.ts';
import { type ProtocolVersion, protocolVersions } from '../model/protocol-version.ts';
import type { Reachability } from '../model/reachability.ts';
import type { Answer, EndpointReport, VerdictReport } from '../model/report.ts';
import type { Judged } from '../rules/framework/judge-endpoint.ts';
import { whyNotCompleted } from '../wording/handshake-text.ts';
import { reasonText } from '../wording/reason-text.ts';
import { apiReport, untoldByApi } from './api-report.ts';
import { certificateReport } from './certificate-report.ts';
import { type Asked, untold } from './not-checked.ts';
import { tlsEnumeration } from './tls-enumeration-report.ts';

/** An endpoint as reports have it. */
export function endpointReport(evidence: EndpointEvidence, judged: Judged, asked: Asked): EndpointReport {
  const { observation, chain, behindUnreadable, deployment, api } = evidence;
  const { target, service } = observation;
  const answer = answerOf(observation);
  return {
    target: target.label,
    host: target.host,
    address: observation.address,
    port: target.port,
    channel: observation.channel,
    channelFrom: observation.channelFrom,
    reachability: observation.reachability.kind,
    answer,
    status: statusOf(observation, answer),
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
    chain: (behindUnreadable ?? chain).map((certificate) => certificateReport(certificate, evidence.at)),
    ...unreadableReport(evidence),
    verdicts: evidence.peers === null ? 'not-checked' : verdictsReport(evidence.peers),
    trust: evidence.trust.kind,
    trustDifference: evidence.trust.kind === 'peers-differ' ? `${evidence.trust.detail}.` : null,
    trustRemark: evidence.peers?.remark ?? null,
    trustPath: evidence.peers?.tree ?? [],
    hostname: hostnameReport(evidence),
    ...apiReport(evidence),
    findings: judged.findings,
    unknown: judged.unknown,
    incomplete: [...untold(evidence, answer, asked), ...untoldByApi(evidence)],
    localAddress: observation.localAddress,
    startedAt: observation.startedAt.toISOString(),
    ...(observation.clock === null ? {} : { clockAheadMs: observation.clock.aheadMs }),
    cost: observation.cost,
  };
}

/** What endpoints have of their own that are alike in all else. */
export const toldAnew = [
  'target',
  'host',
  'address',
  'port',
  'localAddress',
  'startedAt',
  'hostname',
  'findings',
  'unknown',
  'cost',
] as const satisfies readonly (keyof EndpointReport)[];

export type ToldAnew = (typeof toldAnew)[number];

/** The same of another endpoint that has the same likeness: only what is particular to it is told anew. */
export function reportAlike(report: EndpointReport, evidence: EndpointEvidence, judged: Judged): EndpointReport {
  const { observation } = evidence;
  const { target, address, localAddress, startedAt, cost } = observation;
  const own: Pick<EndpointReport, ToldAnew> = {
    target: target.label,
    host: target.host,
    address,
    port: target.port,
    localAddress,
    startedAt: startedAt.toISOString(),
    hostname: hostnameReport(evidence),
    findings: judged.findings,
    unknown: judged.unknown,
    cost,
  };
  return { ...report, ...own };
}

function unreadableReport({ unreadable }: EndpointEvidence): Pick<EndpointReport, 'unreadable'> {
  if (unreadable.length === 0) return {};
  return { unreadable: unreadable.map(({ place, flaw }) => ({ place: place + 1, code: flaw.code, detail: `it ${flawText(flaw)}` })) };
}

function verdictsReport({ verdicts }: VerdictsByVerifier): Readonly<Record<string, VerdictReport>> {
  return Object.fromEntries(
    Object.entries(verdicts).flatMap(([model, verdict]) => {
      if (verdict.kind === 'not-checked') return [];
      return [[model, verdict.kind === 'trusted' ? { trusted: true } : { trusted: false, reason: verdict.reason, detail: verdict.detail }]];
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

function spokenAt({ service: { application } }: Observation): EndpointReport['service']['speaks'] {
  return application === null || application.kind === 'none' ? null : application.kind;
}

function statusOf(observation: Observation, answer: Answer): string {
  const { reachability, service, conversations } = observation;
  const last = conversations.at(-1);
  switch (answer) {
    case 'nothing':
      return unreached(reachability);
    case 'tls':
      return tlsStatus(observation);
    case 'http':
    case 'transport':
      return `${subjectOf(observation)} in the clear, without TLS.`;
    case 'cut':
      return `A TLS handshake began and did not come far: ${last === undefined ? 'nothing was seen of it' : endingText(last)}.`;
    case 'other':
      return `Something that speaks neither TLS nor HTTP nor the transport protocol: ${bannerText(service.banner)}.`;
    case 'silent':
      return 'It took the connection and sent nothing until the deadline.';
    case 'closed':
      return 'It took the connection and closed it without a byte.';
  }
}

function tlsStatus(observation: Observation): string {
  const { conversations } = observation;
  const versions = protocolVersions.filter((version) => conversations.some((one) => one.version === version));
  const broken = versions.flatMap((version) => brokenHandshake(conversations, version) ?? []);
  const [first] = broken;
  if (first !== undefined && broken.length === versions.length)
    return `It begins a TLS handshake that cannot be completed: ${whyNotCompleted(first)}.`;
  const version = newest(conversations)?.version ?? 'TLS';
  return isGuessed(observation)
    ? `${version}; the protocol above it was not identified${insists(observation) ? ' (client certificate required)' : ''}.`
    : `${subjectOf(observation)} over ${version}.`;
}

/** That it is HTTP was said by whoever wrote the address, or follows from the port: nothing that it did shows it. */
function isGuessed(observation: Observation): boolean {
  return (observation.channel === 'http' || observation.channel === 'kibana') && spokenAt(observation) === null;
}

function insists({ clientAuth }: Observation): boolean {
  return protocolVersions.some((version) => clientAuth[version]?.kind === 'required');
}

function unreached(reachability: Reachability): string {
  switch (reachability.kind) {
    case 'open':
      return 'Connected.';
    case 'refused':
      return 'The connection was refused: nothing listens at this port.';
    case 'timeout':
      return `No connection came about in ${reachability.afterMs} ms: filtered, or the host is down.`;
    case 'unreachable':
      return `It cannot be reached: ${reachability.detail}.`;
    case 'unresolved':
      return `The name does not resolve: ${reachability.detail}.`;
    case 'not-attempted':
      return `Not checked: ${localLimitText(reachability.limit)}.`;
  }
}

const products = { elasticsearch: 'Elasticsearch', opensearch: 'OpenSearch', kibana: 'Kibana' } as const;
const channelTexts = {
  transport: 'transport',
  http: 'HTTP',
  kibana: '',
  'remote-cluster': 'remote-cluster transport',
  unknown: 'An unknown protocol',
} as const;

/** `Elasticsearch 8.19.21 HTTP`; what did not show is left out. */
function subjectOf({ channel, service }: Observation): string {
  const product = service.product === null ? (channel === 'kibana' ? 'Kibana' : '') : products[service.product];
  const channelText = channel === 'kibana' && service.product !== 'kibana' && service.product !== null ? 'HTTP' : channelTexts[channel];
  const text = [product, service.version ?? '', channelText].filter((part) => part !== '').join(' ');
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function bannerText(banner: Uint8Array | null): string {
  if (banner === null || banner.length === 0) return 'it sent nothing that tells more';
  const head = banner.subarray(0, 40);
  const isText = head.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0d || byte === 0x0a || byte === 0x09);
  const more = banner.length > head.length ? ' ...' : '';
  return isText
    ? `"${Buffer.from(head).toString('latin1').trim().replace(/\s+/g, ' ')}"${more}`
    : `bytes ${Buffer.from(head).toString('hex')}${more}`;
}

function endingText({ ending }: Conversation): string {
  const phases = {
    'before-server-hello': 'before its hello',
    'server-flight': 'within its first flight',
    'client-flight': 'in answer to our flight',
    'after-finished': 'after the handshake',
  } as const;
  switch (ending.kind) {
    case 'accepted':
    case 'undecided':
      return 'it was finished';
    case 'alert':
      return `alert ${ending.description} ${ending.name} ${phases[ending.phase]}`;
    case 'closed':
      return `the connection was ${ending.how === 'reset' ? 'reset' : 'closed'} ${phases[ending.phase]}`;
    case 'timeout':
      return `time ran out after ${ending.afterMs} ms, ${phases[ending.phase]}`;
    case 'protocol-error':
      return `the peer broke the protocol ${phases[ending.phase]}: ${ending.reason}`;
    case 'not-computable':
      return `it could not be gone on with ${phases[ending.phase]}: ${ending.reason}`;
    case 'not-tls':
      return `what came is not TLS: ${bannerText(ending.bytes)}`;
    case 'stopped':
      return `it was stopped ${phases[ending.phase]}`;
  }
}

type Negotiated = Conversation & { readonly version: ProtocolVersion; readonly cipherSuite: string };

function newest(conversations: readonly Conversation[]): Negotiated | undefined {
  return conversations
    .filter((conversation): conversation is Negotiated => conversation.version !== null && conversation.cipherSuite !== null)
    .sort((a, b) => protocolVersions.indexOf(a.version) - protocolVersions.indexOf(b.version))[0];
}

function tlsReport(evidence: EndpointEvidence): EndpointReport['tls'] {
  const { conversations, versions } = evidence.observation;
  const best = newest(conversations);
  if (best === undefined) return null;
  const { version, cipherSuite, group, signatureScheme, alpn } = best;
  return {
    version,
    cipherSuite,
    group,
    signatureScheme,
    alpn,
    versions: inOrder((each) => versions[each]),
    ...tlsEnumeration(evidence),
  };
}

type ByVersion<T> = Readonly<Partial<Record<ProtocolVersion, T>>>;

function inOrder<T>(of: (version: ProtocolVersion) => T | undefined): ByVersion<T> {
  const entries = protocolVersions.flatMap((version) => {
    const value = of(version);
    return value === undefined ? [] : [[version, value] as const];
  });
  return Object.fromEntries(entries) as ByVersion<T>;
}

function clientAuthReport({ observation, clientAuth, acceptableIssuers }: EndpointEvidence): EndpointReport['clientAuth'] {
  const seen = protocolVersions.flatMap((version) => {
    const auth = observation.clientAuth[version];
    return auth === undefined ? [] : [{ version, auth }];
  });
  if (seen.length === 0) return null;
  const byVersion = inOrder((version) => modeIn(observation.clientAuth[version]));
  const mode = clientAuth.kind === 'seen' ? clientAuth.weakest : 'unknown';
  const texts = seen.map(({ version, auth }) => ({ version, text: auth.kind === 'unknown' ? reasonText(auth.because) : auth.evidence }));
  const evidence =
    new Set(texts.map(({ text }) => text)).size === 1
      ? (texts[0]?.text ?? '')
      : texts.map(({ version, text }) => `${version}: ${text}`).join('; ');
  return { mode, byVersion, acceptableIssuers: acceptableIssuers?.map(({ name }) => name) ?? null, evidence };
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
      return { verdict: 'mismatch', name: name.name, detail: name.detail };
    case 'not-checked':
      return { verdict: 'not-checked', name: null, detail: reasonText(name.because) };
  }
}
