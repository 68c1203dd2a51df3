import type { Remedy } from '../model/rule-text.ts';

/** What differs from the common words. */
type Given = Partial<Remedy> & {
  /** What elasticsearch-certutil is to be told besides, or a remark on it. */
  readonly certutil?: string;
};

const cloud =
  'Elastic owns this certificate. If the endpoint is yours and the address is right, open a support case; if not, see what on your path to it answers in its place.';

/** Where OpenSearch has its certificates. */
const replaceInOpenSearch =
  'Certificate and key (PKCS#8) go in place of the files that plugins.security.ssl.transport.pemcert_filepath and pemkey_filepath name, for HTTP of those under plugins.security.ssl.http; in a store, of keystore_filepath.';

/** How OpenSearch gets the successor of a certificate: the same but for its dates and its key. */
export const renewInOpenSearch = `Issue it anew from the CA that is in use, with the same subject and names. ${replaceInOpenSearch} With plugins.security.ssl.certificates_hot_reload.enabled: true (2.19.1 and later) it is read within seconds; with plugins.security.ssl_cert_reload_enabled: true, on PUT _plugins/_security/api/ssl/transport/reloadcerts and .../ssl/http/reloadcerts with the admin certificate; otherwise restart one node after the other.`;

/**
 * How an endpoint gets another certificate. `what` says what the new one must be, as the tail of a sentence that begins with "a certificate": `with both usages, or none`.
 * `openssl` is an extension that makes it so.
 */
export function reissue(what: string, { certutil, openssl, ...given }: Given & { readonly openssl?: string } = {}): Remedy {
  const options = certutil === undefined ? '' : ` ${certutil}`;
  return {
    self: `Issue a certificate ${what}. Transport: bin/elasticsearch-certutil cert --ca elastic-stack-ca.p12${options}, put in place of the file that xpack.security.transport.ssl.keystore.path names (same file name and password: it is read within 5 seconds). HTTP: bin/elasticsearch-certutil http, its http.p12 at xpack.security.http.ssl.keystore.path. Kibana: server.ssl.certificate and server.ssl.key, then SIGHUP (8.11.2 and later) or a restart.`,
    eck: `It takes a certificate ${what}. One that the operator made: delete the secret <name>-es-http-certs-internal (Kibana: <name>-kb-http-certs-internal; transport: <statefulset>-es-transport-certs) and it issues anew. Your own: replace tls.crt and tls.key in the secret that spec.http.tls.certificate.secretName names; for transport ca.crt and ca.key in that of spec.transport.tls.certificate.secretName.`,
    ece: `It takes a certificate ${what}. Upload it under Platform > Settings > TLS settings > proxy, as one PEM: key, certificate, intermediates, root. Transport certificates belong to the platform: report them to its administrator.`,
    ech: cloud,
    serverless: cloud,
    openSearch: `Issue a certificate ${what}.${openssl === undefined ? '' : ` With OpenSSL: ${openssl}.`} ${replaceInOpenSearch} Restart one node after the other. Where the subject of a transport certificate changes, list the new one in plugins.security.nodes_dn of every node first.`,
    ...given,
  };
}

/** How an endpoint gets another CA. `what` says what the new one must be, as the tail of a sentence that begins with "a CA". */
export function replaceAuthority(what: string, { certutil, ...given }: Given = {}): Remedy {
  return {
    self: `Make a CA ${what}. bin/elasticsearch-certutil ca${certutil === undefined ? '' : ` ${certutil}`} makes one. Add it to xpack.security.transport.ssl.truststore.path or certificate_authorities on every node (for HTTP: to elasticsearch.ssl.certificateAuthorities of each Kibana and to the other clients), only then issue the nodes' certificates from it (elasticsearch-certutil cert --ca elastic-stack-ca.p12; elasticsearch-certutil http), and take the old CA away last.`,
    eck: `It takes a CA ${what}. The operator's own: delete the secret <name>-es-http-ca-internal or <name>-es-transport-ca-internal and it makes another. Yours: put the new one as ca.crt and ca.key into the secret that spec.http.tls.certificate.secretName or spec.transport.tls.certificate.secretName names.`,
    ece: `It takes a CA ${what}. Proxy: have the certificate issued by it and upload key, certificate, intermediates and root under Platform > Settings > TLS settings. Transport: the platform owns this CA; report it to its administrator.`,
    ech: cloud,
    serverless: cloud,
    openSearch: `Make a CA ${what}. Add it to the file of plugins.security.ssl.transport.pemtrustedcas_filepath on every node (for HTTP: to opensearch.ssl.certificateAuthorities of OpenSearch Dashboards and to the other clients) and restart one node after the other; only then issue the nodes' certificates from it, with the subjects that plugins.security.nodes_dn lists, and take the old CA away last.`,
    ...given,
  };
}

/** What the server sends beside its certificate, or in which order. `what` says what it is to send. */
export function resend(what: string, given: Partial<Remedy> = {}): Remedy {
  return {
    self: `Let the endpoint send ${what}. PEM: join the certificates with cat into the file of xpack.security.transport.ssl.certificate, xpack.security.http.ssl.certificate or Kibana's server.ssl.certificate. PKCS#12: openssl pkcs12 -export -inkey node.key -in chain.pem -out node.p12. With file name and password as they were, Elasticsearch reads it within 5 seconds; Kibana needs SIGHUP (8.11.2 and later) or a restart.`,
    eck: `Let the endpoint send ${what}. They belong into tls.crt, the root into ca.crt, of the secret that spec.http.tls.certificate.secretName names: kubectl create secret generic <name> --from-file=tls.crt --from-file=tls.key --from-file=ca.crt --dry-run=client -o yaml | kubectl apply -f -`,
    ece: `Let the proxy send ${what}. Upload one PEM under Platform > Settings > TLS settings > proxy: private key first, then these certificates, the root last.`,
    ech: cloud,
    serverless: cloud,
    openSearch: `Let the endpoint send ${what}. PEM: join the certificates with cat into the file of plugins.security.ssl.transport.pemcert_filepath, or of plugins.security.ssl.http.pemcert_filepath. PKCS#12: openssl pkcs12 -export -inkey node.key -in chain.pem -out node.p12, at keystore_filepath with keystore_type: PKCS12. Restart one node after the other.`,
    ...given,
  };
}

/** Elastic runs the endpoint: nothing can be set. */
export function managed(what: string): Pick<Remedy, 'ech' | 'serverless'> {
  return { ech: `${what} ${cloud}`, serverless: `${what} ${cloud}` };
}
