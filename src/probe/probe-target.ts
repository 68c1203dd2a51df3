import { isIP } from 'node:net';
import { nothingAnswered, type Observation } from '../model/observation.ts';
import type { Unreached } from '../model/reachability.ts';
import { allAnswered } from '../model/shortfall.ts';
import type { Target } from '../model/target.ts';
import { probeAddress } from './probe-address.ts';
import type { ProbeOptions } from './probe-options.ts';
import { resolveHost } from './resolve-host.ts';

/**
 * Asks every address of a target. One observation an address, in the resolver's order; a name that does not resolve is one observation as well.
 * Rejects only when `options.signal` aborts.
 */
export async function probeTarget(target: Target, options: ProbeOptions): Promise<readonly Observation[]> {
  if (isIP(target.host) !== 0) return [await probeAddress(target, target.host, options)];
  const startedAt = new Date();
  const resolved = await resolveHost(target.host, options.connectTimeoutMs);
  options.signal?.throwIfAborted();
  if (resolved.kind !== 'addresses') return [unresolved(target, resolved, startedAt, options)];
  return Promise.all(resolved.addresses.map((address) => probeAddress(target, address, options)));
}

function unresolved(target: Target, reachability: Unreached, startedAt: Date, options: ProbeOptions): Observation {
  const finishedAt = new Date();
  return {
    target,
    address: null,
    localAddress: null,
    channel: target.scheme ?? 'unknown',
    channelFrom: target.scheme ? 'scheme' : 'nothing',
    startedAt,
    finishedAt,
    reachability,
    service: nothingAnswered,
    conversations: [],
    versions: {},
    clientAuth: {},
    selfSignedAnswer: 'not-asked',
    unanswered: allAnswered,
    clock: null,
    vantage: options.vantage,
    cost: { connections: 0, bytesSent: 0, bytesReceived: 0, durationMs: finishedAt.getTime() - startedAt.getTime() },
  };
}
