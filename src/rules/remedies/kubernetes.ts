import type { FixContext, FixStep } from '../../model/fix.ts';
import { shellQuote } from '../../model/shell-quote.ts';
import { advice, at, command } from './steps.ts';
import { namespaceOf, resourceOf } from './tools.ts';

/** The secrets of the operator for one layer. */
function secretsOf(context: FixContext): {
  readonly certificates: string;
  readonly authority: string;
  readonly published: string;
  readonly setting: string;
} {
  const name = resourceOf(context);
  switch (context.channel) {
    case 'transport':
    case 'remote-cluster':
      return {
        certificates: `${name}-es-NODESET-es-transport-certs`,
        authority: `${name}-es-transport-ca-internal`,
        published: `${name}-es-transport-certs-public`,
        setting: 'spec.transport.tls.certificate.secretName',
      };
    case 'kibana':
      return {
        certificates: `${name}-kb-http-certs-internal`,
        authority: `${name}-kb-http-ca-internal`,
        published: `${name}-kb-http-certs-public`,
        setting: 'spec.http.tls.certificate.secretName',
      };
    case 'http':
    case 'unknown':
      return {
        certificates: `${name}-es-http-certs-internal`,
        authority: `${name}-es-http-ca-internal`,
        published: `${name}-es-http-certs-public`,
        setting: 'spec.http.tls.certificate.secretName',
      };
  }
}

/** Lets the operator issue anew. */
export function deleteCertificates(context: FixContext, text: string): FixStep {
  return command(at('kubernetes'), text, deleteSecret(context, secretsOf(context).certificates));
}

export function deleteAuthority(context: FixContext, text: string): FixStep {
  return command(at('kubernetes'), text, deleteSecret(context, secretsOf(context).authority));
}

function deleteSecret(context: FixContext, secret: string): string {
  return `kubectl delete secret ${shellQuote(secret)} --namespace ${namespaceOf(context)}`;
}

/** Where a certificate of one's own comes from. */
export function customSecret(context: FixContext): string {
  return secretsOf(context).setting;
}

/** Writes such a secret anew. */
export function writeSecret(context: FixContext, text: string, files: readonly string[]): FixStep {
  return command(
    at('kubernetes'),
    text,
    `kubectl create secret generic SECRET --namespace ${namespaceOf(context)} ${files.map((file) => `--from-file=${file}`).join(' ')} --dry-run=client -o yaml | kubectl apply -f -`,
  );
}

/** The successor of what a secret of one's own holds: for transport that is a CA, from which the operator issues. */
export function renewInKubernetes(context: FixContext, remark = ''): FixStep {
  return context.channel === 'transport' || context.channel === 'remote-cluster'
    ? writeSecret(
        context,
        `Where ${customSecret(context)} names a secret of yours: it has the CA that the operator issues from. Write the CA anew only where it has ended itself.${remark}`,
        ['ca.crt', 'ca.key'],
      )
    : writeSecret(context, `A certificate of your own: renew it in the secret that ${customSecret(context)} names.${remark}`, [
        'tls.crt',
        'tls.key',
        'ca.crt',
      ]);
}

/** A certificate on ECK, whoever issues it there. `what` is the tail of a sentence that begins with "a certificate". */
export function reissueInKubernetes(context: FixContext, what: string): readonly FixStep[] {
  const isTransport = context.channel === 'transport' || context.channel === 'remote-cluster';
  return [
    deleteCertificates(context, `It takes a certificate ${what}. Where the operator issues: delete its secret, and it issues anew.`),
    isTransport
      ? writeSecret(context, `Where ${customSecret(context)} names a secret of yours: put a CA into it that the operator can issue from.`, [
          'ca.crt',
          'ca.key',
        ])
      : writeSecret(context, `Where ${customSecret(context)} names a secret of yours: write it anew.`, ['tls.crt', 'tls.key', 'ca.crt']),
  ];
}

