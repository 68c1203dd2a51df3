import type { HelloContent } from '../../src/hellos/recorded-hello.ts';
import { daysFromNow, issue, makeCa, makeSelfSigned, withChain } from '../../src/lab/pki.ts';
import { elasticsearch8Node, transportApplication } from '../../src/lab/servers/transport-application.ts';
import { fixture } from '../settings/setup-files.ts';
import type { KibanaSituation } from './kibana-situation.ts';

const names = ['DNS:localhost', 'IP:127.0.0.1'] as const;
const ca = makeCa({ subject: 'acme HTTP CA' });
const lookalike = makeCa({ subject: 'acme HTTP CA' });
const otherCa = makeCa({ subject: 'other CA' });
const es = issue(ca, { subject: 'es01', altNames: names });
const intermediate = makeCa({ subject: 'acme link', parent: ca });
const below = issue(intermediate, { subject: 'es01', altNames: names });
const issuing = makeCa({ subject: 'acme issuing CA', parent: ca });
const clientCa = makeCa({ subject: 'client CA' });
const kibana = issue(clientCa, { subject: 'kibana' });

const trusting = (pem: string, ...more: readonly string[]) => ({
  yml: ['elasticsearch.ssl.certificateAuthorities: [es-ca.crt]', ...more],
  files: { 'es-ca.crt': pem },
  node: { ca: pem },
});
const trusted = trusting(ca.certificatePem);
const sha1Root = makeCa({ subject: 'acme Root CA 2009', key: 'RSA-2048', hash: 'sha1' });
/** As every client on OpenSSL 3. */
const takesNoSha1 = ({ signatureSchemes, certificateSignatureSchemes }: HelloContent): boolean =>
  !(certificateSignatureSchemes ?? signatureSchemes).includes('rsa_pkcs1_sha1');
const demanding = { clientAuthentication: 'required', clientTrust: [clientCa.certificatePem] } as const;

/** A Kibana that trusts the right CA and has this certificate, at an Elasticsearch that demands one of the client CA. */
function mutual(identity: typeof kibana): KibanaSituation {
  return {
    hosts: [{ identity: es, tls: demanding }],
    yml: [
      ...trusted.yml,
      'elasticsearch.ssl.certificate: kb.crt',
      'elasticsearch.ssl.key: kb.key',
      'elasticsearch.ssl.alwaysPresentCertificate: true',
    ],
    files: { ...trusted.files, 'kb.crt': identity.chainPem, 'kb.key': identity.privateKeyPem },
    node: { ...trusted.node, cert: identity.chainPem, key: identity.privateKeyPem },
  };
}

const serving = (identity: typeof kibana) => ({
  yml: [...trusted.yml, 'server.ssl.enabled: true', 'server.ssl.certificate: own.crt', 'server.ssl.key: own.key'],
  files: { ...trusted.files, 'own.crt': identity.chainPem, 'own.key': identity.privateKeyPem },
  node: trusted.node,
});

export type KibanaExpected = {
  readonly rule: string | null;
  readonly confidence?: 'proven' | 'likely' | 'possible';
  /** Whether Kibana would not start, so that Node was not asked in earnest. */
  readonly stops?: true;
  /** What Node says at the first host; absent: whatever. */
  readonly code?: string;
};

