import type { BearerToken, Credentials } from '../../model/credentials.ts';
import { Secret } from '../../model/secret.ts';

/** The value of the Authorization header (RFC 7617; Elasticsearch: `ApiKey` with the base64 of id and key). */
export function authorization(credentials: Credentials | BearerToken): Secret {
  switch (credentials.kind) {
    case 'password':
      return new Secret(`Basic ${Buffer.from(`${credentials.user}:${credentials.password.reveal()}`, 'utf8').toString('base64')}`);
    case 'token':
      return new Secret(`Bearer ${credentials.token.reveal()}`);
    case 'api-key':
      return new Secret(`ApiKey ${credentials.encoded.reveal()}`);
  }
}
