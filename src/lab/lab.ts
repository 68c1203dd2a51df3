import { X509Certificate } from 'node:crypto';
import { didYouMean } from '../model/did-you-mean.ts';
import { UsageError } from '../model/usage-error.ts';
import { type LabAuthorities, makeLabAuthorities } from './lab-authorities.ts';
import { labPlans } from './lab-plans.ts';
import type { Identity } from './pki.ts';
import { type Listener, startListener } from './servers/listener.ts';
import { elasticsearchCiphers } from './servers/shipped-ciphers.ts';

/** One server of the lab. */
export type LabEndpoint = {
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
  /** What a learner is to find out; null where it is healthy. */
  readonly question: string | null;
  /** It shows only to who offers a certificate that nobody vouches for. */
  readonly triesSelfSigned: boolean;
  /** The port that it has in every run and could not get, since it was taken; null where it has that, or none was asked for. */
  readonly takenPort: number | null;
};

export type Lab = {
  readonly endpoints: readonly LabEndpoint[];
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
 *   15601 for Kibana. Default `ephemeral`. `free` gives the same, and a free one to each whose own is taken.
 * @param options.only the rules whose servers are started. Default: all, and the healthy ones.
 * @throws UsageError `port-in-use`, and `rule-unknown` for one that no server shows; what had been started is stopped again.
 */
export async function startLab(
  options: { readonly host?: '127.0.0.1'; readonly ports?: 'fixed' | 'free' | 'ephemeral'; readonly only?: readonly string[] } = {},
): Promise<Lab> {
  const { host = '127.0.0.1', ports = 'ephemeral', only = [] } = options;
  const authorities = makeLabAuthorities();
  const listeners: Listener[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(listeners.map((listener) => listener.close()));
  };
  const endpoints: LabEndpoint[] = [];
  const plans = labPlans(authorities);
  refuseUnknown(only, plans);
  try {
    for (const [index, plan] of plans.entries()) {
      const { name, scheme, serverName, story, rule, question, triesSelfSigned, tls, application } = plan;
      const before = plans.slice(0, index).filter((other) => firstPort[other.scheme] === firstPort[scheme]).length;
      if (only.length > 0 && !only.includes(rule ?? '')) continue;
      const shipped = scheme === 'kibana' ? {} : { ciphers: elasticsearchCiphers };
      const own = ports === 'ephemeral' ? 0 : firstPort[scheme] + before;
      const listen = (port: number) => startListener({ host, port, tls: tls === null ? null : { ...shipped, ...tls }, application });
      const listener = await listen(own).catch((error: unknown) => {
        if (ports === 'free' && error instanceof UsageError && error.code === 'port-in-use') return listen(0);
        throw error;
      });
      listeners.push(listener);
      const takenPort = own !== 0 && listener.port !== own ? own : null;
      endpoints.push({
        name,
        target: `${scheme}://${host}:${listener.port}`,
        serverName,
        story,
        rule,
        question,
        triesSelfSigned,
        takenPort,
      });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { endpoints, trust: trustOf(authorities), identity: authorities.nodeIdentity, close };
}

function refuseUnknown(only: readonly string[], plans: readonly { readonly rule: string | null }[]): void {
  const known = plans.flatMap(({ rule }) => rule ?? []);
  const wrong = only.find((rule) => !known.includes(rule));
  if (wrong === undefined) return;
  const [likely] = didYouMean(wrong, known);
  const guess = likely === undefined ? '' : `did you mean ${likely}? `;
  throw new UsageError('rule-unknown', `no server of the lab shows "${wrong}"`, `${guess}the lab shows ${known.join(', ')}`);
}

/** A line of the description, as text. */
export type LabLine = {
  readonly target: string;
  /** The rule's id, or `healthy`. */
  readonly shows: string;
  readonly story: string;
};

/** What the stack consists of, for people. */
export function describeLab(stack: Lab): readonly LabLine[] {
  return stack.endpoints.map(({ target, rule, story }) => ({ target, shows: rule ?? 'healthy', story }));
}

const firstPort = { transport: 19300, https: 19200, http: 19200, kibana: 15601 } as const;

function trustOf(authorities: LabAuthorities): Lab['trust'] {
  const trusted = [authorities.transport, authorities.http, authorities.kibana];
  return {
    der: trusted.map(({ certificate }) => certificate),
    pem: trusted.map(({ certificate, certificatePem }) => `# ${new X509Certificate(certificate).subject}\n${certificatePem}`).join(''),
  };
}
