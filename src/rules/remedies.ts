import type { Deployment } from '../model/deployment.ts';

type Remedy = Readonly<Record<Deployment, string>>;

const cloud =
  'Elastic owns this certificate. If the endpoint is yours and the address is right, open a support case; if not, see what on your path to it answers in its place.';

/**
 * How an endpoint gets another certificate. `what` says what the new one must be, as the tail of a sentence: `with both usages, or none`.
 */
export function reissue(what: string, given: Partial<Remedy> = {}): Remedy {
  return {
    self: `Issue a certificate ${what}. Transport: bin/elasticsearch-certutil cert --ca elastic-stack-ca.p12, put in place of the file that xpack.security.transport.ssl.keystore.path names (same file name and password: it is read within 5 seconds). HTTP: bin/elasticsearch-certutil http, its http.p12 at xpack.security.http.ssl.keystore.path. Kibana: server.ssl.certificate and server.ssl.key, then SIGHUP (8.11.2 and later) or a restart.`,
    eck: `Have a certificate issued ${what}. Made by the operator: delete the secret <name>-es-http-certs-internal (Kibana: <name>-kb-http-certs-internal; transport: <statefulset>-es-transport-certs) and it issues anew. Your own: replace tls.crt and tls.key in the secret that spec.http.tls.certificate.secretName names; for transport ca.crt and ca.key in that of spec.transport.tls.certificate.secretName.`,
    ece: `Upload a certificate ${what} under Platform > Settings > TLS settings > proxy, as one PEM: key, certificate, intermediates, root. Transport certificates belong to the platform: report them to its administrator.`,
    ech: cloud,
    serverless: cloud,
    ...given,
  };
}

/** How an endpoint gets another CA. `what` says what the new one must be. */
export function replaceAuthority(what: string, given: Partial<Remedy> = {}): Remedy {
  return {
    self: `Make a CA ${what}: bin/elasticsearch-certutil ca. Add it to xpack.security.transport.ssl.truststore.path or certificate_authorities on every node (for HTTP: to elasticsearch.ssl.certificateAuthorities of each Kibana and to the other clients), only then issue the nodes' certificates from it (elasticsearch-certutil cert --ca elastic-stack-ca.p12; elasticsearch-certutil http), and take the old CA away last.`,
    eck: `The operator's own CA: delete the secret <name>-es-http-ca-internal or <name>-es-transport-ca-internal and it makes another. Your own: put a CA ${what} as ca.crt and ca.key into the secret that spec.http.tls.certificate.secretName or spec.transport.tls.certificate.secretName names.`,
    ece: `Proxy: have the certificate issued by a CA ${what} and upload key, certificate, intermediates and root under Platform > Settings > TLS settings. Transport: the platform owns this CA; report it to its administrator.`,
    ech: cloud,
    serverless: cloud,
    ...given,
  };
}

/** What the server sends beside its certificate, or in which order. `what` says what the file must hold. */
export function resend(what: string, given: Partial<Remedy> = {}): Remedy {
  return {
    self: `Make the file ${what}. PEM: the file of xpack.security.transport.ssl.certificate, xpack.security.http.ssl.certificate or Kibana's server.ssl.certificate, joined with cat. PKCS#12: openssl pkcs12 -export -inkey node.key -in chain.pem -out node.p12. Keep file name and password and Elasticsearch reads it within 5 seconds; Kibana needs SIGHUP (8.11.2 and later) or a restart.`,
    eck: `Make tls.crt ${what}, and ca.crt the root, in the secret that spec.http.tls.certificate.secretName names: kubectl create secret generic <name> --from-file=tls.crt --from-file=tls.key --from-file=ca.crt --dry-run=client -o yaml | kubectl apply -f -`,
    ece: `Upload one PEM under Platform > Settings > TLS settings > proxy: key, then ${what}.`,
    ech: cloud,
    serverless: cloud,
    ...given,
  };
}

/** Elastic runs the endpoint: nothing can be set. */
export function managed(what: string): Pick<Remedy, 'ech' | 'serverless'> {
  return { ech: `${what} ${cloud}`, serverless: `${what} ${cloud}` };
}
