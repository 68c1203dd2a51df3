import * as z from 'zod';
import type { NodeAnswers } from '../model/api-facts.ts';
import type { Deployment } from '../model/deployment.ts';
import { deployments } from '../model/deployment.ts';
import type { Observation } from '../model/observation.ts';
import type { Target } from '../model/target.ts';
import { toolVersion } from '../model/tool-version.ts';
import { UsageError } from '../model/usage-error.ts';
import { answersFromDecoded, answersToDecoded, nodeAnswersCodec } from './node-answers-codec.ts';
import { observationCodec, observationFromDecoded, observationToDecoded, target } from './observation-codec.ts';
import { instant, octets } from './scalars.ts';

/** One target, and what each of its addresses showed. */
export type SavedTarget = {
  readonly target: Target;
  /** The name for SNI and the name check that was given; null sends and checks none. Absent: the target's host. */
  readonly serverName?: string | null;
  /** SHA-256 of the client certificate that was offered, hexadecimal; null where none was. */
  readonly identity: string | null;
  readonly observations: readonly Observation[];
};

/** What the REST API of the node at one address answered. */
export type SavedAnswers = { readonly address: string; readonly port: number; readonly answers: NodeAnswers };

/**
 * All that a run saw, and what it was judged by: enough to judge it again without the network. It holds certificates and what servers tell everyone; no key and no password.
 */
export type SavedRun = {
  readonly startedAt: Date;
  /** It was interrupted: what was not asked is missing, and is no part of a report. */
  readonly partial: boolean;
  readonly command: 'scan' | 'matrix' | 'ready' | 'join' | 'kibana';
  /** In the order of the command line; of `join`, the nodes that do not join. */
  readonly targets: readonly Target[];
  /** Of `join`: the nodes of `--to`. */
  readonly members: readonly Target[];
  /** What `kibana` was told beside its files: URLs in place of those of its settings, and where it listens. Null of other commands. */
  readonly kibana: { readonly to: readonly string[]; readonly self: Target | null } | null;
  readonly asked: readonly SavedTarget[];
  /** Null where the REST API was not asked. */
  readonly api: { readonly discover: boolean; readonly answers: readonly SavedAnswers[] } | null;
  readonly judging: {
    /** DER. */
    readonly anchors: readonly Uint8Array[];
    readonly trustPublicRoots: boolean;
    /** DER. */
    readonly crls: readonly Uint8Array[];
    /** The client certificate that was given, DER, leaf first; empty where none was, or the files of a node or a Kibana have it. */
    readonly identity: readonly Uint8Array[];
    readonly quietWire: boolean;
    /** Null: guessed from names. */
    readonly deployment: Deployment | null;
  };
};

const schemaName = 'handclasp.observations/1';

const codec = z.strictObject({
  schema: z.literal(schemaName),
  tool: z.strictObject({ name: z.literal('handclasp'), version: z.string() }),
  startedAt: instant,
  partial: z.boolean(),
  command: z.enum(['scan', 'matrix', 'ready', 'join', 'kibana']),
  targets: z.array(target),
  members: z.array(target),
  kibana: z.strictObject({ to: z.array(z.string()), self: target.nullable() }).nullable(),
  asked: z.array(
    z.strictObject({
      target,
      serverName: z.exactOptional(z.string().nullable()),
      identity: z.string().nullable(),
      observations: z.array(observationCodec),
    }),
  ),
  api: z
    .strictObject({
      discover: z.boolean(),
      answers: z.array(z.strictObject({ address: z.string(), port: z.number(), answers: nodeAnswersCodec })),
    })
    .nullable(),
  judging: z.strictObject({
    anchors: z.array(octets),
    trustPublicRoots: z.boolean(),
    crls: z.array(octets),
    identity: z.array(octets),
    quietWire: z.boolean(),
    deployment: z.enum(deployments).nullable(),
  }),
});

/** The file that `--save` writes. */
export function encodeSavedRun({ asked, api, ...run }: SavedRun): string {
  const decoded = {
    schema: schemaName,
    tool: { name: 'handclasp', version: toolVersion },
    ...run,
    asked: asked.map((one) => ({ ...one, observations: one.observations.map(observationToDecoded) })),
    api: api === null ? null : { ...api, answers: api.answers.map((one) => ({ ...one, answers: answersToDecoded(one.answers) })) },
  };
  // A codec writes what it could read: arrays of the model are readonly, which its types do not say.
  return `${JSON.stringify(z.encode(codec, decoded as z.output<typeof codec>))}\n`;
}

/**
 * Reads such a file.
 *
 * @param file its name, for messages
 * @throws UsageError where it is not one, or is of another version of the format
 */
export function decodeSavedRun(text: string, file: string): SavedRun {
  const { asked, api, startedAt, partial, command, targets, members, kibana, judging } = parsed(text, file);
  return {
    startedAt,
    partial,
    command,
    targets,
    members,
    kibana,
    asked: asked.map((one) => ({ ...one, observations: one.observations.map(observationFromDecoded) })),
    api: api === null ? null : { ...api, answers: api.answers.map((one) => ({ ...one, answers: answersFromDecoded(one.answers) })) },
    judging,
  };
}

function parsed(text: string, file: string): z.output<typeof codec> {
  const hint = 'give a file that --save wrote';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UsageError('replay-unreadable', `${file}: it is not JSON`, hint, { cause });
  }
  const schema = typeof json === 'object' && json !== null && 'schema' in json ? json.schema : null;
  if (schema !== schemaName) {
    const is = typeof schema === 'string' && /^[\w./-]{1,60}$/.test(schema) ? `it is ${schema}` : 'it names no format';
    throw new UsageError('replay-unreadable', `${file}: ${is}, where ${schemaName} was expected`, hint);
  }
  const read = z.safeDecode(codec, json as z.input<typeof codec>);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const place = first === undefined ? '' : `${z.core.toDotPath(first.path)}: `;
  throw new UsageError('replay-unreadable', `${file}: ${place}${first?.message ?? 'it cannot be read'}`, hint);
}

/** The JSON Schema of the file, which ships in the package. */
export function savedRunSchema(): unknown {
  return { title: 'handclasp: what a run saw', ...z.toJSONSchema(codec, { io: 'input', reused: 'ref' }) };
}
