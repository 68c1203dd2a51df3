import * as z from 'zod';
import { type LocalLimit, localLimits } from '../model/local-limit.ts';
import { octets } from './scalars.ts';

export const localLimit = z.enum(Object.keys(localLimits) as [LocalLimit, ...LocalLimit[]]);

const phase = z.enum(['before-server-hello', 'server-flight', 'client-flight', 'after-finished']);

export const ending = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('accepted'), by: z.enum(['finished', 'ticket', 'data', 'pong']) }),
  z.strictObject({ kind: z.literal('undecided') }),
  z.strictObject({ kind: z.literal('alert'), description: z.number(), name: z.string(), phase }),
  z.strictObject({ kind: z.literal('closed'), how: z.enum(['fin', 'reset']), phase }),
  z.strictObject({ kind: z.literal('timeout'), afterMs: z.number(), phase, by: z.exactOptional(z.literal('deadline')) }),
  z.strictObject({ kind: z.literal('protocol-error'), reason: z.string(), alert: z.string(), phase }),
  z.strictObject({ kind: z.literal('not-computable'), reason: z.string(), phase }),
  z.strictObject({ kind: z.literal('not-tls'), bytes: octets }),
  z.strictObject({ kind: z.literal('stopped'), phase }),
]);
