import type { Certificate } from '../../model/certificate.ts';
import type { Acceptance } from '../../model/peer-handshake.ts';
import type { Question } from './key-behind-name.ts';

/** That a verifier refuses what is presented, and why. */
export type Refusal = Extract<Acceptance, { readonly kind: 'refused' }>;

/** A leaf whose way to an anchor is looked for by names. */
export type ByNames = Question & { readonly leaf: Certificate };
