import { shippedDefaults } from '../../elastic/shipped-defaults.ts';

/** The suites of a current Elasticsearch in its order, as an OpenSSL cipher list: the lab nodes run on Node, whose own list is another. */
export const elasticsearchCiphers: string = shippedDefaults
  .filter(({ product, runtime }) => product === 'elasticsearch' && runtime === 'JDK 24 and later')
  .flatMap(({ cipherSuites }) => [...(cipherSuites['TLSv1.3'] ?? []), ...(cipherSuites['TLSv1.2'] ?? []).map(opensslName)])
  .join(':');

/** `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256` is OpenSSL's `ECDHE-RSA-AES128-GCM-SHA256`, and `TLS_RSA_WITH_AES_128_CBC_SHA` its `AES128-SHA`. */
export function opensslName(suite: string): string {
  return suite
    .replace(/^TLS_(?:RSA_WITH_)?/, '')
    .replace('_WITH', '')
    .replace(/AES_(128|256)/, 'AES$1')
    .replace('_CBC', '')
    .replace('_POLY1305_SHA256', '_POLY1305')
    .replaceAll('_', '-');
}