/** For a CA that the operator issued again: until every pod has a certificate from it, all trust its former certificate too. */
export function trustFormerInKubernetes(context: FixContext): readonly FixStep[] {
  if (context.channel !== 'transport' && context.channel !== 'remote-cluster') return [];
  return [
    command(
      at('kubernetes'),
      'While there are pods with a certificate from the former CA, all of them have to trust both: put the former one into a ConfigMap.',
      `kubectl create configmap former-ca --namespace ${namespaceOf(context)} --from-file=ca.crt=OLD_CA_CERT`,
    ),
    manifest(
      'Elasticsearch',
      'Name it until every pod has changed.',
      'spec:',
      '  transport:',
      '    tls:',
      '      certificateAuthorities:',
      '        configMapName: former-ca',
    ),
  ];
}

/** A CA on ECK, whoever made it. */
export function replaceAuthorityInKubernetes(context: FixContext, what: string): readonly FixStep[] {
  return [
    deleteAuthority(context, `It takes a CA ${what}. Where the operator made it: delete its secret, and it makes another.`),
    writeSecret(context, `Where ${customSecret(context)} names a secret of yours: put the new CA into it.`, ['ca.crt', 'ca.key']),
  ];
}

/** The CA that the operator publishes, as a file. */
export function fetchAuthority(context: FixContext, text: string): FixStep {
  return command(
    at('workstation'),
    text,
    `kubectl get secret ${shellQuote(secretsOf(context).published)} --namespace ${namespaceOf(context)} -o go-template='{{index .data "ca.crt" | base64decode}}' >ca.crt`,
  );
}

/** Lines of a manifest. */
export function manifest(name: 'Elasticsearch' | 'Kibana', text: string, ...lines: readonly string[]): FixStep {
  return { where: at('kubernetes', { name }), kind: 'edit', text, lines };
}

/** Remote clusters by API key, on both sides. */
export function remoteClustersByApiKey(): readonly FixStep[] {
  return [
    manifest(
      'Elasticsearch',
      'On the remote cluster, let the server for API keys listen.',
      'spec:',
      '  remoteClusterServer:',
      '    enabled: true',
    ),
    manifest(
      'Elasticsearch',
      'On the cluster that connects, use an API key; the operator then picks the port.',
      'spec:',
      '  remoteClusters:',
      '    - name: REMOTE',
      '      elasticsearchRef:',
      '        name: NAME',
      '      apiKey:',
      '        access:',
      '          search:',
      '            names: ["*"]',
    ),
  ];
}

/** Names and addresses that the operator is to put into the certificate. */
export function subjectAltNames(context: FixContext): readonly FixStep[] {
  const { dns, ips } = context.node;
  const names =
    dns.length === 0 && ips.length === 0
      ? ['- dns: HOST', '- ip: ADDRESS']
      : [...dns.map((each) => `- dns: ${JSON.stringify(each)}`), ...ips.map((each) => `- ip: ${JSON.stringify(each)}`)];
  const isKibana = context.product === 'kibana' && context.prefix !== 'elasticsearch.ssl';
  const lines =
    context.channel === 'transport'
      ? ['spec:', '  transport:', '    tls:', '      subjectAltNames:', ...names.map((name) => `        ${name}`)]
      : [
          'spec:',
          '  http:',
          '    tls:',
          '      selfSignedCertificate:',
          '        subjectAltNames:',
          ...names.map((name) => `          ${name}`),
        ];
  return [
    manifest(
      isKibana ? 'Kibana' : 'Elasticsearch',
      'Name what others connect to, or connect to the name of the Service. The operator issues anew.',
      ...lines,
    ),
    ...(context.channel === 'transport'
      ? []
      : [
          writeSecret(context, `Where ${customSecret(context)} names a secret of yours: write it anew, with a certificate that has them.`, [
            'tls.crt',
            'tls.key',
            'ca.crt',
          ]),
        ]),
  ];
}

/** What renews the certificates on ECK. */
export const operatorRuns: FixStep = advice(
  at('kubernetes'),
  'The operator renews its own certificates 24 hours before their end: see that it runs and that the resource is not paused (annotation eck.k8s.elastic.co/managed: "false").',
);
