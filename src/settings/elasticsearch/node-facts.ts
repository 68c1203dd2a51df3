import type { NodeFacts } from '../../model/setup.ts';
import type { MergedSettings } from '../merged-settings.ts';

/** What the settings say of the node itself, by the defaults of its release. @param old a release of 7 */
export function factsOf(settings: MergedSettings, old: boolean): NodeFacts {
  const first = (...keys: readonly string[]) => keys.map((key) => settings.list(key)).find((value) => value !== null) ?? [];
  const aliases = new Set(settings.keys().flatMap((key) => /^cluster\.remote\.([^.]+)\./.exec(key)?.[1] ?? []));
  return {
    clusterName: settings.text('cluster.name') ?? 'elasticsearch',
    nodeName: settings.text('node.name'),
    seedHosts: first('discovery.seed_hosts', 'discovery.zen.ping.unicast.hosts'),
    seedProviders: first('discovery.seed_providers', 'discovery.zen.hosts_provider'),
    initialMasterNodes: first('cluster.initial_master_nodes'),
    transportHosts: first('transport.bind_host', 'transport.host', 'network.bind_host', 'network.host'),
    transportPublishHosts: first('transport.publish_host', 'transport.host', 'network.publish_host', 'network.host'),
    transportPort: settings.text('transport.port') ?? settings.text('transport.tcp.port') ?? '9300-9400',
    httpHosts: first('http.bind_host', 'http.host', 'network.bind_host', 'network.host'),
    httpPublishHosts: first('http.publish_host', 'http.host', 'network.publish_host', 'network.host'),
    httpPort: settings.text('http.port') ?? '9200-9300',
    discoveryType: settings.text('discovery.type'),
    securityEnabled: settings.flag('xpack.security.enabled', !old),
    elasticsearchHosts: [],
    remoteClusters: [...aliases].map((alias) => ({
      alias,
      addresses: [...first(`cluster.remote.${alias}.seeds`), ...first(`cluster.remote.${alias}.proxy_address`)],
      apiKey: settings.isSecure(`cluster.remote.${alias}.credentials`),
    })),
  };
}
