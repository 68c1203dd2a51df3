import { bracketed } from '../../model/host-port.ts';
import { ipOctets } from '../../model/ip-address.ts';
import type { SinkEndpoint } from '../sink/sink.ts';
import { serverCertificateFields } from './certificate-fields.ts';

/** What a document says of an endpoint, whether it is about the endpoint or about a finding there. */
export function endpointFields({
  host,
  address,
  port,
  channel,
  service,
  chain,
  tls,
}: SinkEndpoint): Readonly<Record<string, unknown>> & { readonly handclasp?: never } {
  const ip = ipOf(address);
  const name = ipOctets(host) === null ? host : null;
  const scheme = service.security === 'plaintext' ? 'http' : 'https';
  const isWeb = channel === 'http' || channel === 'kibana';
  const product = service.product ?? (channel === 'kibana' ? 'kibana' : null);
  return {
    server: { address: host, port, ...(name === null ? {} : { domain: name }), ...(ip === null ? {} : { ip }) },
    network: {
      transport: 'tcp',
      ...(service.security === 'tls' ? { protocol: 'tls' } : {}),
      ...(ip === null ? {} : { type: ip.includes(':') ? 'ipv6' : 'ipv4' }),
    },
    related: {
      ...(ip === null ? {} : { ip: [ip] }),
      hosts: [host],
      ...(chain.length === 0 ? {} : { hash: chain.map(({ sha256 }) => sha256.toUpperCase()) }),
    },
    service: {
      ...(product === null ? {} : { type: product }),
      ...(service.version === null ? {} : { version: service.version }),
      ...(service.clusterName === null ? {} : { name: service.clusterName }),
      ...(service.nodeName === null ? {} : { node: { name: service.nodeName } }),
    },
    ...(isWeb ? { url: { scheme, domain: host, port, full: `${scheme}://${bracketed(host)}:${port}` } } : {}),
    tls: {
      established: tls !== null,
      ...(tls === null ? {} : tlsFields(tls)),
      ...(chain.length === 0 ? {} : { server: serverCertificateFields(chain) }),
    },
  };
}

function tlsFields({ version, cipherSuite, group, alpn }: NonNullable<SinkEndpoint['tls']>): Readonly<Record<string, unknown>> {
  const [, protocol = '', number = ''] = /^(SSL|TLS)v(.+)$/.exec(version) ?? [];
  return {
    version_protocol: protocol.toLowerCase(),
    version: number,
    cipher: cipherSuite,
    ...(group === null ? {} : { curve: group }),
    ...(alpn === null ? {} : { next_protocol: alpn }),
  };
}

/** Without the zone, which no field for addresses takes. */
function ipOf(address: string | null): string | null {
  const ip = address?.replace(/%.*$/, '') ?? '';
  return ipOctets(ip) === null ? null : ip;
}
