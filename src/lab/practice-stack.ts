import { X509Certificate } from 'node:crypto';
import type { Identity } from './pki.ts';
import { makePracticeAuthorities, type PracticeAuthorities } from './practice-authorities.ts';
import { practicePlans } from './practice-plans.ts';
import { type Listener, startListener } from './servers/listener.ts';
import { elasticsearchCiphers } from './servers/shipped-ciphers.ts';

/** One server of the practice stack. */
export type PracticeEndpoint = {
  /** Short and stable: `healthy-transport`, or the rule's id. */
  readonly name: string;
  /** As `scan` takes it: `transport://127.0.0.1:19300`. */
  readonly target: string;
  /** The DNS name that its clients would use, for SNI and the name check. Names are not resolved; a healthy certificate bears the address as well. */
  readonly serverName: string;
  /** What is wrong with it, or that nothing is, in one sentence. */
  readonly story: string;
  /** The catalogue's id of what it shows; null where it is healthy. */
  readonly rule: string | null;
};

export type PracticeStack = {
  readonly endpoints: readonly PracticeEndpoint[];
  /** The CAs that the operator trusts. */
  readonly trust: { readonly der: readonly Uint8Array[]; readonly pem: string };
  /** A node's certificate and key, which healthy transport ports let in. */
  readonly identity: Identity;
  readonly close: () => Promise<void>;
};

/**
 * Starts real TLS servers with fresh CAs, each with one misconfiguration, and healthy ones beside them.
 *
 * @param options.ports `fixed` gives each server the same port in every run: 19300 and up for transport, 19200 for Elasticsearch HTTP,
 *   15601 for Kibana. Default `ephemeral`.
 * @throws UsageError `port-in-use`; what had been started is stopped again.
 */
export async function startPracticeStack(
  options: { readonly host?: '127.0.0.1'; readonly ports?: 'fixed' | 'ephemeral' } = {},
): Promise<PracticeStack> {
  const { host = '127.0.0.1', ports = 'ephemeral' } = options;
  const authorities = makePracticeAuthorities();
  const listeners: Listener[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(listeners.map((listener) => listener.close()));
  };
  const endpoints: PracticeEndpoint[] = [];
  const plans = practicePlans(authorities);
  try {
    for (const [index, plan] of plans.entries()) {
      const { name, scheme, serverName, story, rule, tls, application } = plan;
      const before = plans.slice(0, index).filter((other) => firstPort[other.scheme] === firstPort[scheme]).length;
      const port = ports === 'fixed' ? firstPort[scheme] + before : 0;
      const shipped = scheme === 'kibana' ? {} : { ciphers: elasticsearchCiphers };
      const listener = await startListener({ host, port, tls: tls === null ? null : { ...shipped, ...tls }, application });
      listeners.push(listener);
      endpoints.push({ name, target: `${scheme}://${host}:${listener.port}`, serverName, story, rule });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { endpoints, trust: trustOf(authorities), identity: authorities.nodeIdentity, close };
}

/** A line of the description, as text. */
export type PracticeLine = {
  readonly target: string;
  /** The rule's id, or `healthy`. */
  readonly shows: string;
  readonly story: string;
};

/** What the stack consists of, for people. */
export function describePracticeStack(stack: PracticeStack): readonly PracticeLine[] {
  return stack.endpoints.map(({ target, rule, story }) => ({ target, shows: rule ?? 'healthy', story }));
}

const firstPort = { transport: 19300, https: 19200, http: 19200, kibana: 15601 } as const;

function trustOf(authorities: PracticeAuthorities): PracticeStack['trust'] {
  const trusted = [authorities.transport, authorities.http, authorities.kibana];
  return {
    der: trusted.map(({ certificate }) => certificate),
    pem: trusted.map(({ certificate, certificatePem }) => `# ${new X509Certificate(certificate).subject}\n${certificatePem}`).join(''),
  };
}
