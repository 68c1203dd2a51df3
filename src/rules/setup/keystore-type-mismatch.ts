import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a store is of the kind that is expected. */
export const keystoreTypeMismatch = reportedRule({
  id: 'keystore-type-mismatch',
  title: 'Store is not what its name or type says',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'The file is a store of the type that its setting, or the end of its name, says.',
  why: 'The process does not start. Elasticsearch goes by the name alone: .p12, .pfx and .pkcs12 are PKCS#12, anything else is JKS. A PEM file in place of a store, or a damaged one, is the usual case.',
  remedy: filesRemedy(
    'Name the file by what it is, or set keystore.type (truststore.type) to PKCS12 or jks. PEM files go into certificate, key and certificate_authorities instead. file FILE and openssl pkcs12 -info -in FILE tell what it is.',
  ),
  source: 'Elasticsearch reference: security settings; elastic/elasticsearch: KeyStoreUtil.inferKeyStoreType',
  logLines: ['Invalid keystore format', 'toDerInputStream rejects tag type'],
  needs: /store\.path$/,
});
