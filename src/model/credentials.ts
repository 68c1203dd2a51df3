import { Secret } from './secret.ts';

/** By what a caller is known to the REST API. */
export type Credentials =
  | { readonly kind: 'password'; readonly user: string; readonly password: Secret }
  /** `encoded`: base64 of `id:api_key`, as it stands in the Authorization header. */
  | { readonly kind: 'api-key'; readonly encoded: Secret };

/** Of an account of Kubernetes, for its own API. */
export type BearerToken = { readonly kind: 'token'; readonly token: Secret };

/** What of them must not be shown: the parts, and what the Authorization header is made of. */
export function secretsOf(credentials: Credentials | BearerToken): readonly Secret[] {
  switch (credentials.kind) {
    case 'password':
      return [credentials.password, new Secret(`${credentials.user}:${credentials.password.reveal()}`)];
    case 'token':
      return [credentials.token];
    case 'api-key': {
      const pair = Buffer.from(credentials.encoded.reveal(), 'base64').toString('utf8');
      return [credentials.encoded, ...[pair, ...pair.split(':')].map((part) => new Secret(part))];
    }
  }
}
