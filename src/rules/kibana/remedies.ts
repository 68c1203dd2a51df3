import type { Remedy } from '../../model/rule-text.ts';
import { filesRemedy } from '../setup/files-remedy.ts';

const fetchCa =
  'After auto-configuration the CA is config/certs/http_ca.crt on each node; of elasticsearch-certutil http it is kibana/elasticsearch-ca.pem in the zip; of a company CA its root.';

/** How Kibana comes to trust Elasticsearch. `first` says what is to be in the file. */
export function trustInKibana(first: string): Remedy {
  return filesRemedy(
    `${first} ${fetchCa} Copy it to the machine of Kibana, name it in kibana.yml as elasticsearch.ssl.certificateAuthorities: ["/etc/kibana/certs/elasticsearch-ca.pem"], and restart Kibana, which reads it at start alone. Not elasticsearch.ssl.verificationMode: none.`,
    'Let elasticsearchRef of the Kibana resource name the Elasticsearch: the operator then brings its CA. With a certificate of your own in spec.http.tls.certificate.secretName, that secret must carry the CA as ca.crt. Without elasticsearchRef: kubectl get secret <name>-es-http-certs-public -o jsonpath="{.data.ca\\.crt}" | base64 -d, mounted by spec.podTemplate and named in spec.config as elasticsearch.ssl.certificateAuthorities.',
  );
}

/** How Elasticsearch gets another HTTP certificate. `what` says what it must be, as the tail of a sentence that begins with "a certificate". */
export function reissueForHttp(what: string): Remedy {
  return {
    ...filesRemedy(
      `Elasticsearch needs a certificate ${what}: bin/elasticsearch-certutil http with the CA that is in use (after auto-configuration the entry http_ca of config/certs/http.p12), its http.p12 in place of the file of xpack.security.http.ssl.keystore.path under the same name and password; it is read within 5 seconds. From another CA: add that one to elasticsearch.ssl.certificateAuthorities of Kibana first and restart it.`,
    ),
    eck: `Elasticsearch needs a certificate ${what}. One of the operator: delete the secret <name>-es-http-certs-internal and it issues anew, with the names of spec.http.tls.selfSignedCertificate.subjectAltNames. Your own: replace tls.crt and tls.key in the secret of spec.http.tls.certificate.secretName.`,
    ece: `The proxy needs a certificate ${what}: upload it under Platform > Settings > TLS settings > proxy.`,
  };
}

/** How Kibana gets another client certificate. `what` says what it must be, as the tail of a sentence that begins with "a certificate". */
export function reissueForKibana(what: string): Remedy {
  return filesRemedy(
    `Kibana needs a client certificate ${what}: issue it from a CA that xpack.security.http.ssl.certificate_authorities (or truststore.path) of every node holds (bin/elasticsearch-certutil cert --ca elastic-stack-ca.p12 --name kibana --pem), put it in place of the files of elasticsearch.ssl.certificate and elasticsearch.ssl.key, and restart Kibana, which reads them at start alone.`,
    'Use spec.http.tls.client.authentication of the Elasticsearch resource (ECK 3.4 and later): the operator then issues a client certificate for a Kibana that names it in elasticsearchRef.',
  );
}
