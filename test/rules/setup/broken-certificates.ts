import { makeCa, makeSelfSigned } from '../../../src/lab/pki.ts';
import { type Broken, ca, daysFromNow, es01, http, httpCa, kibana, node, transport } from './setups.ts';

const issuing = makeCa({ subject: 'acme issuing CA', parent: ca });
const bare = es01({}, issuing);
const older = makeCa({ subject: 'renewed CA', notAfter: daysFromNow(1000) });
const newer = makeCa({ subject: 'renewed CA', key: older, notAfter: daysFromNow(2000) });
const deep = Array.from({ length: 9 }).reduce<typeof ca>((parent, _, level) => makeCa({ subject: `level ${level} CA`, parent }), ca);
const expired = es01({ notBefore: daysFromNow(-400), notAfter: daysFromNow(-3) });
const endedCa = makeCa({ subject: 'ended CA', notBefore: daysFromNow(-900), notAfter: daysFromNow(-5) });
const endingCa = makeCa({ subject: 'ending CA', notBefore: daysFromNow(-900), notAfter: daysFromNow(20) });
const sha1Root = makeCa({ subject: 'acme Root CA 2009', key: 'RSA-2048', hash: 'sha1' });
const autoconfig = makeCa({ subject: 'Elasticsearch security auto-configuration HTTP CA' });
const selfSigned = makeSelfSigned({ subject: 'es01', altNames: ['DNS:es01', 'IP:10.0.0.11'] });
const stranger = makeCa({ subject: 'stranger CA' });
const certificateMode = { [`${transport}.verification_mode`]: 'certificate' };

/** A chain that also holds the root, so that what judges CAs finds it. */
const withRoot = (authority: typeof ca, leaf = es01({}, authority)) => ({ ...leaf, chainPem: leaf.chainPem + authority.certificatePem });

