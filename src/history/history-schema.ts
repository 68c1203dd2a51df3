import * as z from 'zod';
import type { ChangeFacts } from '../model/change.ts';
import { channels } from '../model/channel.ts';
import { protocolVersions } from '../model/protocol-version.ts';
import { severities } from '../model/severity.ts';

/** Of a line of `history export`. */
export const keptRunSchemaName = 'handclasp.kept-run/1';

const severity = z.enum(severities);
const finding = z.strictObject({ rule: z.string(), severity, title: z.string() });
const unknown = z.strictObject({ rule: z.string(), code: z.string(), because: z.string() });
const byVersion = <T extends z.ZodType>(value: T) => z.partialRecord(z.enum(protocolVersions), value);

const certificate = z.strictObject({
  sha256: z.string(),
  subject: z.string(),
  issuer: z.string(),
  serialNumber: z.string(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  subjectAltNames: z.array(z.string()),
  keySha256: z.string().nullable(),
  authorityKeyId: z.string().nullable(),
});

const state = z.strictObject({
  channel: z.enum([...channels, 'unknown']),
  reachability: z.enum(['open', 'refused', 'timeout', 'unreachable', 'unresolved', 'not-attempted']),
  answer: z.enum(['tls', 'cut', 'http', 'transport', 'other', 'silent', 'closed', 'nothing']),
  service: z.strictObject({
    security: z.enum(['tls', 'plaintext', 'unknown']),
    product: z.string().nullable(),
    version: z.string().nullable(),
    clusterName: z.string().nullable(),
    nodeName: z.string().nullable(),
  }),
  versions: byVersion(z.enum(['accepted', 'rejected', 'unknown'])),
  cipherSuites: byVersion(z.strictObject({ accepted: z.array(z.string()), whole: z.boolean() })),
  clientAuth: z.enum(['none', 'optional', 'required', 'unknown']).nullable(),
  certificate: certificate.nullable(),
  trust: z.enum(['trusted', 'untrusted', 'peers-differ', 'not-checked']),
  findings: z.array(finding),
  unknown: z.array(unknown),
  incomplete: z.array(z.string()),
});

const count = z.int().min(0);
const endpoints = z.array(z.strictObject({ target: z.string(), address: z.string().nullable(), state }));
const cluster = z.strictObject({
  findings: z.array(finding.extend({ subjects: z.array(z.string()) })),
  unknown: z.array(unknown),
  policy: z.strictObject({ name: z.string(), verdict: z.string() }).nullable(),
});
const run = z.strictObject({
  uuid: z.uuid().describe('the same in every history that the run is imported into'),
  command: z.enum(['scan', 'matrix', 'ready']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  tool: z.string().describe('the release of handclasp that judged it'),
  partial: z.boolean().describe('it was interrupted'),
  summary: z.strictObject({
    ...{ critical: count, high: count, medium: count, low: count, info: count },
    ...{ endpoints: count, unreachable: count, incomplete: count },
  }),
});
const listed = run.extend({ id: z.int().min(1).describe('its number in this history') });

/** A line of `history export`. */
export const keptRun = run.extend({
  schema: z.literal(keptRunSchemaName),
  endpoints,
  cluster,
  saved: z.looseObject({ schema: z.string() }).describe('what --save writes: observations.schema.json'),
});

const changeKinds = [
  'certificate-renewed',
  'certificate-swapped',
  'issuer-changed',
  'client-auth-weakened',
  'client-auth-strengthened',
  'version-appeared',
  'version-gone',
  'suites-appeared',
  'suites-gone',
  'tls-lost',
  'tls-gained',
  'endpoint-came',
  'endpoint-went',
  'finding-opened',
  'finding-reopened',
  'finding-worsened',
  'finding-eased',
  'finding-closed',
  'no-longer-judged',
  'policy-verdict-changed',
] as const satisfies readonly ChangeFacts['kind'][];

const change = z.strictObject({
  kind: z.enum(changeKinds),
  target: z.string(),
  address: z.string().nullable(),
  severity: severity.describe('how bad it is; info for what is better than before, or merely different'),
  message: z.string(),
  before: z.union([z.string(), certificate]).nullable().optional(),
  after: z.union([z.string(), certificate]).optional(),
  sameKey: z.boolean().nullable().optional().describe('of a renewed certificate; null where a key could not be read'),
  sameName: z.boolean().optional().describe('of another CA: it has the name of the one before'),
  version: z.enum(protocolVersions).optional(),
  suites: z.array(z.string()).optional(),
  rule: z.string().optional(),
  title: z.string().optional(),
  because: z.string().optional(),
  policy: z.string().optional(),
});

/** All that `history` and `diff` write for programs. */
const documents = z.union([
  keptRun.describe('a line of history export'),
  z
    .strictObject({ schema: z.literal('handclasp.history/1'), runs: z.array(listed.extend({ changed: count.nullable() })) })
    .describe('history --format json'),
  listed.extend({ schema: z.literal('handclasp.run/1'), endpoints, cluster }).describe('history show --format json'),
  z
    .strictObject({
      schema: z.literal('handclasp.changes/1'),
      from: listed,
      to: listed,
      changes: z.array(change),
      endpoints: z.strictObject({ compared: count, changed: count }),
    })
    .describe('diff --format json'),
]);

/** The JSON Schema of them, which ships in the package. */
export function historySchema(): unknown {
  return { title: 'handclasp: past runs, and what changed between them', ...z.toJSONSchema(documents, { io: 'input', reused: 'ref' }) };
}
