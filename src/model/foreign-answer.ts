import { managedBy } from './managed-name.ts';
import type { HttpAnswer, Service } from './observation.ts';

/** Who answered in place of an endpoint of Elastic's cloud, by what it said. Text of its headers is cut, and without control characters. */
export type ForeignAnswer =
  /** It asks for credentials of a proxy (407). */
  | { readonly kind: 'proxy-authentication'; readonly by: string | null }
  /** It wants somebody to log in to the network first (511, or a redirect to another host). */
  | { readonly kind: 'captive-portal'; readonly location: string | null }
  /** It speaks HTTP without TLS: Elastic does nowhere. */
  | { readonly kind: 'plain-http'; readonly by: string | null }
  /** A proxy says of itself that it answered in place of the server. */
  | { readonly kind: 'proxy-error'; readonly by: string };

/** Null where the answer may be that of Elastic. */
export function foreignAnswer(
  { status, headers }: HttpAnswer,
  { security, product }: Pick<Service, 'security' | 'product'>,
): ForeignAnswer | null {
  const by = short(headers['proxy-agent']?.[0] ?? headers.via?.[0] ?? headers.server?.[0]);
  if (status === 407 || headers['proxy-authenticate'] !== undefined) return { kind: 'proxy-authentication', by };
  const location = portalIn(headers.location?.[0]);
  if (status === 511) return { kind: 'captive-portal', location };
  if (product === null && status >= 300 && status < 400 && location !== null) return { kind: 'captive-portal', location };
  if (security === 'plaintext') return { kind: 'plain-http', by };
  const ofProxy = headers['x-squid-error'] ?? headers['proxy-connection'] ?? headers['x-zscaler-error'];
  const isElastic = product !== null || headers['x-cloud-request-id'] !== undefined || headers['x-found-handling-cluster'] !== undefined;
  return status >= 400 && ofProxy !== undefined && !isElastic ? { kind: 'proxy-error', by: by ?? 'a proxy' } : null;
}

/** The host that a redirect leads to, where that is none of Elastic's. */
function portalIn(location: string | undefined): string | null {
  if (location === undefined || !URL.canParse(location)) return null;
  const { hostname } = new URL(location);
  const isElastic = managedBy(hostname) !== null || hostname === 'elastic.co' || hostname.endsWith('.elastic.co');
  return isElastic || hostname === '' ? null : hostname;
}

function short(value: string | undefined): string | null {
  const text = value?.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '').trim();
  return text === undefined || text === '' ? null : text.slice(0, 60);
}
