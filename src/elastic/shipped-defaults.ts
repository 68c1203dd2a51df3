import type { ProtocolVersion } from '../model/protocol-version.ts';
import { aes13, chaCha13, ecdheCbc, ecdheChaCha20, ecdheGcm, rsaKeyTransport } from './default-suites.ts';
import { nodeSuites12, nodeSuites13 } from './node-suites.ts';

/** What a product accepts as shipped, on one line of its runtime. Suites are IANA names in the server's order, those for RSA and for ECDSA keys together. */
export type ShippedDefault = {
  readonly product: 'elasticsearch' | 'kibana';
  /** Release lines that ship it. */
  readonly lines: readonly ('7' | '8' | '9')[];
  /** The runtime that it holds on, in words: `JDK 12 to 23`. */
  readonly runtime: string;
  readonly versions: readonly ProtocolVersion[];
  readonly cipherSuites: Readonly<Partial<Record<ProtocolVersion, readonly string[]>>>;
  readonly source: string;
};

/** What a server of Node accepts: without the DHE suites, for which Kibana sets no parameters. */
const kibanaSuites12 = nodeSuites12.filter((suite) => !suite.includes('_DHE_'));

/**
 * What Elasticsearch and Kibana accept where nobody changed `ssl.supported_protocols`, `ssl.cipher_suites` or their JVM. TLS 1.1, which 7.x and 8.x configure, is
 * not among the versions: every JDK that they ship with since 7.13 refuses it.
 */
export const shippedDefaults: readonly ShippedDefault[] = [
  {
    product: 'elasticsearch',
    lines: ['8', '9'],
    runtime: 'JDK 12 to 23',
    versions: ['TLSv1.3', 'TLSv1.2'],
    cipherSuites: { 'TLSv1.3': [...aes13, chaCha13], 'TLSv1.2': [...ecdheGcm, ...ecdheChaCha20, ...ecdheCbc, ...rsaKeyTransport] },
    source: 'Elastic docs: ssl.cipher_suites; XPackSettings of elastic/elasticsearch',
  },
  {
    product: 'elasticsearch',
    lines: ['8', '9'],
    runtime: 'JDK 24 and later',
    versions: ['TLSv1.3', 'TLSv1.2'],
    cipherSuites: { 'TLSv1.3': [...aes13, chaCha13], 'TLSv1.2': [...ecdheGcm, ...ecdheChaCha20, ...ecdheCbc] },
    source: 'Elastic docs: ssl.cipher_suites; elastic/elasticsearch#123600',
  },
  {
    product: 'elasticsearch',
    lines: ['7'],
    runtime: 'JDK 11 to 23',
    versions: ['TLSv1.3', 'TLSv1.2'],
    cipherSuites: { 'TLSv1.3': aes13, 'TLSv1.2': [...ecdheGcm, ...ecdheCbc, ...rsaKeyTransport] },
    source: 'Elasticsearch 7.17 on JDK 17, as measured; XPackSettings of elastic/elasticsearch',
  },
  {
    product: 'kibana',
    lines: ['7', '8', '9'],
    runtime: 'Node.js with OpenSSL 3.0',
    versions: ['TLSv1.3', 'TLSv1.2'],
    cipherSuites: { 'TLSv1.3': nodeSuites13, 'TLSv1.2': kibanaSuites12 },
    source: 'Elastic docs: server.ssl.cipherSuites; crypto.constants.defaultCoreCipherList of Node.js up to 22.19',
  },
  {
    product: 'kibana',
    lines: ['8', '9'],
    runtime: 'Node.js with OpenSSL 3.5',
    versions: ['TLSv1.3', 'TLSv1.2'],
    cipherSuites: { 'TLSv1.3': nodeSuites13, 'TLSv1.2': kibanaSuites12.filter((suite) => !suite.endsWith('_CCM_8')) },
    source:
      'Elastic docs: server.ssl.cipherSuites; crypto.constants.defaultCoreCipherList of Node.js 22.20 and later, as measured on 22.23, 24 and 26',
  },
];
