import type { Channel } from '../model/channel.ts';

/**
 * What a port usually speaks: a hint only, since any port can be set. 443 hints at HTTP, though on Elastic's clouds it is Kibana's as well;
 * the answer tells them apart.
 */
export function channelHint(port: number): Channel {
  const known = conventions.find(({ from, to }) => port >= from && port <= to);
  return known?.channel ?? 'unknown';
}

const conventions: ReadonlyArray<{ readonly from: number; readonly to: number; readonly channel: Channel }> = [
  // `http.port` and `transport.port` are ranges of a hundred by default; a node takes the first free one.
  { from: 9200, to: 9299, channel: 'http' }, // 9243 is the proxy of Elastic Cloud Enterprise and Hosted
  { from: 9300, to: 9399, channel: 'transport' }, // 9343 is the same proxy's
  { from: 9400, to: 9400, channel: 'transport' }, // remote clusters with certificates, through the proxy
  { from: 9443, to: 9443, channel: 'remote-cluster' }, // remote clusters with API keys
  { from: 5601, to: 5601, channel: 'kibana' },
  { from: 443, to: 443, channel: 'http' },
  { from: 12343, to: 12343, channel: 'http' }, // Elastic Cloud Enterprise's own API; in the clear on 12300 and 12400
  { from: 12443, to: 12443, channel: 'http' },
  { from: 12300, to: 12300, channel: 'http' },
  { from: 12400, to: 12400, channel: 'http' },
  { from: 14000, to: 14000, channel: 'http' },
  { from: 14043, to: 14043, channel: 'http' },
  { from: 18000, to: 18999, channel: 'http' }, // between the hosts of Elastic Cloud Enterprise
  { from: 19000, to: 19999, channel: 'transport' },
  { from: 23000, to: 23999, channel: 'remote-cluster' },
];
