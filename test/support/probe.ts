import type { Observation } from '../../src/model/observation.ts';
import type { Target } from '../../src/model/target.ts';
import { createConnector } from '../../src/probe/connector.ts';
import type { ProbeOptions } from '../../src/probe/probe-options.ts';
import { probeTarget } from '../../src/probe/probe-target.ts';

export function probeOptions(given: Partial<ProbeOptions> = {}): ProbeOptions {
  return {
    connectTimeoutMs: 2000,
    idleTimeoutMs: 2000,
    deadlineMs: 10_000,
    quietWire: false,
    depth: 'quick',
    vantage: null,
    connector: createConnector(),
    ...given,
  };
}

export function targetAt(port: number, scheme: Target['scheme'] = 'transport', host = '127.0.0.1'): Target {
  return { label: `${host}:${port}`, host, port, scheme };
}

/** Asks one port of loopback. */
export async function probePort(
  port: number,
  scheme: Target['scheme'] = 'transport',
  given: Partial<ProbeOptions> = {},
): Promise<Observation> {
  const [observation] = await probeTarget(targetAt(port, scheme), probeOptions(given));
  if (!observation) throw new Error('no observation');
  return observation;
}
