import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withMismatchedKey } from '../../src/lab/mismatched-key.ts';
import { daysFromNow, type Identity, issue, makeCa, makeSelfSigned } from '../../src/lab/pki.ts';
import type { CauseReport } from '../../src/model/join-report.ts';
import type { JoinSituation } from './join-situation.ts';
import { clusterCa } from './loopback-cluster.ts';

const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(join('test', 'settings', 'fixtures', name)));
const lookalike = makeCa({ subject: clusterCa.subject });
const other = makeCa({ subject: 'Somebody else CA' });
const root = makeCa({ subject: 'acme root' });
const intermediate = makeCa({ subject: 'acme issuing CA', parent: root });
const alone = (identity: Identity): Identity => ({ ...identity, chain: identity.chain.slice(0, 1), chainPem: identity.certificatePem });
const selfSigned = makeSelfSigned({ subject: 'es03', altNames: ['DNS:es03', 'IP:127.0.0.1'] });
const expired = { notBefore: daysFromNow(-90), notAfter: daysFromNow(-30) };
const autoconfigured = () => makeCa({ subject: 'Elasticsearch security auto-configuration transport CA' });
const [autoconfig, otherAutoconfig] = [autoconfigured(), autoconfigured()];
const notCa = makeCa({ subject: 'acme CA by mistake', basicConstraints: { ca: false } });
const weakUsageCa = makeCa({ subject: 'acme CA without usage', keyUsage: ['digitalSignature'] });

const ssl = 'xpack.security.transport.ssl';
/** Takes the PEM files out, and puts a store in. */
const store = (path: string, more: Readonly<Record<string, string | null>> = {}) => ({
  [`${ssl}.certificate`]: null,
  [`${ssl}.key`]: null,
  [`${ssl}.keystore.path`]: path,
  ...more,
});
const encrypted = (identity: Identity): string =>
  identity.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'not told' }).toString();

const otherCluster = `[2026-11-28T17:02:25,795][WARN ][o.e.d.HandshakingTransportAddressConnector] [es03] handshake to [10.0.0.11:9300] failed
java.lang.IllegalStateException: handshake with [{10.0.0.11:9300}] failed: remote cluster name [acme] does not match local cluster name [elsewhere]
`;
const proberLines = `[2026-11-28T18:00:00,000][WARN ][o.e.t.TcpTransport       ] [es03] exception caught on transport layer [Netty4TcpChannel{localAddress=/10.0.0.13:9300, remoteAddress=/10.0.0.99:50744, profile=default}], closing connection
io.netty.handler.codec.DecoderException: javax.net.ssl.SSLHandshakeException: Empty client certificate chain
Caused by: javax.net.ssl.SSLHandshakeException: Empty client certificate chain
`;
const expiredClient = `[2026-11-28T18:00:00,000][WARN ][o.e.t.TcpTransport       ] [es03] exception caught on transport layer [Netty4TcpChannel{localAddress=/10.0.0.13:9300, remoteAddress=/10.0.0.99:50744, profile=default}], closing connection
io.netty.handler.codec.DecoderException: javax.net.ssl.SSLHandshakeException: PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed
Caused by: java.security.cert.CertificateExpiredException: NotAfter: Mon Oct 19 22:00:00 UTC 2026
`;
const silentLine = (
  ends: string,
): string => `[2026-11-28T18:00:00,000][WARN ][o.e.t.TcpTransport       ] [es03] exception caught on transport layer [Netty4TcpChannel{${ends}, profile=default}], closing connection
io.netty.handler.ssl.SslHandshakeTimeoutException: handshake timed out after 10000ms
`;

/** One reason for which a node does not join, and what is to be said of it. */
export type JoinCase = {
  readonly what: string;
  readonly situation: JoinSituation;
  readonly cause: string | null;
  readonly confidence?: CauseReport['confidence'];
  readonly detail?: RegExp;
};