/** Reasons for which Kibana does not start or does not reach Elasticsearch, and what is to be said of each. */
export const kibanaCases: readonly (readonly [title: string, situation: KibanaSituation, expected: KibanaExpected])[] = [
  ['nothing wrong', { hosts: [{ identity: es }], ...trusted }, { rule: null }],
  ['no CA named', { hosts: [{ identity: es }] }, { rule: 'kibana-missing-es-ca', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }],
  [
    'no CA named, and the root sent along',
    { hosts: [{ identity: withChain(es, [ca.certificate]) }] },
    { rule: 'kibana-missing-es-ca', code: 'SELF_SIGNED_CERT_IN_CHAIN' },
  ],
  [
    'no CA named for a self-signed certificate',
    { hosts: [{ identity: makeSelfSigned({ subject: 'es01', altNames: names }) }] },
    { rule: 'kibana-missing-es-ca', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  ],
  // Its issuer was not sent, so it may be an intermediate below the CA that is named.
  [
    'another CA named',
    { hosts: [{ identity: es }], ...trusting(otherCa.certificatePem) },
    { rule: 'trust-unknown-issuer', confidence: 'likely' },
  ],
  [
    'another CA named, and a client certificate demanded, which comes after',
    { hosts: [{ identity: es, tls: demanding }], ...trusting(otherCa.certificatePem) },
    { rule: 'trust-unknown-issuer', confidence: 'likely' },
  ],
  [
    'another CA named, and the root sent along',
    { hosts: [{ identity: withChain(es, [ca.certificate]) }], ...trusting(otherCa.certificatePem) },
    { rule: 'trust-unknown-issuer' },
  ],
  [
    'an intermediate that is not sent, by its name',
    { hosts: [{ identity: withChain(issue(issuing, { subject: 'es01', altNames: names }), []) }], ...trusted },
    { rule: 'trust-missing-intermediate', confidence: 'likely' },
  ],
  [
    'the port of nodes among each other',
    { hosts: [{ identity: es, application: transportApplication(elasticsearch8Node) }], ...trusted },
    { rule: 'kibana-es-scheme-mismatch', stops: true },
  ],
  [
    'a CA of the same name with another key',
    { hosts: [{ identity: es }], ...trusting(lookalike.certificatePem) },
    { rule: 'trust-lookalike-ca' },
  ],
  [
    'the CA of an enrollment that is no longer in use',
    {
      hosts: [{ identity: es }],
      yml: ['elasticsearch.ssl.certificateAuthorities: ["{dir}/data/ca_1700000000000.crt"]'],
      files: { 'data/ca_1700000000000.crt': lookalike.certificatePem },
      node: { ca: lookalike.certificatePem },
    },
    { rule: 'kibana-enrollment-ca-stale' },
  ],
  [
    'an expired certificate',
    {
      hosts: [{ identity: issue(ca, { subject: 'es01', altNames: names, notBefore: daysFromNow(-9), notAfter: daysFromNow(-2) }) }],
      ...trusted,
    },
    { rule: 'leaf-expired', code: 'CERT_HAS_EXPIRED' },
  ],
  [
    'a certificate that has not begun',
    { hosts: [{ identity: issue(ca, { subject: 'es01', altNames: names, notBefore: daysFromNow(2) }) }], ...trusted },
    { rule: 'leaf-not-yet-valid', code: 'CERT_NOT_YET_VALID' },
  ],
  [
    'an expired CA, which Java takes',
    (() => {
      const old = makeCa({ subject: 'old CA', notBefore: daysFromNow(-400), notAfter: daysFromNow(-1) });
      return { hosts: [{ identity: issue(old, { subject: 'es01', altNames: names }) }], ...trusting(old.certificatePem) };
    })(),
    { rule: 'ca-expired', code: 'CERT_HAS_EXPIRED' },
  ],
  [
    'only the intermediate trusted, which is enough for Java',
    { hosts: [{ identity: below }], ...trusting(intermediate.certificatePem) },
    { rule: 'kibana-trusts-wrong-link', code: 'UNABLE_TO_GET_ISSUER_CERT' },
  ],
  [
    'only the certificate itself trusted',
    { hosts: [{ identity: es }], ...trusting(es.certificatePem) },
    { rule: 'kibana-trusts-wrong-link' },
  ],
  [
    'an intermediate that one of two hosts does not send',
    { hosts: [{ identity: below }, { identity: withChain(below, []) }], ...trusted },
    { rule: 'trust-missing-intermediate' },
  ],
  [
    'another name under full',
    { hosts: [{ identity: issue(ca, { subject: 'es01', altNames: ['DNS:es01'] }) }], ...trusted },
    { rule: 'san-name-mismatch', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
  ],
  [
    'an address that is not in the certificate',
    { hosts: [{ name: '127.0.0.1', identity: issue(ca, { subject: 'es01', altNames: ['DNS:es01'] }) }], ...trusted },
    { rule: 'san-ip-missing', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
  ],
  [
    'another name under certificate, which does not matter',
    {
      hosts: [{ identity: issue(ca, { subject: 'es01', altNames: ['DNS:es01'] }) }],
      ...trusting(ca.certificatePem, 'elasticsearch.ssl.verificationMode: certificate'),
      node: { ca: ca.certificatePem, verification: 'certificate' },
    },
    { rule: null },
  ],
  [
    'anything under none',
    {
      hosts: [{ identity: makeSelfSigned({ subject: 'anybody' }) }],
      yml: ['elasticsearch.ssl.verificationMode: none'],
      node: { verification: 'none' },
    },
    { rule: null },
  ],
  ['https to a plain port', { hosts: [{ identity: null, scheme: 'https' }], ...trusted }, { rule: 'kibana-es-scheme-mismatch' }],
  ['http to a TLS port', { hosts: [{ identity: es, scheme: 'http' }], ...trusted }, { rule: 'kibana-es-scheme-mismatch' }],
  [
    'nothing that listens',
    { hosts: [{ identity: es, down: true }], ...trusted },
    { rule: 'elasticsearch-host-unreachable', confidence: 'likely', code: 'ECONNREFUSED' },
  ],
  [
    'TLS 1.1 alone',
    {
      hosts: [
        {
          identity: issue(ca, { subject: 'es01', altNames: names, key: 'RSA-2048' }),
          tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
        },
      ],
      ...trusted,
    },
    { rule: 'no-common-protocol' },
  ],
  [
    'a client certificate demanded, and none there',
    { hosts: [{ identity: es, tls: demanding }], ...trusted },
    { rule: 'http-client-cert-required-by-surprise' },
  ],
  [
    'a client certificate demanded, and half of one there',
    {
      hosts: [{ identity: es, tls: demanding }],
      ...trusting(ca.certificatePem, 'elasticsearch.ssl.certificate: kb.crt'),
      files: { 'es-ca.crt': ca.certificatePem, 'kb.crt': kibana.certificatePem },
    },
    { rule: 'kibana-es-mtls-half-configured' },
  ],
  ['the client certificate that is demanded', mutual(kibana), { rule: null }],
  ['a client certificate of another CA', mutual(issue(otherCa, { subject: 'kibana' })), { rule: 'trust-unknown-issuer' }],
  [
    'a client certificate that may not be one',
    mutual(issue(clientCa, { subject: 'kibana', extendedKeyUsage: ['serverAuth'] })),
    { rule: 'eku-client-missing-clientauth' },
  ],
  [
    'an expired client certificate',
    mutual(issue(clientCa, { subject: 'kibana', notBefore: daysFromNow(-9), notAfter: daysFromNow(-1) })),
    { rule: 'leaf-expired' },
  ],
  [
    'several hosts of which one differs',
    {
      hosts: [
        { identity: es },
        { identity: withChain(issue(otherCa, { subject: 'es02', altNames: names }), [otherCa.certificate]) },
        { identity: issue(ca, { subject: 'es03', altNames: names }) },
      ],
      ...trusted,
    },
    { rule: 'trust-unknown-issuer' },
  ],
  ['a CA file that is missing', { hosts: [{ identity: es }], yml: trusted.yml }, { rule: 'file-missing', stops: true }],
  [
    'the wrong password of a store',
    {
      hosts: [{ identity: es }],
      yml: ['elasticsearch.ssl.truststore.path: ca.p12', 'elasticsearch.ssl.truststore.password: guess'],
      files: { 'ca.p12': fixture('keytool-trust.p12') },
    },
    { rule: 'keystore-password-wrong', stops: true },
  ],
  [
    'a key store without a key',
    {
      hosts: [{ identity: es }],
      ...trusting(ca.certificatePem, 'elasticsearch.ssl.keystore.path: ca.p12', 'elasticsearch.ssl.keystore.password: store-password'),
      files: { 'es-ca.crt': ca.certificatePem, 'ca.p12': fixture('keytool-trust.p12') },
    },
    { rule: 'keystore-without-private-key', stops: true },
  ],
  [
    'a host without a scheme',
    { hosts: [], yml: ['monitoring.ui.elasticsearch.hosts: [es01:9200]'] },
    { rule: 'kibana-es-scheme-mismatch', stops: true },
  ],
  [
    'a store in RC2 on 9.x, which Kibana reads by itself',
    {
      hosts: [{ identity: es }],
      ...trusting(
        ca.certificatePem,
        'server.ssl.enabled: true',
        'server.ssl.keystore.path: own.p12',
        'server.ssl.keystore.password: store-password',
      ),
      files: { 'es-ca.crt': ca.certificatePem, 'own.p12': fixture('openssl-rc2.p12') },
    },
    { rule: null },
  ],
  [
    'an old certificate in the memory of Kibana',
    {
      hosts: [{ identity: es }],
      ...serving(issue(ca, { subject: 'kibana', altNames: names })),
      serves: issue(ca, { subject: 'kibana', altNames: names, notBefore: daysFromNow(-300) }),
    },
    { rule: 'stale-certificate-in-memory' },
  ],
  [
    'a chain with a SHA-1 root, kept back as JDK 26 does',
    {
      hosts: [{ identity: withChain(issue(sha1Root, { subject: 'es01', altNames: names }), [sha1Root.certificate]), refuses: takesNoSha1 }],
      ...trusting(sha1Root.certificatePem),
    },
    { rule: 'upgrade-jdk26-sha1-root' },
  ],
  [
    'the same chain, on a JDK that lets it out',
    {
      hosts: [{ identity: withChain(issue(sha1Root, { subject: 'es01', altNames: names }), [sha1Root.certificate]) }],
      ...trusting(sha1Root.certificatePem),
    },
    { rule: null },
  ],
  [
    'a server that refuses what Node says first, and nothing shows why',
    { hosts: [{ identity: es, refuses: takesNoSha1 }], ...trusted },
    { rule: 'kibana-handshake-refused' },
  ],
  [
    'an expired certificate of Kibana itself',
    (() => {
      const old = issue(ca, { subject: 'kibana', altNames: names, notBefore: daysFromNow(-300), notAfter: daysFromNow(-1) });
      return { hosts: [{ identity: es }], ...serving(old), serves: old };
    })(),
    { rule: 'leaf-expired' },
  ],
];
