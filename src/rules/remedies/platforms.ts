import type { FixContext, FixOf, FixStep } from '../../model/fix.ts';
import type { FixTable } from './by-deployment.ts';
import { advice, at, command } from './steps.ts';

type Platforms = Pick<FixTable, 'ece' | 'ech' | 'serverless'>;

/** One sentence or two for whoever runs there. */
export function inConsole(text: string): FixOf {
  return () => [advice(at('console'), text)];
}

export function onPlatform(text: string): FixOf {
  return () => [advice(at('platform'), text)];
}

export function inKubernetes(text: string): FixOf {
  return () => [advice(at('kubernetes'), text)];
}

/** In ECK two things turn off TLS of HTTP: a setting behind the operator's back, and one that it knows. */
export function tlsByOperator(product: 'Elasticsearch' | 'Kibana'): FixOf {
  const [config, key] =
    product === 'Kibana' ? ['spec.config', 'server.ssl.enabled'] : ['spec.nodeSets[].config', 'xpack.security.http.ssl.enabled'];
  return () => [
    advice(
      at('kubernetes', { name: product }),
      `If ${config} has ${key}: false, delete it: the readiness probe and the Service of the operator expect TLS, and the pod does not become ready.`,
    ),
    advice(
      at('kubernetes', { name: product }),
      'If spec.http.tls.selfSignedCertificate.disabled is true, remove it. The operator then serves its own certificate, or the one that spec.http.tls.certificate.secretName names.',
    ),
  ];
}

const ownedByElastic =
  'Elastic owns this certificate. If the endpoint is yours and the address is right, open a support case; if not, find out what on your path to it answers instead.';

/** Elastic runs the endpoint: nothing can be set. `what` comes before it, as a sentence. */
export function managed(what = ''): Pick<Platforms, 'ech' | 'serverless'> {
  const text = what === '' ? ownedByElastic : `${what} ${ownedByElastic}`;
  return { ech: inConsole(text), serverless: inConsole(text) };
}

/** Transport settings are the operator's to set nowhere but on his own nodes and in ECK. */
export const platformTransport: Platforms = {
  ece: onPlatform(
    'The platform sets this for its nodes: report it to the administrator of Elastic Cloud Enterprise. Until then keep the ports 9300, 9343 and 19000-19999 closed to all but the hosts of the platform.',
  ),
  ech: inConsole(
    'Elastic sets this for its nodes and exposes no transport port but those of remote clusters (9400, 9443). If the endpoint is yours and the address is right, open a support case.',
  ),
  serverless: () => [
    advice(
      at('network'),
      'A serverless project has no transport port: find out what answers at this address, and check that the name resolves to what you expect.',
    ),
  ],
};

const ownEndpoint = inConsole(
  'Nothing to set: Elastic runs this endpoint. If the address is right, find out what on your path to it answers instead; otherwise open a support case.',
);

/** HTTP settings below the platform's proxy. */
export const platformHttp: Platforms = {
  ece: onPlatform(
    'Nothing to set: the proxy of the platform answers for Elasticsearch and Kibana. Report it to the administrator of Elastic Cloud Enterprise.',
  ),
  ech: ownEndpoint,
  serverless: ownEndpoint,
};

/** Where files of a node came from, on platforms that show none. */
export const platformFiles: Platforms = {
  ece: onPlatform(
    'The platform writes these files and does not show them: report it to the administrator of Elastic Cloud Enterprise. What the deployment lets you set is under Edit > user settings.',
  ),
  ech: inConsole(
    'Elastic writes these files and does not show them, so they come from a node of your own: fix it there, with --deployment self. What a deployment lets you set is under Edit > user settings.',
  ),
  serverless: inConsole(
    'A serverless project has no files of yours, so these come from a node of your own: fix it there, with --deployment self.',
  ),
};

/** The certificate of the proxy, or that of the Cloud UI, which the platform's administrator uploads. `what` says what it is to be, as a sentence about the proxy. */
export function uploadToProxy(what: string): FixOf {
  return (context) =>
    (context.channel === 'transport' && context.eceService !== 'proxy') || context.channel === 'remote-cluster'
      ? platformTransport.ece(context)
      : context.eceService === 'internal'
        ? [
            advice(
              at('platform'),
              'The platform issues the certificates of its inner services: report it to the administrator of Elastic Cloud Enterprise.',
            ),
          ]
        : upload(context, what);
}

/** Uploads one PEM, in the Cloud UI or over its API. */
function upload(context: FixContext, what: string): readonly FixStep[] {
  const [title, path] = context.eceService === 'console' ? ['Cloud UI', 'ui'] : ['proxy', 'proxy'];
  return [
    advice(
      at('platform'),
      `${what.replace(/\bproxy\b/, title)} Upload it under Platform > Settings > TLS settings > ${title}, as one PEM: private key, certificate, intermediates, root.`,
    ),
    command(
      at('workstation'),
      'Upload the same PEM over the API instead, where nobody uses the Cloud UI. FILE is the PEM, CA_CERT the root that the Cloud UI presents now.',
      `curl --cacert CA_CERT --user USER -H 'Content-Type: application/json' --data-binary @FILE https://HOST:12443/api/v1/platform/configuration/security/tls/${path}`,
    ),
  ];
}

/** On ECE the same has TLS, at another port. */
export const plainBesideProxy: FixOf = (context) => [
  advice(
    at('platform'),
    context.eceService === 'console'
      ? 'Use port 12443 of the Cloud UI, and 12343 of its API, instead of 12400 and 12300, and close those in front of the coordinators.'
      : 'Use port 9243 of the proxy instead of 9200, and close 9200 in front of the proxies.',
  ),
];
