import * as z from 'zod';
import { channels } from '../model/channel.ts';
import type { Observation } from '../model/observation.ts';
import { ending, localLimit } from './observed-scalars.ts';
import { unknownClientAuth } from './reason-codecs.ts';
import { byVersion, instant, octets, protocolVersion, type ReadonlyDeep } from './scalars.ts';

const unreached = [
  z.strictObject({ kind: z.literal('refused') }),
  z.strictObject({ kind: z.literal('timeout'), afterMs: z.number() }),
  z.strictObject({ kind: z.literal('unreachable'), detail: z.string() }),
  z.strictObject({ kind: z.literal('unresolved'), detail: z.string() }),
  z.strictObject({ kind: z.literal('not-attempted'), limit: localLimit }),
] as const;
const reachability = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('open') }), ...unreached]);

const shortfalls = [
  z.strictObject({ kind: z.literal('deadline'), afterMs: z.number() }),
  z.strictObject({ kind: z.literal('silence'), afterMs: z.number() }),
  z.strictObject({ kind: z.literal('closed'), how: z.enum(['fin', 'reset']) }),
  z.strictObject({ kind: z.literal('alert'), description: z.number() }),
  z.strictObject({ kind: z.literal('not-connected'), reachability: z.discriminatedUnion('kind', unreached) }),
  z.strictObject({ kind: z.literal('not-tls') }),
  z.strictObject({ kind: z.literal('malformed'), reason: z.string() }),
  z.strictObject({ kind: z.literal('not-offered'), choice: z.string() }),
  z.strictObject({ kind: z.literal('undecided') }),
] as const;
const gap = z.discriminatedUnion('kind', [...shortfalls, z.strictObject({ kind: z.literal('elsewhere'), version: protocolVersion })]);

const unanswered = z.strictObject({
  topic: z.enum([
    'newest-version',
    'other-version',
    'older-versions',
    'in-clear',
    'application',
    'client-certificate',
    'stranger',
    'cipher-suites',
    'server-order',
    'signature-schemes',
    'groups',
    'features',
    'resumption',
    'application-protocols',
    'fallback',
    'server-name',
    'tolerance',
    'client-hellos',
  ]),
  version: protocolVersion.nullable(),
  because: z.discriminatedUnion('kind', shortfalls),
});

const application = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('http'),
    answer: z.strictObject({ status: z.number(), headers: z.record(z.string(), z.array(z.string())), body: z.string() }),
  }),
  z.strictObject({ kind: z.literal('transport'), pong: z.boolean(), versionId: z.number().nullable(), notHttp: z.boolean() }),
  z.strictObject({ kind: z.literal('none'), asked: z.array(z.enum(['ping', 'http'])) }),
]);

const service = z.strictObject({
  security: z.enum(['tls', 'plaintext', 'other', 'silent', 'closed', 'unknown']),
  application: application.nullable(),
  product: z.enum(['elasticsearch', 'opensearch', 'kibana']).nullable(),
  version: z.string().nullable(),
  clusterName: z.string().nullable(),
  nodeName: z.string().nullable(),
  publishAddress: z.strictObject({ host: z.string(), port: z.number() }).nullable(),
  banner: octets.nullable(),
});

const conversation = z.strictObject({
  offeredVersions: z.array(protocolVersion),
  serverName: z.string().nullable(),
  identity: z.enum(['none', 'given', 'self-signed']),
  answeredInTls: z.boolean(),
  version: protocolVersion.nullable(),
  cipherSuite: z.string().nullable(),
  group: z.string().nullable(),
  signatureScheme: z.string().nullable(),
  serverSignature: z.enum(['valid', 'invalid', 'unverifiable', 'not-seen']),
  alpn: z.string().nullable(),
  chain: z.array(octets),
  ocspResponse: octets.nullable(),
  certificateRequest: z.strictObject({ authorities: z.array(octets), signatureSchemes: z.array(z.string()) }).nullable(),
  serverFlightComplete: z.boolean(),
  helloTime: z.number().nullable(),
  startedAt: instant,
  ending,
});

const clientAuth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['none', 'optional', 'required']), evidence: z.string() }),
  unknownClientAuth,
]);

