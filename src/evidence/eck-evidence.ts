import type { Certificate } from '../model/certificate.ts';
import type { EckChain, EckCluster, EckEvidence, EckSecret } from '../model/eck.ts';
import { matchName } from '../x509/path/match-name.ts';
import { certificateEvidence } from './certificate-evidence.ts';

/** The chains in the secrets of a cluster, each judged by the CA that lies beside it: that is what pods and clients are given. */
export async function gatherEckEvidence(
  cluster: EckCluster,
  { at, expiresInMs }: { readonly at: Date; readonly expiresInMs?: number | undefined },
): Promise<EckEvidence> {
  const chains: EckChain[] = [];
  for (const { secret, key, layer, custom, service } of placesOf(cluster)) {
    const chain = secret.certificates[key] ?? [];
    const [leaf] = chain;
    if (leaf === undefined) continue;
    const anchors = authoritiesOf(secret);
    const ders = chain.map(({ der }) => der);
    const evidence = await certificateEvidence(
      {
        channel: layer,
        use: 'server',
        foundAt: 'file',
        vantage: null,
        address: null,
        chain: ders,
        chains: [ders],
        absent: { kind: 'not-applicable' },
        acceptableIssuers: null,
        asksClients: 'unknown',
        keyMatches: null,
        host: '',
        serverName: null,
      },
      { anchors, at, deployment: 'eck', ...(expiresInMs === undefined ? {} : { expiresInMs }) },
    );
    const fitsService = service === null ? null : { name: service, fits: matchName(leaf, service, 'rfc5280').kind === 'match' };
    chains.push({ place: `${secret.name}/${key}`, secret: secret.name, layer, evidence, custom, fitsService });
  }
  return { cluster, chains, at };
}

type Place = Pick<EckChain, 'layer' | 'custom'> & { readonly secret: EckSecret; readonly key: string; readonly service: string | null };

function placesOf({ name, namespace, secrets, kibanas, elasticsearch }: EckCluster): readonly Place[] {
  const found = (secret: string, key: string) => secrets.find((one) => one.name === secret && (one.certificates[key]?.length ?? 0) > 0);
  // What pods are given, what clients are given, and what somebody wrote: copies of one another, in that order.
  const first = (names: readonly (string | null)[]) => names.flatMap((one) => (one === null ? [] : (found(one, 'tls.crt') ?? [])))[0];
  const http = first([`${name}-es-http-certs-internal`, `${name}-es-http-certs-public`, elasticsearch.http.secret]);
  const ofKibanas = kibanas.flatMap((kibana): Place[] => {
    const secret = first([`${kibana.name}-kb-http-certs-internal`, `${kibana.name}-kb-http-certs-public`, kibana.http.secret]);
    if (secret === undefined) return [];
    return [
      { secret, key: 'tls.crt', layer: 'kibana', custom: kibana.http.secret !== null, service: `${kibana.name}-kb-http.${namespace}.svc` },
    ];
  });
  const ofTransport = secrets
    .filter((secret) => secret.name.endsWith('-es-transport-certs') || secret.name.endsWith('-es-transport-certificates'))
    .flatMap((secret) =>
      Object.keys(secret.certificates)
        .filter((key) => key.endsWith('.tls.crt'))
        .map((key): Place => ({ secret, key, layer: 'transport', custom: elasticsearch.transport.secret !== null, service: null })),
    );
  return [
    ...(http === undefined
      ? []
      : [
          {
            secret: http,
            key: 'tls.crt',
            layer: 'http' as const,
            custom: elasticsearch.http.secret !== null,
            service: `${name}-es-http.${namespace}.svc`,
          },
        ]),
    ...ofKibanas,
    ...ofTransport,
  ];
}

function authoritiesOf({ certificates }: EckSecret): readonly Certificate[] {
  return certificates['ca.crt'] ?? [];
}
