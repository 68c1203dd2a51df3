import type { ApiAnswer } from '../../model/api-facts.ts';
import type { BearerToken, Credentials } from '../../model/credentials.ts';
import { type ApiRefusal, type ClusterPrivilege, clusterPrivileges } from '../../model/reasons/api-refusal.ts';
import { isObject } from '../json-fields.ts';

/** A status that is no success. The body is looked at for the kind of error alone: what it says beside that may quote whatever was sent. */
export function refusalOf(
  status: number,
  body: unknown,
  credentials: Credentials | BearerToken | null,
): Exclude<ApiAnswer<never>, { readonly kind: 'told' }> {
  return isAbsent(status, body)
    ? { kind: 'absent', because: { code: 'no-such-question', status } }
    : { kind: 'refused', because: refusalOfStatus(status, body, credentials) };
}

/** Serverless has 410 for most of them; OpenSearch has 400, and the reason as plain text. */
function isAbsent(status: number, body: unknown): boolean {
  if (status === 404 || status === 405 || status === 410) return true;
  return status === 400 && isObject(body) && typeof body.error === 'string' && body.error.startsWith('no handler found');
}

function refusalOfStatus(status: number, body: unknown, credentials: Credentials | BearerToken | null): ApiRefusal {
  const type = isObject(body) && isObject(body.error) ? kindOf(body.error.type) : null;
  switch (status) {
    case 401:
      return unknownCaller(credentials);
    case 403:
      return { code: 'privilege-lacking', of: credentials?.kind === 'api-key' ? 'api-key' : 'user', ...privilegeIn(body) };
    case 429:
      return { code: 'too-busy' };
    case 503:
      return type === 'master_not_discovered_exception' ? { code: 'no-master' } : { code: 'not-available', type };
    default:
      return { code: 'other-status', status, type };
  }
}

/** "this action is granted by the cluster privileges [monitor,manage,all]": the first is the least. Only names that are known are taken from it. */
function privilegeIn(body: unknown): { readonly privilege?: ClusterPrivilege } {
  const reason = isObject(body) && isObject(body.error) ? body.error.reason : null;
  const least = typeof reason === 'string' ? /granted by the cluster privileges \[([a-z_]+)/.exec(reason)?.[1] : undefined;
  const privilege = clusterPrivileges.find((one) => one === least);
  return privilege === undefined ? {} : { privilege };
}

/** `master_not_discovered_exception`: a word of the product's, or nothing. */
function kindOf(type: unknown): string | null {
  return typeof type === 'string' && /^[a-z][a-z_]{0,79}$/.test(type) ? type : null;
}

function unknownCaller(credentials: Credentials | BearerToken | null): ApiRefusal {
  if (credentials === null) return { code: 'credentials-wanted' };
  return credentials.kind === 'password' ? { code: 'user-not-taken', user: credentials.user } : { code: 'api-key-not-taken' };
}
