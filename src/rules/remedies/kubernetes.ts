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

/** What a secret with a certificate of one's own holds. */
export const certificateFiles: readonly string[] = ['tls.crt', 'tls.key', 'ca.crt'];

/** What a secret with a CA holds, from which the operator issues. */
export const authorityFiles: readonly string[] = ['ca.crt', 'ca.key'];

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
        `Renew the CA in the secret that ${customSecret(context)} names, if that is your own and the CA itself has expired or soon will.${remark}`,
        authorityFiles,
      )
    : writeSecret(
        context,
        `Renew the certificate in the secret that ${customSecret(context)} names, if that is your own.${remark}`,
        certificateFiles,
      );
}

/** A certificate on ECK, whoever issues it there. `what` is the tail of a sentence that begins with "a certificate". */
export function reissueInKubernetes(context: FixContext, what: string): readonly FixStep[] {
  const isTransport = context.channel === 'transport' || context.channel === 'remote-cluster';
  return [
    deleteCertificates(context, `Delete the secret of the certificate, if the operator issues it: the operator then issues one ${what}.`),
    isTransport
      ? writeSecret(
          context,
          `Put a CA that the operator can issue from into the secret that ${customSecret(context)} names, if that is your own.`,
          authorityFiles,
        )
      : writeSecret(
          context,
          `Write the new certificate into the secret that ${customSecret(context)} names, if that is your own.`,
          certificateFiles,
        ),
  ];
}

/** For a CA that the operator issued again: until every pod has a certificate from it, all trust its former certificate too. */
export function trustFormerInKubernetes(context: FixContext): readonly FixStep[] {
  if (context.channel !== 'transport' && context.channel !== 'remote-cluster') return [];
  return [
    command(
      at('kubernetes'),
      'Put the former CA into a ConfigMap. While pods have certificates from it, all pods have to trust both.',
      `kubectl create configmap former-ca --namespace ${namespaceOf(context)} --from-file=ca.crt=OLD_CA_CERT`,
    ),
    manifest(
      'Elasticsearch',
      'Name that ConfigMap until every pod has a certificate from the new CA.',
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
    deleteAuthority(context, `Delete the secret of the CA, if the operator made it: the operator then makes a CA ${what}.`),
    writeSecret(context, `Put the new CA into the secret that ${customSecret(context)} names, if that is your own.`, authorityFiles),
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

/** Client authentication on HTTP: the operator then issues certificates to the clients that it manages. */
export function authenticateClients(text: string): FixStep {
  return manifest('Elasticsearch', text, 'spec:', '  http:', '    tls:', '      client:', '        authentication: true');
}

/** Remote clusters by API key, on both sides. */
export function remoteClustersByApiKey(): readonly FixStep[] {
  return [
    manifest(
      'Elasticsearch',
      'Turn on the server for API keys in the remote cluster.',
      'spec:',
      '  remoteClusterServer:',
      '    enabled: true',
    ),
    manifest(
      'Elasticsearch',
      'Use an API key in the cluster that connects. The operator then picks the port.',
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
    context.channel === 'transport' || context.channel === 'remote-cluster'
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
      'Name what others connect to. The operator then issues a certificate with these names.',
      ...lines,
    ),
    ...(context.channel === 'transport' || context.channel === 'remote-cluster'
      ? []
      : [
          writeSecret(
            context,
            `Write a certificate that has these names into the secret that ${customSecret(context)} names, if that is your own.`,
            certificateFiles,
          ),
        ]),
  ];
}

/** What renews the certificates on ECK. */
export const operatorRuns: FixStep = advice(
  at('kubernetes'),
  'The operator renews its own certificates 24 hours before they expire: make sure that it runs and that the resource is not paused (annotation eck.k8s.elastic.co/managed: "false").',
);
