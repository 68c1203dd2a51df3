import * as z from 'zod';
import type { NodeAnswers } from '../model/api-facts.ts';
import { notAnswered } from './reason-codecs.ts';
import { instant, type ReadonlyDeep } from './scalars.ts';

function reported<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('told'), value }), notAnswered]);
}

const publishedAddress = z.strictObject({ name: z.string().nullable(), address: z.string(), port: z.number() });
const listedPort = z.strictObject({ published: publishedAddress, bound: z.array(publishedAddress) });
const listedNode = z.strictObject({
  id: z.string(),
  name: z.string(),
  version: z.string().nullable(),
  http: listedPort.nullable(),
  transport: listedPort.nullable(),
});

/** What the REST API of one node answered, in JSON. */
export const nodeAnswersCodec = z.strictObject({
  url: z.string(),
  askedAt: instant,
  cluster: reported(
    z.strictObject({
      clusterName: z.string(),
      clusterUuid: z.string().nullable(),
      nodeName: z.string().nullable(),
      version: z.string().nullable(),
    }),
  ),
  self: reported(listedNode),
  nodes: reported(z.array(listedNode)),
  certificates: reported(
    z.array(
      z.strictObject({
        path: z.string(),
        format: z.string(),
        alias: z.string().nullable(),
        subject: z.string(),
        serialNumber: z.string(),
        hasPrivateKey: z.boolean(),
        expiry: instant,
        issuer: z.string().nullable(),
      }),
    ),
  ),
  members: reported(z.array(z.strictObject({ name: z.string(), address: z.string(), port: z.number() }))),
  remotes: reported(
    z.array(z.strictObject({ alias: z.string(), connected: z.boolean(), addresses: z.array(z.string()), apiKey: z.boolean() })),
  ),
  clocks: reported(z.record(z.string(), z.strictObject({ aheadMs: z.number(), boundMs: z.number() }))),
});

type Decoded = ReadonlyDeep<z.output<typeof nodeAnswersCodec>>;

/** A field that one of the two lacks is a compile error. */
export const answersFromDecoded = (decoded: Decoded): NodeAnswers => decoded;
export const answersToDecoded = (answers: NodeAnswers): Decoded => answers;