const enumerated = z.strictObject({ accepted: z.array(z.string()), gap: gap.nullable() });
const resumed = z.enum(['resumed', 'refused', 'not-offered', 'unknown']);
const nameAnswer = z.enum(['same-certificate', 'other-certificate', 'refused', 'unknown']);
const tolerance = z.enum(['tolerated', 'refused', 'unanswered', 'unknown']);

const details = z.strictObject({
  cipherSuites: z.exactOptional(byVersion(enumerated.extend({ serverOrder: z.boolean().nullable() }))),
  groups: z.exactOptional(byVersion(enumerated)),
  signatureSchemes: z.exactOptional(byVersion(enumerated)),
  features: z.exactOptional(
    z.strictObject({
      version: protocolVersion,
      extendedMasterSecret: z.boolean(),
      secureRenegotiation: z.boolean(),
      compression: z.boolean(),
      heartbeat: z.boolean(),
      ocspStapling: z.boolean(),
      sessionTickets: z.boolean(),
      sessionIds: z.boolean(),
    }),
  ),
  resumption: z.exactOptional(
    z.strictObject({
      sessionId: z.exactOptional(resumed),
      sessionTicket: z.exactOptional(resumed),
      tickets: z.exactOptional(z.boolean()),
      psk: z.exactOptional(resumed),
    }),
  ),
  alpn: z.exactOptional(enumerated),
  fallbackScsv: z.exactOptional(z.enum(['refused', 'ignored', 'unknown']).nullable()),
  serverName: z.exactOptional(z.strictObject({ absent: nameAnswer, unknown: nameAnswer })),
  leaves: z.exactOptional(z.array(z.strictObject({ der: octets, times: z.number(), authentication: z.array(z.string()) }))),
  tolerance: z.exactOptional(z.strictObject({ unknownVersion: tolerance.nullable(), largeHello: tolerance, grease: tolerance })),
  clientHellos: z.exactOptional(
    z.array(
      z.strictObject({
        hello: z.string(),
        client: z.string(),
        answer: z.enum(['answered', 'refused', 'unknown']),
        alert: z.string().nullable(),
      }),
    ),
  ),
});

export const target = z.strictObject({
  label: z.string(),
  host: z.string(),
  port: z.int().min(0).max(65_535),
  scheme: z.enum(channels).nullable(),
  implied: z.exactOptional(z.literal(true)),
  listedAt: z.exactOptional(z.strictObject({ file: z.string(), line: z.int().min(1) })),
});

/** An Observation in JSON: every field under its own name (`selfSignedAnswer` as `stranger`), octets in base64, instants in ISO 8601. What is not known is refused, so that nothing is judged by half. */
export const observationCodec = z.strictObject({
  target,
  address: z.string().nullable(),
  localAddress: z.string().nullable(),
  channel: z.enum([...channels, 'unknown']),
  channelFrom: z.enum(['answer', 'scheme', 'port', 'nothing']),
  startedAt: instant,
  finishedAt: instant,
  reachability,
  service,
  conversations: z.array(conversation),
  versions: byVersion(z.enum(['accepted', 'rejected', 'unknown'])),
  clientAuth: byVersion(clientAuth),
  stranger: z.enum(['accepted', 'refused', 'unknown', 'not-asked']),
  details: z.exactOptional(details),
  unanswered: z.array(unanswered),
  clock: z.strictObject({ aheadMs: z.number(), boundMs: z.number() }).nullable(),
  vantage: z.enum(['inside', 'outside']).nullable(),
  cost: z.strictObject({
    connections: z.number(),
    bytesSent: z.number(),
    bytesReceived: z.number(),
    durationMs: z.number(),
  }),
});

type Decoded = ReadonlyDeep<z.output<typeof observationCodec>>;

/** What came of the self-signed certificate is called `stranger` in files. A field that one of the two lacks is a compile error. */
export const observationFromDecoded = ({ stranger: selfSignedAnswer, ...decoded }: Decoded): Observation => ({
  ...decoded,
  selfSignedAnswer,
});
export const observationToDecoded = ({ selfSignedAnswer: stranger, ...observation }: Observation): Decoded => ({
  ...observation,
  stranger,
});
