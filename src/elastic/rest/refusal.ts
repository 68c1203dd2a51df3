import type { Told } from '../../model/api-facts.ts';
import type { Credentials } from '../../model/credentials.ts';
import { isObject } from '../json-fields.ts';

/** A status that is no success, in words. The body is looked at for the kind of error alone: what it says beside that may quote whatever was sent. */
export function refusalOf(status: number, body: unknown, credentials: Credentials | null): Exclude<Told<never>, { readonly kind: 'told' }> {
  return isAbsent(status, body)
    ? { kind: 'absent', because: `${status}, there is no such question here` }
    : { kind: 'refused', because: refusalText(status, body, credentials) };
}

/** Serverless has 410 for most of them; OpenSearch has 400, and the reason as plain text. */
function isAbsent(status: number, body: unknown): boolean {
  if (status === 404 || status === 405 || status === 410) return true;
  return status === 400 && isObject(body) && typeof body.error === 'string' && body.error.startsWith('no handler found');
}

function refusalText(status: number, body: unknown, credentials: Credentials | null): string {
  const type = isObject(body) && isObject(body.error) ? kindOf(body.error.type) : null;
  switch (status) {
    case 401:
      return `401, ${unknownCaller(credentials)}`;
    case 403:
      return `403, ${credentials?.kind === 'api-key' ? 'the API key' : 'the user'} lacks a privilege: the cluster privilege monitor is needed`;
    case 429:
      return '429, it has too much to do';
    case 503:
      return type === 'master_not_discovered_exception'
        ? '503, the node has found no master'
        : `503, it is not available${type === null ? '' : ` (${type})`}`;
    default:
      return `status ${status}${type === null ? '' : ` (${type})`}`;
  }
}

/** `master_not_discovered_exception`: a word of the product's, or nothing. */
function kindOf(type: unknown): string | null {
  return typeof type === 'string' && /^[a-z][a-z_]{0,79}$/.test(type) ? type : null;
}

function unknownCaller(credentials: Credentials | null): string {
  if (credentials === null) return 'it asks for credentials (--user or --api-key-file)';
  return credentials.kind === 'password'
    ? `it does not take the user ${credentials.user} with this password`
    : 'it does not take this API key';
}
