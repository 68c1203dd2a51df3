import type { Deployment } from './deployment.ts';

/**
 * Which of Elastic's own clouds a host name belongs to, or null. Such an endpoint always has TLS and a certificate that the public trusts.
 * Both clouds are run by Elastic, so where a domain is used by the two, the newer one is named.
 */
export function managedBy(host: string): Extract<Deployment, 'ech' | 'serverless'> | null {
  const name = host.toLowerCase().replace(/\.$/, '');
  return managedDomains.find(([domain]) => name.endsWith(domain))?.[1] ?? null;
}

const managedDomains = [
  ['.elastic.cloud', 'serverless'],
  ['.found.io', 'ech'],
  ['.elastic-cloud.com', 'ech'],
  ['.cloud.es.io', 'ech'],
] as const;
