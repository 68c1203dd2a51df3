import type { FixContext, FixOf, FixStep } from '../../model/fix.ts';
import { filesFix } from './files-fix.ts';
import { fixContext } from './fix-context.ts';
import { issue, issuedFile } from './issue.ts';
import { authenticateClients, certificateFiles, manifest, reissueInKubernetes, writeSecret } from './kubernetes.ts';
import { layerOf } from './layer.ts';
import { issueAndPlace } from './place.ts';
import { uploadToProxy } from './platforms.ts';
import { configDirectory, newFiles } from './put-files.ts';
import { setting } from './settings-edit.ts';
import { advice, at, atFault, command } from './steps.ts';
import { restart, restartKibana } from './tools.ts';

/** How Kibana comes to trust Elasticsearch. `first` says what is to be in the file. */
export function trustInKibana(first: string): FixOf {
  return filesFix(
    (context) => [...trustedCa(context, first), ...restartKibana(context, 'It reads its CAs only at its start.')],
    (context) => [
      manifest(
        'Kibana',
        `${first} The operator gives it to a Kibana whose manifest names the Elasticsearch.`,
        'spec:',
        '  elasticsearchRef:',
        '    name: NAME',
      ),
      writeSecret(
        { ...context, channel: 'http' },
        'Put the CA into ca.crt of the secret that spec.http.tls.certificate.secretName of the Elasticsearch names, if that is your own.',
        certificateFiles,
      ),
    ],
  );
}

/** The prefix of what Kibana connects with. */
export function clientPrefix({ prefix }: FixContext): string {
  return prefix === null || prefix === 'server.ssl' ? 'elasticsearch.ssl' : prefix;
}

/** The CA of the HTTP layer, put where Kibana reads it. */
export function trustedCa(context: FixContext, text: string): readonly FixStep[] {
  const folder = `${context.directory ?? '/etc/kibana'}/certs`;
  const file = `${folder}/elasticsearch-ca.pem`;
  const name = `${clientPrefix(context)}.certificateAuthorities`;
  return [
    advice(
      at('member'),
      'Find the CA: http_ca.crt in the certs directory of a node that configured itself, kibana/elasticsearch-ca.pem in the zip of elasticsearch-certutil http, or the root of your company CA.',
    ),
    command(at('kibana', { name: context.node.name }), text, ...newFiles({ ...context, product: 'kibana' }, ['CA_CERT', file])),
    setting(context, 'at-fault', 'Trust that CA. Do not set verificationMode: none instead.', { [name]: [file] }),
  ];
}

/** Elasticsearch, as a fix that began at Kibana sees it: of its files nothing is known. */
export function elasticsearchOf(context: FixContext): FixContext {
  const host = hostOf(context.found.host);
  const isAddress = host !== null && (/^[\d.]+$/.test(host) || host.includes(':'));
  return fixContext({
    channel: 'http',
    product: 'elasticsearch',
    deployment: context.deployment,
    resource: context.resource,
    node: { name: null, subject: null, dns: host === null || isAddress ? [] : [host], ips: host !== null && isAddress ? [host] : [] },
  });
}

/** The same fix, on the side of Elasticsearch. */
export function onElasticsearch(fix: FixOf): FixOf {
  return (context) => fix(elasticsearchOf(context));
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).hostname.replace(/^\[(.*)\]$/, '$1') : null;
}

/** How Elasticsearch gets another HTTP certificate. `what` says what it must be, as the tail of a sentence that begins with "a certificate"; `eck` takes the Elasticsearch. */
export function reissueForHttp(what: string, { eck }: { readonly eck?: FixOf } = {}): FixOf {
  const fix = filesFix(
    (context) => [
      ...issueAndPlace(elasticsearchOf(context), { what }),
      advice(
        at('kibana', { name: context.product === 'kibana' ? context.node.name : null }),
        'If the new certificate is from another CA, add that CA to elasticsearch.ssl.certificateAuthorities first, and restart Kibana.',
      ),
    ],
    eck === undefined ? (context) => reissueInKubernetes({ ...context, channel: 'http' }, what) : onElasticsearch(eck),
  );
  return (context) =>
    context.deployment === 'ece' ? uploadToProxy(`The proxy needs a certificate ${what}.`)({ ...context, channel: 'http' }) : fix(context);
}

/** How Kibana gets another client certificate. `what` says what it must be, as the tail of a sentence that begins with "a certificate". */
export function reissueForKibana(what: string): FixOf {
  return filesFix(
    (context) => clientCertificate(context, what),
    () => [
      authenticateClients(
        'Turn on client authentication. From ECK 3.4 on the operator issues a client certificate to a Kibana that names this resource in elasticsearchRef.',
      ),
    ],
  );
}

/** A client certificate of Kibana: issued, put in place, named where it is not yet, and read at a restart. `isForUsers`: Kibana shows it in the requests of its users as well. */
export function clientCertificate(
  context: FixContext,
  what: string,
  { isForUsers = false }: { readonly isForUsers?: boolean } = {},
): readonly FixStep[] {
  const prefix = clientPrefix(context);
  const own: FixContext = {
    ...context,
    product: 'kibana',
    channel: 'http',
    prefix,
    node: { ...context.node, subject: context.node.subject ?? 'kibana' },
    issuer: { name: null, madeBy: null },
  };
  const wish = { what: `${what}, from a CA that every node trusts by xpack.security.http.ssl.certificate_authorities or truststore.path` };
  if (own.files.certificate !== null || own.files.keystore !== null) return issueAndPlace(own, wish);
  const target: FixContext = { ...own, format: 'pem' };
  const folder = `${configDirectory(target)}/certs`;
  const issued = issuedFile(target);
  const layer = layerOf(target);
  return [
    ...issue(target, wish),
    command(
      atFault(target),
      'Copy certificate and key into the configuration directory.',
      ...newFiles(target, [issued.certificate, `${folder}/kibana.crt`], [issued.key, `${folder}/kibana.key`]),
    ),
    setting(target, 'at-fault', 'Name both files.', {
      [layer.certificate]: `${folder}/kibana.crt`,
      [layer.key]: `${folder}/kibana.key`,
      ...(isForUsers ? { [`${prefix}.alwaysPresentCertificate`]: true } : {}),
    }),
    ...restart(target),
  ];
}