/** Certificates that are wrong in themselves, or under the trust of their own node. */
export const brokenCertificates: readonly Broken[] = [
  {
    rule: 'trust-unknown-issuer',
    by: 'a node that trusts another CA than its own',
    setup: () => node({}, { trust: [stranger.certificate] }),
    severity: 'high',
    says: /does not trust its own certificate CN=es01, issued by CN=transport CA/,
    at: /transport-ca\.crt$/,
    certainty: 'likely',
  },
  {
    rule: 'trust-lookalike-ca',
    by: 'a trusted CA of the same name with another key',
    setup: () => node({}, { trust: [makeCa({ subject: 'transport CA' }).certificate] }),
    severity: 'critical',
    says: /the name is the same, the key is not/,
    certainty: 'likely',
  },
  {
    rule: 'trust-missing-intermediate',
    by: 'a certificate file without the intermediate',
    setup: () => node({}, { transport: { ...bare, chainPem: bare.certificatePem } }),
    severity: 'high',
    says: /CN=acme issuing CA.*is an intermediate/,
  },
  {
    rule: 'certificate-unreadable',
    by: 'an extension that breaks off',
    setup: () => node({}, { transport: es01({ keyUsage: null, extensions: [{ oid: '2.5.29.15', value: Uint8Array.of(3, 9, 0) }] }) }),
    severity: 'low',
    says: /^The certificate \(CN=es01\) .*keyUsage/,
  },
  {
    rule: 'chain-too-long',
    by: 'nine intermediates',
    setup: () => node({}, { transport: es01({}, deep) }),
    severity: 'medium',
    says: /10 certificates; a JVM accepts at most 8/,
  },
  {
    rule: 'self-signed-per-node',
    by: 'a self-signed certificate',
    setup: () => node({}, { transport: selfSigned, trust: [selfSigned.certificate] }),
    severity: 'medium',
    says: /signed by its own key/,
  },
  {
    rule: 'leaf-is-ca',
    by: 'a CA as certificate of a node',
    setup: () => node({}, { transport: es01({ basicConstraints: { ca: true } }) }),
    severity: 'high',
    says: /says CA:TRUE/,
  },
  {
    rule: 'ca-reissued-same-key',
    by: 'two certificates of one CA',
    setup: () => node({}, { transport: es01({}, older), trust: [older.certificate, newer.certificate] }),
    severity: 'info',
    says: /two certificates of CN=renewed CA/,
  },
  {
    rule: 'ca-not-a-ca',
    by: 'an issuer without CA:TRUE',
    setup: () => {
      const wrong = makeCa({ subject: 'no CA', basicConstraints: { ca: false } });
      return node({}, { transport: es01({}, wrong), trust: [wrong.certificate] });
    },
    severity: 'critical',
    says: /is not a CA/,
  },
  {
    rule: 'ca-keyusage-without-certsign',
    by: 'a CA that may sign lists alone',
    setup: () => {
      const wrong = makeCa({ subject: 'list CA', keyUsage: ['cRLSign'] });
      return node({}, { transport: es01({}, wrong), trust: [wrong.certificate] });
    },
    severity: 'critical',
    says: /lacks keyCertSign/,
  },
  {
    rule: 'ca-without-keyusage',
    by: 'a CA that names none',
    setup: () => node({}, { http: withRoot(makeCa({ subject: 'old http CA', keyUsage: null })) }),
    severity: 'low',
    says: /no keyUsage extension/,
  },
  {
    rule: 'aki-ski-mismatch',
    by: 'a certificate that names another key of its CA',
    setup: () => node({}, { transport: es01({ authorityKeyId: new Uint8Array(20).fill(7) }) }),
    severity: 'critical',
    says: /the JVM finds no path by it/,
  },
  {
    rule: 'ca-expired',
    by: 'a CA that has ended',
    setup: () => node({}, { transport: es01({ notAfter: daysFromNow(-6) }, endedCa), trust: [endedCa.certificate] }),
    severity: 'high',
    says: /CN=ended CA.* ended on/,
  },
  {
    rule: 'ca-expired',
    by: 'a trusted CA that has ended, and issued nothing here',
    setup: () => node({}, { trust: [ca.certificate, endedCa.certificate] }),
    severity: 'low',
    says: /CN=ended CA, which xpack\.security\.transport\.ssl trusts, ended on .*Nodes do not look/,
  },
  {
    rule: 'ca-expired',
    by: 'a CA of Kibana for Elasticsearch that has ended',
    setup: () => kibana({}, { trust: [endedCa.certificate] }),
    severity: 'high',
    says: /Kibana refuses what it issued/,
  },
  {
    rule: 'ca-expiring',
    by: 'a CA with 20 days left',
    setup: () => node({}, { transport: es01({ notAfter: daysFromNow(19) }, endingCa), trust: [endingCa.certificate] }),
    severity: 'medium',
    says: /CN=ending CA.* expires on/,
  },
  {
    rule: 'ca-expiring',
    by: 'a CA of Kibana for Elasticsearch with 20 days left',
    setup: () => kibana({}, { trust: [endingCa.certificate] }),
    severity: 'medium',
    says: /CN=ending CA, which elasticsearch\.ssl trusts, ends on/,
  },
  {
    rule: 'transport-shared-ca',
    by: 'trust in four CAs',
    setup: () => node({}, { trust: [ca, httpCa, stranger, older].map(({ certificate }) => certificate) }),
    severity: 'medium',
    says: /4 CAs/,
  },
  {
    rule: 'truststore-pins-leaf',
    by: 'trust in the own certificate',
    setup: () => node({}, { trust: [ca.certificate, selfSigned.certificate] }),
    severity: 'low',
    says: /trusted directly/,
    at: /transport-ca\.crt$/,
  },
  {
    rule: 'leaf-expired',
    by: 'a certificate that has ended, beside a trusted one of the same name',
    setup: () => node({}, { transport: expired, trust: [ca.certificate, es01().certificate] }),
    severity: 'critical',
    says: /expired on/,
  },
  {
    rule: 'leaf-expired',
    by: 'a certificate that has ended',
    setup: () => node({}, { transport: expired }),
    severity: 'critical',
    says: /expired on .*3 days ago/,
    at: /elasticsearch\.yml:7$/,
  },
  {
    rule: 'leaf-expired',
    by: 'a client certificate of Kibana that has ended',
    setup: () =>
      kibana(
        { 'elasticsearch.ssl.certificate': 'client.crt', 'elasticsearch.ssl.key': 'client.key' },
        { files: { 'client.crt': expired.chainPem, 'client.key': expired.privateKeyPem } },
      ),
    severity: 'critical',
    says: /expired on/,
  },
  {
    rule: 'leaf-expiring',
    by: 'a certificate with five days left',
    setup: () => node({}, { http: withRoot(httpCa, es01({ notBefore: daysFromNow(-360), notAfter: daysFromNow(5) }, httpCa)) }),
    severity: 'high',
    says: /expires on/,
  },
  {
    rule: 'eck-operator-not-rotating',
    by: 'a certificate of the ECK operator with twelve hours left',
    setup: () =>
      node(
        {},
        {
          http: withRoot(
            httpCa,
            es01({ altNames: ['DNS:logs-es-http.prod.es.local'], notBefore: daysFromNow(-364), notAfter: daysFromNow(0.5) }, httpCa),
          ),
        },
      ),
    severity: 'high',
    says: /of the ECK operator expires on/,
  },
  {
    rule: 'leaf-not-yet-valid',
    by: 'a certificate of tomorrow',
    setup: () => node({}, { transport: es01({ notBefore: daysFromNow(1) }) }),
    severity: 'high',
    says: /becomes valid on/,
  },
  {
    rule: 'autoconfig-http-certificate-2y',
    by: 'a certificate of auto-configuration',
    setup: () => node({}, { http: withRoot(autoconfig) }),
    severity: 'info',
    says: /Auto-configuration made/,
  },
  {
    rule: 'expired-masked-by-pinning',
    by: 'a certificate that has ended and is trusted directly',
    setup: () => node({}, { transport: expired, trust: [ca.certificate, expired.certificate] }),
    severity: 'high',
    says: /still accept it/,
  },
  {
    rule: 'upgrade-jdk26-expired-own-certificate',
    by: 'a certificate that has ended and is trusted directly',
    setup: () => node({}, { transport: expired, trust: [ca.certificate, expired.certificate] }),
    severity: 'high',
    says: /peers that trust it directly still accept it/,
  },
  {
    rule: 'upgrade-jdk26-expired-own-certificate',
    by: 'a certificate that has ended, where nothing is verified',
    setup: () => node({ [`${transport}.verification_mode`]: 'none' }, { transport: expired }),
    severity: 'high',
    says: /transport\.ssl\.verification_mode none lets nodes set up alike accept it/,
    at: /elasticsearch\.yml:\d+$/,
  },
  {
    rule: 'upgrade-jdk26-sha1-root',
    by: 'a root with SHA-1 in the file of HTTP',
    setup: () => node({}, { http: withRoot(sha1Root) }),
    severity: 'high',
    says: /is signed with sha1WithRSAEncryption\. On JDK 26, which Elasticsearch has from 9\.3\.4 on/,
  },
  {
    rule: 'validity-outside-parents',
    by: 'a certificate that outlives its CA',
    setup: () => node({}, { transport: es01({ notAfter: daysFromNow(3800) }) }),
    severity: 'low',
    says: /after its CA/,
  },
  {
    rule: 'validity-too-long-for-browsers',
    by: 'a certificate of 900 days on HTTP',
    setup: () => node({}, { http: withRoot(httpCa, es01({ notAfter: daysFromNow(900) }, httpCa)) }),
    severity: 'info',
    says: /Apple/,
  },
  {
    rule: 'eku-transport-missing-clientauth',
    by: 'a certificate of servers on transport',
    setup: () => node({}, { transport: es01({ extendedKeyUsage: ['serverAuth'] }) }),
    severity: 'critical',
    says: /not for clientAuth/,
  },
  {
    rule: 'eku-missing-serverauth',
    by: 'a certificate of clients on HTTP',
    setup: () => node({}, { http: withRoot(httpCa, es01({ extendedKeyUsage: ['clientAuth'] }, httpCa)) }),
    severity: 'critical',
    says: /not for serverAuth/,
  },
  {
    rule: 'eku-client-missing-clientauth',
    by: 'a certificate of servers as client certificate of Kibana',
    setup: () => {
      const server = es01({ extendedKeyUsage: ['serverAuth'] }, httpCa);
      return kibana(
        { 'elasticsearch.ssl.certificate': 'client.crt', 'elasticsearch.ssl.key': 'client.key' },
        { files: { 'client.crt': server.chainPem, 'client.key': server.privateKeyPem } },
      );
    },
    severity: 'high',
    says: /not for clientAuth/,
    at: /kibana\.yml:7$/,
  },
  {
    rule: 'ku-without-digitalsignature',
    by: 'a key usage without digitalSignature',
    setup: () => node({}, { transport: es01({ keyUsage: ['keyEncipherment'] }) }),
    severity: 'critical',
    says: /without digitalSignature/,
  },
  {
    rule: 'weak-key',
    by: 'RSA of 1024 bits',
    setup: () => node({}, { transport: es01({ key: 'RSA-1024' }) }),
    severity: 'high',
    says: /1024 bits/,
  },
  {
    rule: 'weak-signature',
    by: 'a signature with SHA-1',
    setup: () => node({}, { transport: es01({ hash: 'sha1' }) }),
    severity: 'high',
    says: /SHA1/i,
  },
  {
    rule: 'ec-curve-unsupported',
    by: 'a key on secp256k1',
    setup: () => node({}, { transport: es01({ key: 'secp256k1' }) }),
    severity: 'medium',
    says: /secp256k1/,
  },
  {
    rule: 'san-missing',
    by: 'no alternative names on HTTP',
    setup: () => node({}, { http: withRoot(httpCa, es01({ altNames: null }, httpCa)) }),
    severity: 'medium',
    says: /no subjectAltName/,
  },
  {
    rule: 'san-missing',
    by: 'none on transport, where names are not compared',
    setup: () => node(certificateMode, { transport: es01({ altNames: null }) }),
    severity: 'info',
    says: /no subjectAltName/,
  },
  {
    rule: 'san-ip-as-dns',
    by: 'an address as a DNS name',
    setup: () => node({}, { http: withRoot(httpCa, es01({ altNames: ['DNS:es01', 'DNS:10.0.0.11'] }, httpCa)) }),
    severity: 'high',
    says: /has 10\.0\.0\.11 as DNS name/,
  },
  {
    rule: 'san-entry-malformed',
    by: 'an entry with a space',
    setup: () => node({}, { http: withRoot(httpCa, es01({ altNames: ['DNS:es01', 'DNS:10.0.0.11 '] }, httpCa)) }),
    severity: 'low',
    says: /DNS entry "10\.0\.0\.11 "/,
  },
  {
    rule: 'san-wildcard-scope',
    by: 'an asterisk that is part of a label',
    setup: () => node({}, { http: withRoot(httpCa, es01({ altNames: ['DNS:es*.acme.org'] }, httpCa)) }),
    severity: 'medium',
    says: /es\*\.acme\.org/,
  },
  {
    rule: 'verification-full-with-shared-certificate',
    by: 'a certificate without names where nothing is set',
    setup: () => node({}, { transport: es01({ altNames: null, subject: 'instance' }) }),
    severity: 'high',
    says: /full, since it is not set/,
    certainty: 'likely',
  },
  {
    rule: 'san-publish-address-missing',
    by: 'a certificate for the name alone',
    setup: () => node({}, { transport: es01({ altNames: ['DNS:es01'] }) }),
    severity: 'high',
    says: /publishes 10\.0\.0\.11/,
    at: /elasticsearch\.yml:3$/,
    certainty: 'likely',
  },
  {
    rule: 'layers-expire-apart',
    by: 'dates half a year apart',
    setup: () => node({}, { transport: es01({ notAfter: daysFromNow(500) }) }),
    severity: 'info',
    says: /Transport ends on .*, HTTP on/,
  },
  {
    rule: 'same-certificate-http-and-transport',
    by: 'one key for both',
    setup: () => {
      const one = es01();
      return node({}, { transport: one, http: withRoot(ca, one) });
    },
    severity: 'medium',
    says: /the same key/,
  },
  {
    rule: 'kibana-trusts-wrong-link',
    by: 'an intermediate alone',
    setup: () => kibana({}, { trust: [issuing.certificate] }),
    severity: 'high',
    says: /intermediates alone \(CN=acme issuing CA\)/,
    at: /kibana\.yml:6$/,
  },
  {
    rule: 'kibana-public-url-mismatch',
    by: 'a URL with another host',
    setup: () => kibana({ 'server.publicBaseUrl': 'https://kibana.acme.example' }),
    severity: 'medium',
    says: /not for kibana\.acme\.example/,
    at: /kibana\.yml:7$/,
    certainty: 'likely',
  },
  {
    rule: 'kibana-public-url-mismatch',
    by: 'a URL without TLS',
    setup: () => kibana({ 'server.publicBaseUrl': 'http://es01:5601' }),
    severity: 'medium',
    says: /nothing answers there/,
    certainty: 'likely',
  },
  {
    rule: 'ca-private-key-on-nodes',
    by: 'the key of a CA in a key store of PEM files',
    setup: () =>
      node(
        { [`${http}.key`]: 'ca.key', [`${http}.certificate`]: 'ca.pem' },
        { files: { 'ca.key': caKey(), 'ca.pem': httpCa.certificatePem } },
      ),
    severity: 'high',
    says: /private key of the CA CN=http CA/,
    at: /ca\.pem$/,
  },
  {
    rule: 'remote-othername-missing',
    by: 'restricted names, and none in the own certificate',
    setup: () =>
      node(
        { [`${transport}.trust_restrictions.path`]: 'restrictions.yml' },
        { files: { 'restrictions.yml': 'trust.subject_name: ["*.node.acme"]\n' } },
      ),
    severity: 'high',
    says: /nodes set up alike refuse it/,
    certainty: 'likely',
  },
  {
    rule: 'remote-trust-missing',
    by: 'trust in the own certificate alone',
    setup: () => node({ 'cluster.remote.west.seeds': '["west:9300"]' }, { transport: selfSigned, trust: [selfSigned.certificate] }),
    severity: 'critical',
    says: /remote cluster west/,
    certainty: 'likely',
  },
];

function caKey(): string {
  return httpCa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