export const joinCases: readonly JoinCase[] = [
  { what: 'nothing is wrong', situation: {}, cause: null },
  { what: 'three members, nothing is wrong', situation: { members: [{}, {}, {}] }, cause: null },

  // What a node does not start with
  { what: 'TLS settings, and enabled is missing', situation: { yml: { [`${ssl}.enabled`]: null } }, cause: 'ssl-settings-without-enabled' },
  {
    what: 'TLS is on without a key',
    situation: { yml: { [`${ssl}.certificate`]: null, [`${ssl}.key`]: null } },
    cause: 'ssl-enabled-without-key',
  },
  {
    what: 'certificate and key store at once',
    situation: { yml: { [`${ssl}.keystore.path`]: 'certs/node.p12' } },
    cause: 'conflicting-key-settings',
  },
  { what: 'a certificate without its key', situation: { yml: { [`${ssl}.key`]: null } }, cause: 'conflicting-key-settings' },
  {
    what: 'CA file and trust store at once',
    situation: { yml: { [`${ssl}.truststore.path`]: 'certs/trust.p12' } },
    cause: 'conflicting-trust-settings',
  },
  {
    what: 'a key that nobody knows',
    situation: { yml: { [`${ssl}.verify_mode`]: 'full' } },
    cause: 'unknown-ssl-setting',
    detail: /verify_mode/,
  },
  { what: 'a mode that nobody knows', situation: { yml: { [`${ssl}.verification_mode`]: 'strict' } }, cause: 'unknown-ssl-setting' },
  {
    what: 'a wrong password for the store',
    situation: {
      yml: store('certs/node.p12', { [`${ssl}.keystore.password`]: 'wrong' }),
      files: { 'certs/node.p12': fixture('certutil-node.p12') },
    },
    cause: 'keystore-password-wrong',
  },
  {
    what: 'a protected store, and no password',
    situation: { yml: store('certs/node.p12'), files: { 'certs/node.p12': fixture('certutil-node.p12') } },
    cause: 'keystore-password-not-stored',
  },
  {
    what: 'PEM where PKCS#12 is said to be',
    situation: { yml: store('certs/node.p12'), files: { 'certs/node.p12': clusterCa.certificatePem } },
    cause: 'keystore-type-mismatch',
  },
  {
    what: 'a trust store as key store',
    situation: {
      yml: store('certs/trust.p12', { [`${ssl}.keystore.password`]: 'store-password' }),
      files: { 'certs/trust.p12': fixture('keytool-trust.p12') },
    },
    cause: 'keystore-without-private-key',
  },
  {
    what: 'a trust store in which Java sees nothing',
    situation: {
      yml: {
        [`${ssl}.certificate_authorities`]: null,
        [`${ssl}.truststore.path`]: 'certs/trust.p12',
        [`${ssl}.truststore.password`]: 'store-password',
      },
      files: { 'certs/trust.p12': fixture('openssl-nokeys.p12') },
    },
    cause: 'truststore-no-anchors',
  },
  {
    what: 'the store of the CA as trust store',
    situation: {
      yml: {
        [`${ssl}.certificate_authorities`]: null,
        [`${ssl}.truststore.path`]: 'certs/elastic-stack-ca.p12',
        [`${ssl}.truststore.password`]: 'ca-password',
      },
      files: { 'certs/elastic-stack-ca.p12': fixture('certutil-ca.p12') },
    },
    cause: 'truststore-no-anchors',
  },
  {
    what: 'an encrypted key without a passphrase',
    situation: { files: { 'certs/node.key': encrypted(issue(clusterCa, { subject: 'es03' })) } },
    cause: 'pem-key-encrypted',
  },
  {
    what: 'a key where the certificate belongs',
    situation: { yml: { [`${ssl}.certificate`]: 'certs/node.key' } },
    cause: 'pem-not-a-certificate',
  },
  { what: 'an empty key file', situation: { files: { 'certs/node.key': '' } }, cause: 'pem-empty' },
  {
    what: 'a key of OpenSSH',
    situation: { files: { 'certs/node.key': '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n' } },
    cause: 'pem-key-unsupported',
  },
  {
    what: 'a CA file that is not there',
    situation: { yml: { [`${ssl}.certificate_authorities`]: '["certs/no.crt"]' } },
    cause: 'file-missing',
  },
  {
    what: 'a file outside the configuration directory, on 9.x',
    situation: { yml: { [`${ssl}.certificate_authorities`]: '["/etc/hostname"]' }, version: '9.5.3' },
    cause: 'file-outside-config-dir',
  },
  {
    what: 'a chain in the wrong order',
    situation: {
      authority: intermediate,
      trusts: [root],
      members: [{ authority: intermediate, trusts: [root] }],
      present: (it) => ({
        ...it,
        chainPem: [...it.chainPem.matchAll(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----\n/g)].map(String).reverse().join(''),
      }),
    },
    cause: 'chain-order-invalid',
  },
  { what: 'a key that stands twice', situation: { text: () => 'node.name: es03\nnode.name: es04\n' }, cause: 'yaml-shape-overrides' },
  { what: 'a tab in the yml', situation: { text: () => 'xpack:\n\tsecurity: true\n' }, cause: 'yaml-shape-overrides' },
  {
    what: 'no TLS on an address that others reach',
    situation: { yml: { 'network.host': '10.11.12.13', [`${ssl}.enabled`]: 'false' } },
    cause: 'bootstrap-tls-missing',
  },
  {
    what: 'suites that no JVM has',
    situation: { yml: { [`${ssl}.cipher_suites`]: '["ECDHE-RSA-AES256-GCM-SHA384"]' } },
    cause: 'ciphers-unsupported-by-jvm',
  },
  { what: 'a node that is told to stay alone', situation: { yml: { 'discovery.type': 'single-node' } }, cause: 'discovery-single-node' },

  // The way to its peers
  { what: 'nothing listens', situation: { members: [{ speaks: 'nothing' }] }, cause: 'seed-host-unreachable' },
  { what: 'a name that does not resolve', situation: { seed: (port) => `es01.invalid:${port}` }, cause: 'seed-host-unreachable' },
  {
    what: 'no seed hosts',
    situation: { members: [], yml: { 'discovery.seed_hosts': null } },
    cause: 'seed-hosts-missing',
    confidence: 'likely',
  },
  { what: 'a port that says nothing', situation: { members: [{ speaks: 'silence' }] }, cause: 'tls-handshake-timeout' },
  { what: 'an HTTPS port as seed', situation: { members: [{ speaks: 'https' }] }, cause: 'seed-host-is-http-port' },
  { what: 'an HTTP port as seed', situation: { members: [{ speaks: 'http' }] }, cause: 'seed-host-is-http-port' },
  { what: 'TLS is off on the node', situation: { yml: { [`${ssl}.enabled`]: 'false' } }, cause: 'transport-mixed-tls' },
  { what: 'security is off on the node', situation: { yml: { 'xpack.security.enabled': 'false' } }, cause: 'transport-mixed-tls' },
  { what: 'TLS is off on the others', situation: { members: [{ tls: null }, { tls: null }] }, cause: 'transport-mixed-tls' },
  {
    what: 'no version in common',
    situation: { yml: { [`${ssl}.supported_protocols`]: '["TLSv1.3"]' }, members: [{ tls: { maxVersion: 'TLSv1.2' } }] },
    cause: 'no-common-protocol',
  },
  {
    what: 'no suite in common',
    situation: {
      yml: {
        [`${ssl}.supported_protocols`]: '["TLSv1.2"]',
        [`${ssl}.cipher_suites`]: '["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"]',
      },
      members: [{ tls: { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384' } }],
    },
    cause: 'no-common-cipher',
  },
  {
    what: 'the key of another certificate',
    situation: { present: (it) => ({ ...it, privateKeyPem: issue(clusterCa, { subject: 'another' }).privateKeyPem }) },
    cause: 'key-certificate-mismatch',
  },
  {
    what: 'a member with the key of another certificate',
    situation: { members: [{ present: withMismatchedKey }] },
    cause: 'key-certificate-mismatch',
    detail: /127\.0\.0\.1:\d+ does not belong/,
  },

  {
    what: 'a certificate of another CA, and a seed list in which the node stands as well',
    situation: {
      authority: other,
      serves: issue(other, { subject: 'es03', altNames: ['DNS:es03', 'IP:127.0.0.1'] }),
      seeOwn: true,
    },
    cause: 'trust-unknown-issuer',
  },

  // Trust
  { what: 'a certificate of another CA', situation: { authority: other, trusts: [clusterCa] }, cause: 'trust-unknown-issuer' },
  { what: 'trust in another CA', situation: { trusts: [other] }, cause: 'trust-unknown-issuer' },
  { what: 'certificate and trust of another CA', situation: { authority: other }, cause: 'trust-unknown-issuer' },
  { what: 'a certificate of a CA of the same name', situation: { authority: lookalike, trusts: [clusterCa] }, cause: 'trust-lookalike-ca' },
  { what: 'trust in a CA of the same name', situation: { trusts: [lookalike] }, cause: 'trust-lookalike-ca' },
  { what: 'all of a CA of the same name', situation: { authority: lookalike }, cause: 'trust-lookalike-ca' },
  {
    what: 'auto-configuration each for itself',
    situation: { authority: autoconfig, members: [{ authority: otherAutoconfig }, { authority: otherAutoconfig }] },
    cause: 'autoconfig-separate-clusters',
  },
  {
    what: 'an intermediate that is not sent',
    situation: { authority: intermediate, trusts: [root], present: alone, members: [{ authority: intermediate, trusts: [root] }] },
    cause: 'trust-missing-intermediate',
  },
  {
    what: 'an intermediate that the others do not send',
    situation: { authority: intermediate, trusts: [root], members: [{ authority: intermediate, trusts: [root], present: alone }] },
    cause: 'trust-missing-intermediate',
  },
  { what: 'a certificate that signed itself', situation: { present: () => selfSigned }, cause: 'self-signed-per-node' },
  {
    what: 'a CA that is none',
    situation: { authority: notCa, members: [{ authority: notCa, trusts: [notCa] }] },
    cause: 'ca-not-a-ca',
  },
  {
    what: 'a CA that may not issue',
    situation: { authority: weakUsageCa, members: [{ authority: weakUsageCa, trusts: [weakUsageCa] }] },
    cause: 'ca-keyusage-without-certsign',
  },

  // Dates and usages
  { what: 'an expired certificate', situation: { certificate: expired }, cause: 'leaf-expired' },
  {
    what: 'members with expired certificates',
    situation: { members: [{ certificate: expired }, { certificate: expired }] },
    cause: 'leaf-expired',
  },
  {
    what: 'one member of three that has expired',
    situation: { members: [{}, { certificate: expired }, {}] },
    cause: 'leaf-expired',
    confidence: 'likely',
  },
  {
    what: 'the same, and a log in which it refuses somebody else for that',
    situation: { log: expiredClient, members: [{}, { certificate: expired }, {}] },
    cause: 'leaf-expired',
    confidence: 'likely',
  },
  { what: 'a certificate of tomorrow', situation: { certificate: { notBefore: daysFromNow(10) } }, cause: 'leaf-not-yet-valid' },
  {
    what: 'a certificate for servers alone',
    situation: { certificate: { extendedKeyUsage: ['serverAuth'] } },
    cause: 'eku-transport-missing-clientauth',
  },
  {
    what: 'a certificate for clients alone',
    situation: { certificate: { extendedKeyUsage: ['clientAuth'] } },
    cause: 'eku-missing-serverauth',
  },
  { what: 'a key that may not sign', situation: { certificate: { keyUsage: ['keyEncipherment'] } }, cause: 'ku-without-digitalsignature' },
  {
    what: 'members with certificates for clients alone',
    situation: { members: [{ certificate: { extendedKeyUsage: ['clientAuth'] } }] },
    cause: 'eku-missing-serverauth',
  },

  // Names
  { what: 'members without a name', situation: { members: [{ certificate: { altNames: null } }] }, cause: 'san-missing' },
  { what: 'members without their address', situation: { members: [{ certificate: { altNames: ['DNS:es01'] } }] }, cause: 'san-ip-missing' },
  {
    what: 'members without the name of the seed list',
    situation: { seed: (port) => `localhost:${port}`, members: [{ certificate: { altNames: ['DNS:es01', 'IP:127.0.0.1'] } }] },
    cause: 'san-name-mismatch',
  },
  {
    what: 'members that publish what they have no name for',
    situation: { seed: (port) => `localhost:${port}`, members: [{ publishes: '10.0.0.11' }] },
    cause: 'san-publish-address-missing',
  },
  {
    what: 'the same under verification_mode certificate',
    situation: { members: [{ certificate: { altNames: ['DNS:es01'] } }], yml: { [`${ssl}.verification_mode`]: 'certificate' } },
    cause: null,
  },
  {
    what: 'an own certificate without the address that it publishes',
    situation: { certificate: { altNames: ['DNS:es03'] } },
    cause: 'san-ip-missing',
    confidence: 'likely',
  },
  {
    what: 'the same where names are mostly not looked at',
    situation: { certificate: { altNames: ['DNS:es03'] }, yml: { [`${ssl}.verification_mode`]: 'certificate' } },
    cause: 'san-ip-missing',
    confidence: 'possible',
  },

  // After TLS
  {
    what: 'another cluster name, without security',
    situation: {
      yml: {
        'xpack.security.enabled': 'false',
        [`${ssl}.enabled`]: null,
        [`${ssl}.certificate`]: null,
        [`${ssl}.key`]: null,
        [`${ssl}.certificate_authorities`]: null,
      },
      members: [{ tls: null, clusterName: 'production' }],
    },
    cause: 'cluster-name-mismatch',
  },
  {
    what: 'another cluster name, with security, by its log',
    situation: { log: otherCluster },
    cause: 'cluster-name-mismatch',
  },
  {
    what: 'the same in a log in which a prober left lines of its own, later and of other causes',
    situation: { log: `${otherCluster}${proberLines}` },
    cause: 'cluster-name-mismatch',
  },
  {
    what: 'nothing but the lines of a prober',
    situation: { log: proberLines },
    cause: 'client-cert-not-sent',
    confidence: 'possible',
  },
  {
    what: 'nothing but somebody who connected and said nothing',
    situation: { log: silentLine('localAddress=/10.0.0.13:9300, remoteAddress=/10.0.0.99:50744') },
    cause: 'tls-handshake-timeout',
    confidence: 'possible',
  },
  {
    what: 'a node that says nothing when it is dialled',
    situation: { log: silentLine('localAddress=/10.0.0.13:50744, remoteAddress=/10.0.0.11:9300') },
    cause: 'tls-handshake-timeout',
  },
  { what: 'a release of long ago', situation: { version: '6.8.23', members: [{}] }, cause: 'node-version-incompatible' },
  {
    what: 'a release before that of the cluster',
    situation: { version: '8.17.3' },
    cause: 'node-version-incompatible',
    confidence: 'likely',
  },
  {
    what: 'a file that was renewed, and a process that was not told',
    situation: { serves: issue(clusterCa, { subject: 'es03', altNames: ['DNS:es03', 'IP:127.0.0.1'], ...expired }) },
    cause: 'stale-certificate-in-memory',
  },
];
