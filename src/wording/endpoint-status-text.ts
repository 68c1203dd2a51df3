import { brokenHandshake, newestHandshake } from '../model/handshake-outcome.ts';
import { localLimitText } from '../model/local-limit.ts';
import type { Conversation, Observation } from '../model/observation.ts';
import { protocolVersions } from '../model/protocol-version.ts';
import type { Reachability } from '../model/reachability.ts';
import type { Answer } from '../model/report.ts';
import { spokenAt } from '../model/spoken-at.ts';
import { brokenProtocolText, whyNotCompleted } from './handshake-text.ts';

/** What answers at an endpoint, in a sentence. */
export function endpointStatusText(observation: Observation, answer: Answer): string {
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
      return `A TLS handshake began and was not completed: ${last === undefined ? 'nothing was seen of it' : endingText(last)}.`;
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
  const version = newestHandshake(conversations)?.version ?? 'TLS';
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
      return brokenProtocolText(ending.reason) ?? `the server broke the protocol ${phases[ending.phase]} (${ending.reason})`;
    case 'not-computable':
      return brokenProtocolText(ending.reason) ?? `it could not be continued ${phases[ending.phase]} (${ending.reason})`;
    case 'not-tls':
      return `the answer is not TLS: ${bannerText(ending.bytes)}`;
    case 'stopped':
      return `it was stopped ${phases[ending.phase]}`;
  }
}
