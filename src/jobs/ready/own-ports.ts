import { unbracketed } from '../../model/host-port.ts';
import type { Setup } from '../../model/setup.ts';
import type { ObservedConnection } from '../../model/setup-evidence.ts';
import type { ScannedEndpoint } from '../scan/scanner.ts';

/** The ports on the wire that are the setup's own: by what it publishes, or by the name that its API told. */
export function ownPorts({ facts, product }: Setup, examined: readonly ScannedEndpoint[]): readonly ObservedConnection[] {
  const hosts = new Set(
    [...facts.transportPublishHosts, ...facts.httpPublishHosts].map((host) =>
      (URL.canParse(host) ? unbracketed(new URL(host).hostname) : unbracketed(host)).toLowerCase(),
    ),
  );
  return examined.flatMap(({ evidence, endpoint }): ObservedConnection[] => {
    const { target, address, channel } = evidence.observation;
    if ((channel === 'kibana') !== (product === 'kibana')) return [];
    const named = facts.nodeName !== null && evidence.api?.node?.name === facts.nodeName;
    const isOwn = named || hosts.has(target.host.toLowerCase()) || (address !== null && hosts.has(address));
    return isOwn ? [{ written: endpoint.target, as: 'own-port', evidence }] : [];
  });
}
