import type { EmittedFile, EmittedSettings } from './emit-settings.ts';

/** Settings that the operator of Elastic Cloud on Kubernetes keeps to itself: it sets them so that they pass. */
const kept = [/^xpack\.security\.enabled:/, /^xpack\.security\.(transport|http)\.ssl\.enabled:/, /^server\.ssl\.enabled:/];

/** The same settings as resources of Elastic Cloud on Kubernetes. Certificates of its nodes are the operator's. */
export function emitManifest({ files, remarks }: EmittedSettings): EmittedSettings {
  const linesOf = (file: string) =>
    files.find((one) => one.file === file)?.lines.filter((line) => !kept.some((setting) => setting.test(line))) ?? [];
  const jvm = linesOf('jvm.options.d/tls.options');
  const groups = linesOf('openssl-tls.cnf');
  const elasticsearch = [
    ...head('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch'),
    '  nodeSets:',
    '    - name: NODESET',
    ...block('config', linesOf('elasticsearch.yml'), 6),
    ...(jvm.length === 0
      ? []
      : [
          '      podTemplate:',
          '        spec:',
          '          containers:',
          '            - name: elasticsearch',
          '              env:',
          '                - name: ES_JAVA_OPTS',
          `                  value: ${JSON.stringify(jvm.join(' '))}`,
        ]),
  ];
  const kibana = [...head('kibana.k8s.elastic.co/v1', 'Kibana'), ...block('config', linesOf('kibana.yml'), 2)];
  const manifest: EmittedFile = { where: 'kubectl', file: 'manifest.yaml', lines: [...elasticsearch, '---', ...kibana] };
  return {
    files: [manifest],
    remarks: [
      ...remarks,
      'The operator makes certificates with RSA keys of 2,048 bits for a year: --cert-validity and --ca-cert-validity of the operator change the time; for another key, put a certificate of your own into spec.http.tls.certificate.',
      ...(groups.length === 0
        ? []
        : [
            'Kibana takes its groups from OpenSSL: mount a file with the lines of openssl-tls.cnf (--deployment self prints it), and set NODE_OPTIONS to --openssl-config with its path.',
          ]),
    ],
  };
}

function head(apiVersion: string, kind: string): readonly string[] {
  return [`apiVersion: ${apiVersion}`, `kind: ${kind}`, 'metadata:', '  name: NAME', 'spec:'];
}

function block(name: string, lines: readonly string[], indent: number): readonly string[] {
  if (lines.length === 0) return [];
  const margin = ' '.repeat(indent);
  return [`${margin}${name}:`, ...lines.map((line) => `${margin}  ${line}`)];
}
