import * as z from 'zod';
import { channels } from '../model/channel.ts';
import { deployments } from '../model/deployment.ts';
import { type Policy, policyFeatures } from '../model/policy.ts';
import { protocolVersions } from '../model/protocol-version.ts';
import { severities } from '../model/severity.ts';

const names = z.array(z.string().min(1)).min(1);
const version = z.enum(protocolVersions);
const versions = z.array(version).min(1);
const features = z.array(z.enum(policyFeatures)).min(1);
const count = z.int().positive();
const day = z.iso.date();

const check = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rules'),
    rules: z.union([z.enum(['any', 'others']), names]),
    atLeast: z.enum(severities).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('channels-seen'), seen: z.array(z.enum(channels)).min(1) }),
  z.strictObject({ kind: z.literal('protocol-versions'), allow: versions, require: versions.exactOptional() }),
  z.strictObject({ kind: z.literal('cipher-suites'), version, allow: names }),
  z.strictObject({ kind: z.literal('groups'), allow: names }),
  z.strictObject({ kind: z.literal('groups-accepted'), anyOf: names, atLeast: count.exactOptional() }),
  z.strictObject({ kind: z.literal('signature-schemes'), allow: names }),
  z.strictObject({
    kind: z.literal('public-key'),
    of: z.enum(['leaf', 'chain']),
    algorithms: names.exactOptional(),
    rsaBits: count.exactOptional(),
    ecBits: count.exactOptional(),
    curves: names.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('certificate-hash'), allow: names }),
  z.strictObject({ kind: z.literal('validity'), days: count, issuedFrom: day.exactOptional(), issuedBefore: day.exactOptional() }),
  z.strictObject({ kind: z.literal('days-left'), days: count }),
  z.strictObject({ kind: z.literal('features'), require: features.exactOptional(), forbid: features.exactOptional() }),
  z.strictObject({ kind: z.literal('suite-order'), decides: z.enum(['server', 'client']) }),
  z.strictObject({ kind: z.literal('by-hand') }),
]);

const requirement = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected words in lower case with hyphens between, such as cipher-suites'),
  level: z.enum(['must', 'should']),
  title: z.string().min(1),
  clause: z.string().min(1).exactOptional(),
  channels: z.array(z.enum(channels)).min(1).exactOptional(),
  when: z
    .strictObject({
      deployments: z.array(z.enum(deployments)).min(1).exactOptional(),
      nodesFrom: count.exactOptional(),
      publicRoot: z.literal(true).exactOptional(),
    })
    .exactOptional(),
  check,
});

/** What a policy file has to be. */
export const policySchema = z.strictObject({
  schema: z.literal('handclasp.policy/1'),
  name: z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'expected words in lower case with hyphens between, such as our-policy'),
  title: z.string().min(1),
  edition: z.string().min(1),
  source: z.string().min(1),
  provenance: z.enum(['primary', 'secondary', 'own']),
  note: z.string().min(1).exactOptional(),
  requirements: z
    .array(requirement)
    .min(1)
    .check((context) => {
      const seen = new Set<string>();
      for (const [index, { id }] of context.value.entries()) {
        if (seen.has(id))
          context.issues.push({
            code: 'custom',
            input: id,
            path: [index, 'id'],
            message: `there is another requirement with the id ${id}`,
          });
        seen.add(id);
      }
    }),
}) satisfies z.ZodType<Policy>;

/** As JSON Schema, for editors. */
export function policyJsonSchema(): unknown {
  return { $id: 'handclasp.policy/1', title: 'A policy of handclasp', ...z.toJSONSchema(policySchema, { io: 'input' }) };
}
