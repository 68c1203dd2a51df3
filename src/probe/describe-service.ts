import { identifyHttp } from '../elastic/identify-http.ts';
import { nameTransportVersion } from '../elastic/transport-version.ts';
import type { Channel } from '../model/channel.ts';
import type { Conversation, Observation, Product, Service } from '../model/observation.ts';
import type { Target } from '../model/target.ts';
import type { ApplicationAnswer } from './ask-application.ts';

type Answers = {
  readonly target: Target;
  readonly hint: Channel;
  readonly conversations: readonly Conversation[];
  readonly overTls: ApplicationAnswer | null;
  readonly inClear: ApplicationAnswer | null;
};

type Described = {
  readonly channel: Channel;
  readonly channelFrom: Observation['channelFrom'];
  readonly service: Service;
  /** The clock of an HTTP server. */
  readonly date: Date | null;
};

/** Puts together who answers, from everything that was heard. */
export function describeService(answers: Answers): Described {
  const answer = answers.overTls ?? answers.inClear;
  const identity = identify(answer);
  const security = securityOf(answers);
  const channel = channelOf(answers, identity.channel);
  return {
    ...channel,
    date: identity.date,
    service: {
      security,
      application: answer?.application ?? null,
      product: identity.product,
      version: identity.version,
      clusterName: identity.clusterName,
      nodeName: identity.nodeName,
      publishAddress: answer?.names?.publishAddress ?? null,
      banner: bannerOf(answers.conversations),
    },
  };
}

type Identity = {
  readonly product: Product;
  readonly version: string | null;
  readonly clusterName: string | null;
  readonly nodeName: string | null;
  /** What the answer itself proves; null where it could be anyone's. */
  readonly channel: 'transport' | 'http' | 'kibana' | null;
  readonly date: Date | null;
};

const nobody: Identity = { product: null, version: null, clusterName: null, nodeName: null, channel: null, date: null };

function identify(answer: ApplicationAnswer | null): Identity {
  if (!answer || answer.application.kind === 'none') return nobody;
  if (answer.application.kind === 'http') return identifyHttp(answer.application.answer);
  const { versionId } = answer.application;
  const named = versionId === null ? null : nameTransportVersion(versionId);
  // The ping alone is common to Elasticsearch and OpenSearch.
  return {
    ...nobody,
    clusterName: answer.names?.clusterName ?? null,
    nodeName: answer.names?.nodeName ?? null,
    product: named?.product ?? null,
    version: answer.release ?? named?.release ?? named?.line ?? null,
    channel: 'transport',
  };
}

function channelOf({ target, hint }: Answers, proved: Identity['channel']): Pick<Described, 'channel' | 'channelFrom'> {
  // `https` stands before Kibana's address as well: it says that HTTP is spoken, not by whom.
  if (target.scheme === 'http' && proved === 'kibana') return { channel: proved, channelFrom: 'answer' };
  // Whoever connects to an HTTP port as a transport port is told so: what is wrong with a transport port is not wrong with it.
  if (target.scheme === 'transport' && (proved === 'http' || proved === 'kibana')) return { channel: proved, channelFrom: 'answer' };
  if (target.scheme !== null) return { channel: target.scheme, channelFrom: 'scheme' };
  // The remote-cluster server speaks the transport protocol: only its port tells it apart.
  if (proved === 'transport' && hint === 'remote-cluster') return { channel: hint, channelFrom: 'answer' };
  if (proved !== null) return { channel: proved, channelFrom: 'answer' };
  return hint === 'unknown' ? { channel: hint, channelFrom: 'nothing' } : { channel: hint, channelFrom: 'port' };
}

function securityOf({ conversations, inClear }: Answers): Service['security'] {
  const [first] = conversations;
  if (!first) return 'unknown';
  if (inClear && inClear.application.kind !== 'none') return 'plaintext';
  const { ending } = first;
  if (first.answeredInTls) return 'tls';
  switch (ending.kind) {
    case 'alert':
    case 'protocol-error':
    case 'not-computable':
    case 'stopped':
      return 'tls';
    case 'not-tls':
      return Buffer.from(ending.bytes.subarray(0, 5)).toString('latin1') === 'HTTP/' ? 'plaintext' : 'other';
    case 'timeout':
      return 'silent';
    case 'closed':
      return 'closed';
    case 'accepted':
    case 'undecided':
      return 'unknown';
  }
}

function bannerOf(conversations: readonly Conversation[]): Uint8Array | null {
  for (const { ending } of conversations) if (ending.kind === 'not-tls') return ending.bytes.slice(0, 256);
  return null;
}
