import type { Secret } from './secret.ts';

/** By what a caller is known to the REST API. */
export type Credentials =
  | { readonly kind: 'password'; readonly user: string; readonly password: Secret }
  /** `encoded`: base64 of `id:api_key`, as it stands in the Authorization header. */
  | { readonly kind: 'api-key'; readonly encoded: Secret };
