import type { FixContext, FixOf, FixPlace, FixStep } from '../../model/fix.ts';
import { byDeployment, type FixTable } from './by-deployment.ts';
import { newAuthority, newAuthorityFile } from './issue.ts';
import { replaceAuthorityInKubernetes } from './kubernetes.ts';
import { addTrust, issueAndPlace } from './place.ts';
import { managed, uploadToProxy } from './platforms.ts';
import { advice, at, atKibana, command } from './steps.ts';
import { restartKibana, rollingRestart } from './tools.ts';

type ReplaceWish = Partial<FixTable> & {
  readonly before?: FixOf;
  /** The extensions that OpenSSL has to be told, for whoever makes the CA by it. */
  readonly extensions?: readonly string[];
};

/** How an endpoint gets another CA. `what` says what the new one must be, as the tail of a sentence that begins with "a CA". */
export function replaceAuthority(what: string, { before = () => [], extensions = [], ...given }: ReplaceWish = {}): FixOf {
  const uploaded = uploadToProxy(`The proxy needs a certificate from a CA ${what}.`);
  const byOpenssl = extensions.length === 0 ? [] : [withOpenssl(extensions)];
  return byDeployment({
    self: (context) => [
      ...before(context),
      ...exchangeAuthority(context, `Make a CA ${what}.`),
      // Where a certificate is at hand, as on the screen of join, there is room for one way alone. The commands for OpenSearch are OpenSSL's own.
      ...(context.node.subject === null && context.product !== 'opensearch' ? byOpenssl : []),
    ],
    eck: (context) => [...replaceAuthorityInKubernetes(context, what), ...byOpenssl],
    // Of transport, the platform makes the CA.
    ece: (context) => [...uploaded(context), ...(context.channel === 'transport' || context.channel === 'remote-cluster' ? [] : byOpenssl)],
    ...managed(),
    ...given,
  });
}

function withOpenssl(extensions: readonly string[]): FixStep {
  return advice(at('ca-machine'), `If you make the CA with OpenSSL, set ${extensions.join(' and ')}.`);
}

/** Another CA in the order in which nobody is let out: trust first, certificates next, the old CA goes last. */
export function exchangeAuthority(context: FixContext, text: string): readonly FixStep[] {
  const file = `${newAuthorityFile}.crt`;
  return [
    newAuthority(context, text),
    ...trusting(context, file),
    ...issueAndPlace(context, { what: 'from the new CA, for each node', authority: 'new' }),
    advice(atTrusting(context), 'When the last certificate from the old CA has been replaced, remove that CA from the trust.'),
  ];
}

/** Those who connect to the port. */
function atTrusting({ channel }: FixContext): FixPlace {
  return channel === 'transport' || channel === 'remote-cluster' ? at('every-node') : at('client');
}

function trusting(context: FixContext, file: string): readonly FixStep[] {
  switch (context.channel) {
    case 'transport':
    case 'remote-cluster':
    case 'unknown':
      return [
        ...addTrust(context, 'every-node', file, 'Trust the new CA beside the old one, before any certificate from it appears.'),
        ...afterTrust(context),
      ];
    case 'http':
    case 'kibana':
      return trustOfClients(context, file);
  }
}

/** For a CA that was issued again: until nobody shows a certificate that names its former one, both are trusted. */
export function trustFormerAuthority(context: FixContext): readonly FixStep[] {
  const text = 'Trust the former certificate of the CA beside the new one, until the last certificate that names the former is replaced.';
  if (context.channel === 'http' || context.channel === 'kibana') return [advice(at('client'), text)];
  return [...addTrust(context, 'every-node', 'OLD_CA_CERT', text), ...afterTrust(context)];
}

/** The end of that. */
export function dropFormerAuthority(context: FixContext): readonly FixStep[] {
  return [
    advice(atTrusting(context), 'When no certificate names the former certificate of the CA any more, remove that one from the trust.'),
  ];
}

/** Files of the same name are read by themselves, a changed yml is not. */
export function afterTrust(context: FixContext): readonly FixStep[] {
  const changesYml = context.product === 'elasticsearch' && context.format === 'pem' && context.files.authorities.length === 0;
  if (changesYml || context.product === 'opensearch') return rollingRestart(context);
  return [];
}

/** Kibana and whoever else connects. */
function trustOfClients(context: FixContext, file: string): readonly FixStep[] {
  if (context.channel === 'kibana')
    return [advice(at('client'), `Make browsers and proxies trust the new CA, ${file}, beside the old one.`)];
  const dashboards = context.product === 'opensearch';
  const folder = dashboards ? '/etc/opensearch-dashboards/certs' : '/etc/kibana/certs';
  const name = dashboards ? 'opensearch.ssl.certificateAuthorities' : 'elasticsearch.ssl.certificateAuthorities';
  const yml = dashboards ? 'opensearch_dashboards.yml' : 'kibana.yml';
  const list = `${name}: ["${folder}/${file}", "${folder}/old-ca.crt"]`;
  return [
    command(
      atKibana(context),
      'Copy both CAs, before any certificate from the new one appears.',
      `mkdir -p ${folder}`,
      `cp ${file} ${folder}/${file}`,
      `cp OLD_CA_CERT ${folder}/old-ca.crt`,
    ),
    { where: atKibana(context, yml), kind: 'edit', text: 'Trust both.', lines: [list] },
    ...restartKibana(context),
    advice(at('client'), `Give ${file} to Logstash, Beats, Elastic Agent and every other client as well.`),
  ];
}
