import { type Authority, daysFromNow, issue, makeCa } from '../../src/lab/pki.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** What `kubectl get … -o json` has of a cluster of ECK 3 called prod/main; what is given stands in place of what is well. */
export function eckObjects({
  http = {},
  transport = {},
  config = {},
  kibanaConfig = {},
  status = { version: '9.1.2', phase: 'Ready' },
  annotations = {},
  caDays = 365,
  leafDays = 365,
  secondCa = false,
  extra = [],
  data = true,
}: {
  readonly http?: unknown;
  readonly transport?: unknown;
  readonly config?: unknown;
  readonly kibanaConfig?: unknown;
  readonly status?: unknown;
  readonly annotations?: unknown;
  readonly caDays?: number;
  readonly leafDays?: number;
  /** The second node set has another CA in ca.crt. */
  readonly secondCa?: boolean;
  readonly extra?: readonly unknown[];
  readonly data?: boolean;
} = {}): readonly unknown[] {
  const ca = (subject: string) => makeCa({ subject, notBefore: daysFromNow(caDays - 365), notAfter: daysFromNow(caDays) });
  const transportCa = ca('main-transport');
  const httpCa = ca('main-http');
  const pod = (name: string, authority: Authority) =>
    issue(authority, {
      subject: `${name}.node.main.prod.es.local`,
      altNames: [`DNS:${name}.node.main.prod.es.local`],
      notBefore: daysFromNow(leafDays - 365),
      notAfter: daysFromNow(leafDays),
      extendedKeyUsage: ['serverAuth', 'clientAuth'],
    }).chainPem;
  const served = (service: string) =>
    issue(httpCa, {
      subject: `${service}.prod.es.local`,
      altNames: [`DNS:${service}.prod.es.local`, `DNS:${service}.prod.svc`, `DNS:${service}`],
      notBefore: daysFromNow(leafDays - 365),
      notAfter: daysFromNow(leafDays),
    }).chainPem;
  const secret = (name: string, files: Readonly<Record<string, string>>) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: 'prod', labels: { 'elasticsearch.k8s.elastic.co/cluster-name': 'main' } },
    ...(data ? { data: Object.fromEntries(Object.entries(files).map(([key, text]) => [key, base64(text)])) } : {}),
  });
  const key = '-----BEGIN PRIVATE KEY-----\nc2VjcmV0LWtleS1ieXRlcw==\n-----END PRIVATE KEY-----\n';
  const other = secondCa ? ca('main-transport') : transportCa;
  return [
    {
      apiVersion: 'elasticsearch.k8s.elastic.co/v1',
      kind: 'Elasticsearch',
      metadata: { name: 'main', namespace: 'prod', annotations },
      spec: {
        version: '9.1.2',
        http: { tls: http },
        transport: { tls: transport },
        nodeSets: [
          { name: 'default', count: 2, config },
          { name: 'cold', count: 1 },
        ],
      },
      status,
    },
    {
      apiVersion: 'kibana.k8s.elastic.co/v1',
      kind: 'Kibana',
      metadata: { name: 'kb', namespace: 'prod' },
      spec: { version: '9.1.2', elasticsearchRef: { name: 'main' }, config: kibanaConfig },
    },
    secret('main-es-http-certs-public', { 'tls.crt': served('main-es-http'), 'ca.crt': httpCa.certificatePem }),
    secret('main-es-transport-certs-public', { 'ca.crt': transportCa.certificatePem }),
    secret('main-es-default-es-transport-certs', {
      'main-es-default-0.tls.crt': pod('main-es-default-0', transportCa),
      'main-es-default-0.tls.key': key,
      'main-es-default-1.tls.crt': pod('main-es-default-1', transportCa),
      'main-es-default-1.tls.key': key,
      'ca.crt': transportCa.certificatePem,
    }),
    secret('main-es-cold-es-transport-certs', {
      'main-es-cold-0.tls.crt': pod('main-es-cold-0', other),
      'main-es-cold-0.tls.key': key,
      'ca.crt': other.certificatePem,
    }),
    secret('kb-kb-http-certs-public', { 'tls.crt': served('kb-kb-http'), 'ca.crt': httpCa.certificatePem }),
    secret('main-es-elastic-user', { elastic: 'hunter2-password' }),
    ...['main-es-default-0', 'main-es-default-1', 'main-es-cold-0'].map((name) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'prod', labels: { 'elasticsearch.k8s.elastic.co/cluster-name': 'main' } },
    })),
    ...extra,
  ];
}
