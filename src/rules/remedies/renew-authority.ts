import type { FixContext, FixStep } from '../../model/fix.ts';
import { takeOutHttpAuthority } from './issue.ts';
import { layerOf } from './layer.ts';
import { addTrust } from './place.ts';
import { afterTrust } from './replace-authority.ts';
import { advice, at, command } from './steps.ts';
import { restartKibana } from './tools.ts';

/** The CA again with its name, its key and its key id: what it has issued goes on to verify. */
export function renewAuthority(context: FixContext): readonly FixStep[] {
  const isAutoConfigured =
    context.product === 'elasticsearch' && context.channel === 'http' && context.issuer.madeBy === 'auto-configuration';
  const [cert, key] = isAutoConfigured ? ['ca.crt', 'ca.key'] : ['CA_CERT', 'CA_KEY'];
  const taking = isAutoConfigured
    ? ['openssl pkcs12 -in http_ca.p12 -nokeys -out ca.crt', 'openssl pkcs12 -in http_ca.p12 -nocerts -nodes -out ca.key']
    : [];
  return [
    ...(isAutoConfigured ? [takeOutHttpAuthority(context)] : []),
    command(
      at('ca-machine'),
      'Renew the certificate of the CA with the same name, key and key id. The certificates that the CA has issued stay valid.',
      ...taking,
      `openssl x509 -in ${cert} -signkey ${key} -days 1095 -out renewed-ca.crt`,
    ),
  ];
}

/** Who checks the dates of a CA: Kibana and other clients. Nodes ignore those of a CA that they trust, not those of a CA that is sent below it. */
export function distributeRenewed(context: FixContext): readonly FixStep[] {
  const sent =
    'If the endpoint sends the CA certificate with its own, as the PKCS#12 files of elasticsearch-certutil do, replace it there as well.';
  switch (context.channel) {
    case 'transport':
    case 'remote-cluster':
      return [
        ...addTrust(context, 'every-node', 'renewed-ca.crt', 'Trust the renewed certificate of the CA beside the expired one.'),
        ...afterTrust(context),
        advice(at('every-node'), `${sent} Then remove the expired one from the trust.`),
      ];
    case 'kibana':
      return [advice(at('client'), `Give renewed-ca.crt to browsers and proxies in place of the expired one. ${sent}`)];
    case 'http':
    case 'unknown':
      return [
        command(
          at('kibana'),
          'Replace the file that elasticsearch.ssl.certificateAuthorities names with the renewed CA certificate.',
          'cp renewed-ca.crt TRUST_FILE',
        ),
        ...restartKibana(context),
        advice(at('client'), `Give renewed-ca.crt to the other clients as well. ${sent}`),
      ];
  }
}

/** A newer certificate of the same key in place of the older one. */
export function newerAuthority(context: FixContext): readonly FixStep[] {
  const { product } = layerOf(context);
  const isOpenSearch = product === 'OpenSearch' || product === 'OpenSearch Dashboards';
  const clients = isOpenSearch
    ? 'opensearch.ssl.certificateAuthorities of OpenSearch Dashboards'
    : 'elasticsearch.ssl.certificateAuthorities of Kibana';
  const trust = isOpenSearch
    ? 'plugins.security.ssl.transport.pemtrustedcas_filepath and plugins.security.ssl.http.pemtrustedcas_filepath'
    : 'xpack.security.transport.ssl.truststore.path or certificate_authorities';
  return [
    advice(
      at('every-node'),
      `Nothing fails yet. Before the older certificate of the CA expires, replace it with the newer one: in the files that the nodes send, and in ${trust}.`,
    ),
    advice(at('client'), `Replace it in ${clients}, and in the other clients, in the same way.`),
  ];
}
