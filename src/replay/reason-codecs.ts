import * as z from 'zod';
import { type ApiRefusal, certificateDoubts, clusterPrivileges } from '../model/reasons/api-refusal.ts';
import type { ClientAuthReason } from '../model/reasons/client-auth-reason.ts';
import { reasonText } from '../wording/reason-text.ts';
import { ending, localLimit } from './observed-scalars.ts';

const clientAuthReason = z.discriminatedUnion('code', [
  z.strictObject({
    code: z.enum([
      'handshake-not-completed',
      'first-flight-broke-off',
      'asked-and-broke-off',
      'asked-and-refused-unclearly',
      'asked-and-not-finished',
    ]),
    ending,
  }),
  z.strictObject({ code: z.enum(['asked-and-not-tried', 'asked-and-undecided', 'asked-and-left-tls']) }),
]);

const unknownInFile = z.strictObject({
  kind: z.literal('unknown'),
  requested: z.boolean(),
  /** The sentence. */
  because: z.string(),
  reason: z.exactOptional(clientAuthReason),
});

type UnknownClientAuth = { readonly kind: 'unknown'; readonly requested: boolean; readonly because: ClientAuthReason };

/** Client authentication that does not show: in a file, the sentence stands beside the reason; runs of earlier releases have it alone. */
export const unknownClientAuth = z.codec(unknownInFile, z.custom<UnknownClientAuth>(), {
  decode: ({ kind, requested, because, reason }): UnknownClientAuth => ({
    kind,
    requested,
    because: reason ?? { code: 'as-saved', text: because },
  }),
  encode: ({ kind, requested, because }) => ({
    kind,
    requested,
    because: reasonText(because),
    ...(because.code === 'as-saved' ? {} : { reason: because }),
  }),
});

const status = z.number();
const afterMs = z.number();

const apiRefusal = z.discriminatedUnion('code', [
  z.strictObject({ code: z.enum(['no-such-question', 'redirect']), status }),
  z.strictObject({ code: z.literal('user-not-taken'), user: z.string() }),
  z.strictObject({
    code: z.literal('privilege-lacking'),
    of: z.enum(['user', 'api-key']),
    privilege: z.exactOptional(z.enum(clusterPrivileges)),
  }),
  z.strictObject({ code: z.literal('not-available'), type: z.string().nullable() }),
  z.strictObject({ code: z.literal('other-status'), status, type: z.string().nullable() }),
  z.strictObject({ code: z.literal('not-json'), status, contentType: z.string().nullable() }),
  z.strictObject({ code: z.enum(['answer-incomplete', 'connect-timeout', 'answer-silent', 'answer-stalled']), afterMs }),
  z.strictObject({ code: z.literal('local-limit'), limit: localLimit }),
  z.strictObject({ code: z.literal('certificate-doubted'), doubt: z.enum(certificateDoubts) }),
  z.strictObject({ code: z.enum(['tls-failed', 'no-answer']), error: z.string() }),
  z.strictObject({
    code: z.enum([
      'credentials-wanted',
      'api-key-not-taken',
      'too-busy',
      'no-master',
      'other-shape',
      'not-http',
      'connect-refused',
      'connect-reset',
      'connect-closed',
      'closed-before-answer',
      'connect-gave-up',
      'no-route-to-host',
      'no-route-to-network',
      'no-such-name',
      'no-name-for-now',
      'answer-too-large',
      'answer-head-too-large',
      'answer-cut-short',
      'zone-in-address',
      'credentials-in-clear',
      'no-trust-to-verify-by',
      'members-not-asked',
      'not-saved',
    ]),
  }),
]);

type NotAnswered = { readonly kind: 'refused' | 'absent'; readonly because: ApiRefusal };

const notAnsweredInFile = z.strictObject({
  kind: z.enum(['refused', 'absent']),
  /** The sentence. */
  because: z.string(),
  reason: z.exactOptional(apiRefusal),
});

/** A question without an answer: in a file, the sentence stands beside the reason; runs of earlier releases have it alone. */
export const notAnswered = z.codec(notAnsweredInFile, z.custom<NotAnswered>(), {
  decode: ({ kind, because, reason }): NotAnswered => ({ kind, because: reason ?? { code: 'as-saved', text: because } }),
  encode: ({ kind, because }) => ({ kind, because: reasonText(because), ...(because.code === 'as-saved' ? {} : { reason: because }) }),
});
