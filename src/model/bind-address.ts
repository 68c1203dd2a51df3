import type { NodeFacts } from './setup.ts';

/** Whether a host setting means this machine alone. */
export function isLoopbackSetting(host: string): boolean {
  return /^(?:_local(?::ipv[46])?_|localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host);
}

/** Whether other machines reach the transport of a node: its bootstrap checks hold then. Where nothing is set, it binds the loopback. */
export function bindsBeyondLoopback({
  transportHosts,
  transportPublishHosts,
}: Pick<NodeFacts, 'transportHosts' | 'transportPublishHosts'>): boolean {
  return [...transportHosts, ...transportPublishHosts].some((host) => !isLoopbackSetting(host));
}
