import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDiagnosticTrustManagerLine } from '../../src/logs/read-diagnostic-trust-manager-line.ts';
import { emptyLog, type LogEvidence, readLog } from '../../src/logs/read-log.ts';

const stamp = '[2026-11-23T22:21:21,848]';
const diagnostic = `${stamp}[WARN ][o.e.c.s.DiagnosticTrustManager] [es01]`;
const transport = `${stamp}[WARN ][o.e.t.TcpTransport       ] [es01]`;
const security = `${stamp}[WARN ][o.e.x.c.s.t.n.SecurityNetty4Transport] [es01]`;
const caught = (channel: string) =>
  `${transport} exception caught on transport layer [Netty4TcpChannel{${channel}, profile=default}], closing connection`;
const asClient = 'localAddress=/10.0.0.11:55070, remoteAddress=/10.0.0.12:9300';
const asServer = 'localAddress=/10.0.0.11:9300, remoteAddress=/10.0.0.12:35964';

/** Written by Elasticsearch 8.19.21 on JDK 17, of a certificate from a CA of the same name and another key. */
const lookalike =
  'failed to establish trust with client at [<unknown host>]; the client provided a certificate with subject name [CN=node-2,O=acme], fingerprint [9451630e483b445c65e9709efeada792e03bf3ae], keyUsage [digitalSignature, keyEncipherment] and extendedKeyUsage [serverAuth, clientAuth]; the certificate is valid between [2026-11-22T22:20:20Z] and [2028-11-22T22:20:20Z] (current time is [2026-11-23T22:21:21.847465788Z], certificate dates are valid); the session uses cipher suite [TLS_AES_256_GCM_SHA384] and protocol [TLSv1.3]; the certificate is issued by [CN=acme CA,O=acme] but the client did not provide a copy of the issuing certificate in the certificate chain; this ssl context ([xpack.security.transport.ssl (with trust configuration: PEM-trust{/etc/elasticsearch/certs/ca.crt})]) trusts [1] certificate with subject name [CN=acme CA,O=acme] and fingerprint [ba1398f4ae1d75a3dbdf8f660419fcdd28cef686] but the signatures do not match';

/** The same node on the way out: the clauses of a server, an issuer that is trusted, and whatever is put in. */
const server = ({
  dates = 'certificate dates are valid',
  eku = 'serverAuth, clientAuth',
  names = 'the certificate has subject alternative names [DNS:node-4,IP:10.0.0.14]',
  issuer = 'the issuing certificate with fingerprint [ba1398f4ae1d75a3dbdf8f660419fcdd28cef686] is trusted in this ssl context ([xpack.security.transport.ssl (with trust configuration: PEM-trust{/etc/elasticsearch/certs/ca.crt})])',
} = {}) =>
  `failed to establish trust with server at [10.0.0.14]; the server provided a certificate with subject name [CN=node-4,O=acme], fingerprint [41d1bd67d525fb84e6e955d24c60bf0c3b4c45d4], keyUsage [digitalSignature] and extendedKeyUsage [${eku}]; the certificate is valid between [2025-10-19T22:20:21Z] and [2026-10-19T22:20:21Z] (current time is [2026-11-23T22:21:23.193295884Z], ${dates}); the session uses cipher suite [TLS_AES_256_GCM_SHA384] and protocol [TLSv1.3]; ${names}; the certificate is issued by [CN=acme CA,O=acme] but the server did not provide a copy of the issuing certificate in the certificate chain; ${issuer}`;

/** The same, where the CA was issued again with its key; and what JSSE then says, on JDK 17 and on JDK 25. */
const reissued = server().replace(
  /but the server did not provide.*$/,
  'the certificate is signed by (subject [CN=acme CA,O=acme] fingerprint [2b7b0416391bdf86502505c23149022d2213dadc] {trusted issuer}) which is self-issued; the [CN=acme CA,O=acme] certificate is trusted in this ssl context ([xpack.security.transport.ssl]) because we trust a certificate with fingerprint [ba1398f4ae1d75a3dbdf8f660419fcdd28cef686] for the same public key',
);
const unchained =
  'sun.security.validator.ValidatorException: PKIX path validation failed: java.security.cert.CertPathValidatorException: Path does not chain with any of the trust anchors';

function only(text: string): LogEvidence {
  const [first, ...more] = readLog(text).failures;
  assert.ok(first, 'nothing was read');
  assert.deepEqual(
    more.map(({ rule }) => rule),
    [],
  );
  return first;
}

describe('the reader of the diagnostic line of Elasticsearch', () => {
  it('takes every clause of a real line', () => {
    assert.deepEqual(readDiagnosticTrustManagerLine(`${diagnostic} ${lookalike}`), {
      peer: 'client',
      host: null,
      subject: 'CN=node-2,O=acme',
      sha1: '9451630e483b445c65e9709efeada792e03bf3ae',
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      extendedKeyUsage: ['serverAuth', 'clientAuth'],
      validity: {
        notBefore: new Date('2026-11-22T22:20:20Z'),
        notAfter: new Date('2028-11-22T22:20:20Z'),
        now: new Date('2026-11-23T22:21:21.847Z'),
        verdict: 'valid',
      },
      session: { cipherSuite: 'TLS_AES_256_GCM_SHA384', protocol: 'TLSv1.3' },
      names: null,
      issuer: 'CN=acme CA,O=acme',
      selfIssued: false,
      above: [],
      missingIssuer: 'CN=acme CA,O=acme',
      context: 'xpack.security.transport.ssl',
      trustConfiguration: 'PEM-trust{/etc/elasticsearch/certs/ca.crt}',
      trust: 'lookalike',
      trustedSha1: ['ba1398f4ae1d75a3dbdf8f660419fcdd28cef686'],
      trustedIssuers: ['CN=acme CA,O=acme'],
      trustedCount: null,
    });
  });

  const a = '3bebe388a66362784afd6c51a9000961a4e10050';
  const b = '2b7b0416391bdf86502505c23149022d2213dadc';
  const from = (tail: string) =>
    readDiagnosticTrustManagerLine(
      `failed to establish trust with server at [192.168.1.1]; the server provided a certificate with subject name [CN=cert1], fingerprint [${a}], no keyUsage and no extendedKeyUsage; ${tail}`,
    );
  const verdicts: readonly (readonly [gist: string, tail: string, expected: object])[] = [
    [
      'V1: nothing is known of trust',
      'the certificate is issued by [CN=Test CA 1] but the server did not provide a copy of the issuing certificate in the certificate chain',
      { trust: 'not-told', missingIssuer: 'CN=Test CA 1' },
    ],
    [
      'V2: the root is trusted',
      `the certificate is issued by [CN=Test CA 1]; the certificate is signed by (subject [CN=Test CA 1] fingerprint [${b}] {trusted issuer}) which is self-issued; the [CN=Test CA 1] certificate is trusted in this ssl context ([xpack.http.ssl])`,
      {
        trust: 'trusted',
        issuer: 'CN=Test CA 1',
        above: [{ subject: 'CN=Test CA 1', sha1: b, trusted: true }],
        missingIssuer: null,
        context: 'xpack.http.ssl',
      },
    ],
    [
      'V3: another certificate of the same key',
      `the certificate is issued by [CN=Test CA 1]; the certificate is signed by (subject [CN=Test CA 1] fingerprint [${b}] {trusted issuer}) which is self-issued; the [CN=Test CA 1] certificate is trusted in this ssl context ([xpack.http.ssl]) because we trust a certificate with fingerprint [${a}] for the same public key`,
      { trust: 'same-key', trustedSha1: [a] },
    ],
    [
      'V4: the same name, another key',
      `the certificate is issued by [CN=Test CA 1]; the certificate is signed by (subject [CN=Test CA 1] fingerprint [${b}]) which is self-issued; the [CN=Test CA 1] certificate is not trusted in this ssl context ([xpack.http.ssl]); this ssl context does trust a certificate with subject [CN=Test CA 1] but the trusted certificate has fingerprint [${a}]`,
      { trust: 'lookalike', trustedSha1: [a], trustedIssuers: ['CN=Test CA 1'] },
    ],
    [
      'V4: several of the same name',
      `the certificate is issued by [CN=Test CA 1]; the certificate is signed by (subject [CN=Test CA 1] fingerprint [${b}]) which is self-issued; the [CN=Test CA 1] certificate is not trusted in this ssl context ([xpack.http.ssl]); this ssl context does trust [2] certificates with subject [CN=Test CA 1] but those certificates have fingerprint [${a}], fingerprint [${b}]`,
      { trust: 'lookalike', trustedSha1: [a, b] },
    ],
    [
      'V5: a self-issued certificate that is not trusted',
      'the certificate is self-issued; the [CN=cert1] certificate is not trusted in this ssl context ([xpack.http.ssl])',
      { trust: 'unknown-issuer', selfIssued: true, issuer: 'CN=cert1' },
    ],
    [
      'V6: the issuer is trusted',
      `the certificate is issued by [CN=Test CA 1] but the server did not provide a copy of the issuing certificate in the certificate chain; the issuing certificate with fingerprint [${b}] is trusted in this ssl context ([xpack.http.ssl])`,
      { trust: 'trusted', trustedSha1: [b] },
    ],
    [
      'V7: two of the name, no signature fits',
      `the certificate is issued by [CN=Test CA 1] but the server did not provide a copy of the issuing certificate in the certificate chain; this ssl context ([xpack.http.ssl]) trusts [2] certificates with subject name [CN=Test CA 1] and fingerprint [${a}], fingerprint [${b}] but the signatures do not match`,
      { trust: 'lookalike', trustedSha1: [a, b] },
    ],
    [
      'V8: nobody is trusted',
      'the certificate is issued by [CN=Test CA 1] but the server did not provide a copy of the issuing certificate in the certificate chain; this ssl context ([xpack.http.ssl]) is not configured to trust that issuer or any other issuer',
      { trust: 'unknown-issuer', trustedCount: 0 },
    ],
    [
      'V9: one other is trusted',
      `the certificate is issued by [CN=Test CA 1] but the server did not provide a copy of the issuing certificate in the certificate chain; this ssl context ([(shared) (with trust configuration: JDK-trusted-certs)]) is not configured to trust that issuer, it only trusts the issuer [CN=Test CA 2] with fingerprint [${b}]`,
      {
        trust: 'unknown-issuer',
        trustedCount: 1,
        trustedIssuers: ['CN=Test CA 2'],
        trustedSha1: [b],
        context: null,
        trustConfiguration: 'JDK-trusted-certs',
      },
    ],
    [
      'V10: some others are',
      'the certificate is issued by [CN=Test CA 1] but the server did not provide a copy of the issuing certificate in the certificate chain; this ssl context ([xpack.http.ssl]) is not configured to trust that issuer but trusts [2] other issuers ([CN=Test CA 2,O=a, CN=Test CA 3])',
      { trust: 'unknown-issuer', trustedCount: 2, trustedIssuers: ['CN=Test CA 2,O=a', 'CN=Test CA 3'] },
    ],
    [
      'V11: many others are',
      'the certificate is issued by [CN=Test CA 1] but the server did not provide a copy of the issuing certificate in the certificate chain; this ssl context ([xpack.http.ssl]) is not configured to trust that issuer but trusts [97] other issuers',
      { trust: 'unknown-issuer', trustedCount: 97, trustedIssuers: [] },
    ],
    [
      'V12: the top of the chain is not self-issued',
      `the certificate is issued by [CN=Sub]; the certificate is signed by (subject [CN=Sub] fingerprint [${b}] {trusted issuer}) which is issued by [CN=Root] (but that issuer certificate was not provided in the chain); the issuing certificate with fingerprint [${a}] is trusted in this ssl context ([xpack.http.ssl])`,
      { trust: 'trusted', missingIssuer: 'CN=Root', trustedSha1: [a] },
    ],
  ];
  for (const [gist, tail, expected] of verdicts) {
    it(`tells ${gist}`, () => {
      const read = from(tail);
      assert.ok(read !== null);
      assert.deepEqual(
        { keyUsage: read.keyUsage, extendedKeyUsage: read.extendedKeyUsage, host: read.host },
        { keyUsage: 'none', extendedKeyUsage: 'none', host: '192.168.1.1' },
      );
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(read[key as keyof typeof read], value, key);
    });
  }

  it('tells an empty chain, names that are missing, and a certificate that cannot be encoded', () => {
    assert.equal(
      readDiagnosticTrustManagerLine('failed to establish trust with client at [10.0.0.9]; the client did not provide a certificate')
        ?.subject,
      null,
    );
    assert.equal(from('the certificate does not have any DNS/IP subject alternative names')?.names, 'none');
    const odd = readDiagnosticTrustManagerLine(
      'failed to establish trust with server at [h]; the server provided a certificate with subject name [CN=x], invalid encoding [java.security.cert.CertificateEncodingException: no], keyUsage [digitalSignature, #9] and extendedKeyUsage [serverAuth, 1.2.3.4]',
    );
    assert.deepEqual(
      [odd?.subject, odd?.sha1, odd?.keyUsage, odd?.extendedKeyUsage],
      ['CN=x', null, ['digitalSignature', '#9'], ['serverAuth', '1.2.3.4']],
    );
  });

  it('reads lines of 7.6, which say less', () => {
    const old = readDiagnosticTrustManagerLine(
      `failed to establish trust with server at [es02]; the server provided a certificate with subject name [CN=es02] and fingerprint [${a}]; the certificate does not have any subject alternative names; the certificate is issued by [CN=Test CA 1]`,
    );
    assert.deepEqual([old?.subject, old?.sha1, old?.keyUsage, old?.validity, old?.names], ['CN=es02', a, null, null, 'none']);
  });

  it('never throws, and takes no other line for one', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(lookalike.length), (noise, at) => {
        readDiagnosticTrustManagerLine(lookalike.slice(0, at) + noise);
        readLog(lookalike.slice(0, at) + noise);
      }),
    );
    assert.equal(readDiagnosticTrustManagerLine('trusts nothing'), null);
  });
});

describe('the reader of logs', () => {
  /** Failed joins as real nodes log them, by what was wrong. */
  const cases: readonly (readonly [what: string, text: string, expected: Partial<LogEvidence>])[] = [
    [
      'a look-alike CA',
      `${diagnostic} ${lookalike}`,
      {
        rule: 'trust-lookalike-ca',
        certainty: 'states',
        refusedBy: 'this-node',
        role: 'server',
        node: 'es01',
        channel: 'transport',
        product: 'elasticsearch',
      },
    ],
    [
      'a CA that was issued again with its key',
      `${diagnostic} ${reissued}\n${unchained}`,
      { rule: 'ca-reissued-same-key', certainty: 'states', refusedBy: 'this-node', role: 'client' },
    ],
    [
      'a CA that signed and is not the one that is named',
      `${diagnostic} ${server()}\n${unchained}`,
      { rule: 'aki-ski-mismatch', certainty: 'states', refusedBy: 'this-node', role: 'client' },
    ],
    [
      'nodes that auto-configured apart',
      `${diagnostic} ${lookalike.replaceAll('CN=acme CA,O=acme', 'CN=Elasticsearch security auto-configuration transport CA')}`,
      { rule: 'autoconfig-separate-clusters' },
    ],
    [
      'an expired certificate, by its clause',
      `${diagnostic} ${server({ dates: '** certificate has expired' })}`,
      { rule: 'leaf-expired', role: 'client', peer: { host: '10.0.0.14', port: null } },
    ],
    [
      'a certificate that has not begun, by its exception',
      `${diagnostic} ${server()}\nsun.security.validator.ValidatorException: PKIX path validation failed\nCaused by: java.security.cert.CertificateNotYetValidException: NotBefore: Tue Nov 23 22:20:21 UTC 2027`,
      { rule: 'leaf-not-yet-valid' },
    ],
    ['a certificate not for servers, by its clause', `${diagnostic} ${server({ eku: 'clientAuth' })}`, { rule: 'eku-missing-serverauth' }],
    [
      'a certificate not for clients',
      `${caught(asServer)}\nio.netty.handler.codec.DecoderException: javax.net.ssl.SSLHandshakeException: Extended key usage does not permit use for TLS client authentication\n\tat io.netty.Frame.run(Frame.java:1)`,
      { rule: 'eku-transport-missing-clientauth', role: 'server', refusedBy: 'this-node' },
    ],
    [
      'no name at all',
      `${diagnostic} ${server({ names: 'the certificate does not have any subject alternative names' })}`,
      { rule: 'san-missing' },
    ],
    [
      'another address',
      `${diagnostic} ${server()}\njava.security.cert.CertificateException: No subject alternative names matching IP address 10.0.0.14 found`,
      { rule: 'san-ip-missing', role: 'client', certainty: 'states' },
    ],
    ['another address, from the line alone', `${diagnostic} ${server()}`, { rule: 'san-ip-missing', certainty: 'points-to' }],
    [
      'an unknown issuer',
      `${diagnostic} ${server({ issuer: 'this ssl context ([xpack.security.transport.ssl]) is not configured to trust that issuer, it only trusts the issuer [CN=b] with fingerprint [ba1398f4ae1d75a3dbdf8f660419fcdd28cef686]' })}`,
      { rule: 'trust-unknown-issuer', certainty: 'states' },
    ],
    [
      'a certificate that was kept back',
      `${caught(asServer)}\nCaused by: javax.net.ssl.SSLHandshakeException: Empty client certificate chain`,
      { rule: 'client-cert-not-sent', refusedBy: 'this-node', role: 'server' },
    ],
    [
      'the same on JDK 25',
      `${caught(asServer)}\nCaused by: javax.net.ssl.SSLHandshakeException: (certificate_required) Empty client certificate chain`,
      { rule: 'client-cert-not-sent', refusedBy: 'this-node', role: 'server' },
    ],
    [
      'the same, seen from the one who keeps it',
      `${caught(asClient)}\nCaused by: javax.net.ssl.SSLHandshakeException: Received fatal alert: bad_certificate`,
      { rule: 'client-cert-not-sent', certainty: 'points-to', refusedBy: 'peer', role: 'client', peer: { host: '10.0.0.12', port: 9300 } },
    ],
    [
      'our certificate refused, and we dialled',
      `${security} client did not trust this server's certificate, closing connection Netty4TcpChannel{${asClient}, profile=default}`,
      {
        rule: 'trust-unknown-issuer',
        certainty: 'points-to',
        refusedBy: 'peer',
        role: 'client',
        alternatives: ['trust-lookalike-ca', 'leaf-expired', 'leaf-not-yet-valid', 'eku-transport-missing-clientauth'],
      },
    ],
    [
      'our certificate refused, and we were dialled',
      `${security} client did not trust this server's certificate, closing connection Netty4TcpChannel{${asServer}, profile=default}`,
      {
        role: 'server',
        refusedBy: 'peer',
        alternatives: [
          'trust-lookalike-ca',
          'leaf-expired',
          'leaf-not-yet-valid',
          'san-missing',
          'san-ip-missing',
          'san-name-mismatch',
          'eku-missing-serverauth',
        ],
      },
    ],
    [
      'the alert on JDK 25, which JSSE prefixes',
      `${caught(asClient)}\nCaused by: javax.net.ssl.SSLHandshakeException: (certificate_unknown) Received fatal alert: certificate_unknown`,
      { rule: 'trust-unknown-issuer', certainty: 'points-to', refusedBy: 'peer', role: 'client' },
    ],
    [
      'a key of another certificate',
      `${caught(asServer)}\nCaused by: javax.net.ssl.SSLHandshakeException: Invalid CertificateVerify signature`,
      { rule: 'key-certificate-mismatch', certainty: 'states' },
    ],
    [
      'plaintext',
      `${security} received plaintext traffic on an encrypted channel, closing connection Netty4TcpChannel{${asServer}, profile=default}`,
      { rule: 'transport-mixed-tls', role: 'server', peer: { host: '10.0.0.12', port: 35964 } },
    ],
    [
      'TLS to a node without',
      `${transport} SSL/TLS request received but SSL/TLS is not enabled on this node, got (16,3,1,1), [Netty4TcpChannel{${asServer}, profile=default}], closing connection`,
      { rule: 'transport-mixed-tls', role: 'server' },
    ],
    [
      'HTTP clients on the HTTPS port',
      `${stamp}[WARN ][o.e.x.s.t.n.SecurityNetty4HttpServerTransport] [es01] received plaintext http traffic on an https channel, closing connection Netty4HttpChannel{localAddress=/10.0.0.11:9200, remoteAddress=/10.0.0.50:41022}`,
      { rule: 'plain-clients-on-https', channel: 'http', role: 'server' },
    ],
    [
      'no suite in common',
      `${caught(asServer)}\nCaused by: javax.net.ssl.SSLHandshakeException: no cipher suites in common`,
      { rule: 'no-common-cipher' },
    ],
    [
      'no version in common',
      `${caught(asServer)}\nCaused by: javax.net.ssl.SSLHandshakeException: Client requested protocol TLSv1.1 is not enabled or supported in server context`,
      { rule: 'no-common-protocol' },
    ],
    [
      'a seed host that is an HTTP port',
      `${caught('localAddress=/10.0.0.11:4711, remoteAddress=/10.0.0.12:9200')}\njava.io.StreamCorruptedException: received HTTP response on transport port, ensure that transport port (not HTTP port) of a remote node is specified in the configuration`,
      { rule: 'seed-host-is-http-port', role: 'client' },
    ],
    [
      'a join that was answered and then not',
      `${stamp}[WARN ][o.e.c.c.Coordinator      ] [es01] received join request from [{es02}{Yf1lmzuiR22cPjhUXHhNZg}{_xUVjlkkQm-_GfTKvuCCUg}{es02}{10.0.0.12}{10.0.0.12:9300}{cdfhilmrstw}{8.19.21}{7000099-8537000}{xpack.installed=true}] but could not connect back to the joining node\nCaused by: java.io.IOException: No subject alternative names present`,
      { rule: 'san-missing', peer: { host: '10.0.0.12', port: 9300 }, peerName: 'es02', role: 'client', channel: 'transport' },
    ],
    [
      'a store without trusted entries',
      `${stamp}[ERROR][o.e.b.Elasticsearch      ] [es01] fatal exception while booting Elasticsearch\norg.elasticsearch.ElasticsearchSecurityException: failed to load SSL configuration [xpack.security.transport.ssl] - the truststore [/etc/elasticsearch/t.p12] does not contain any trusted certificate entries`,
      { rule: 'truststore-no-anchors', refusedBy: null, role: null },
    ],
    [
      'a wrong store password',
      `${stamp}[ERROR][o.e.b.Elasticsearch      ] [es01] fatal exception while booting Elasticsearch\nCaused by: java.io.IOException: keystore password was incorrect`,
      { rule: 'keystore-password-wrong' },
    ],
    [
      'OpenSearch, which has no diagnosis',
      `${stamp}[ERROR][o.o.t.n.s.SecureNetty4Transport] [os01] Exception during establishing a SSL connection: javax.net.ssl.SSLHandshakeException: PKIX path validation failed: java.security.cert.CertPathValidatorException: Path does not chain with any of the trust anchors`,
      { rule: 'trust-lookalike-ca', product: 'opensearch', node: 'os01', channel: 'transport' },
    ],
    [
      'Kibana without the CA',
      '[2026-11-23T20:00:00.123+00:00][ERROR][elasticsearch-service] Unable to retrieve version information from Elasticsearch nodes. self-signed certificate in certificate chain',
      { rule: 'kibana-missing-es-ca', product: 'kibana', role: 'client', channel: 'http', node: null },
    ],
    [
      'Kibana 7',
      '  log   [20:00:00.123] [error][elasticsearch] Request error, retrying\nGET https://es01:9200/ => unable to verify the first certificate',
      { rule: 'kibana-missing-es-ca', product: 'kibana' },
    ],
    [
      'Kibana in JSON',
      '{"ecs":{"version":"8.11.0"},"@timestamp":"2026-11-23T20:00:00.123+00:00","message":"Unable to retrieve version information from Elasticsearch nodes. Hostname/IP does not match certificate\'s altnames: IP: 10.0.0.12 is not in the cert\'s list: 10.0.0.11","log":{"level":"ERROR","logger":"elasticsearch-service"},"process":{"pid":7},"service":{"type":"kibana"}}',
      { rule: 'san-ip-missing', product: 'kibana', role: 'client' },
    ],
    [
      'Kibana that is asked for a certificate',
      '[2026-11-23T20:00:00.123+00:00][ERROR][elasticsearch-service] Unable to retrieve version information from Elasticsearch nodes. write EPROTO 80:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:../deps/openssl/ssl/record/rec_layer_s3.c:1605:SSL alert number 116',
      { rule: 'http-client-cert-required-by-surprise', refusedBy: 'peer', role: 'client' },
    ],
    [
      'Elasticsearch 8 in JSON',
      JSON.stringify({
        '@timestamp': '2026-11-23T22:21:21.848Z',
        'log.level': 'WARN',
        message: lookalike,
        'ecs.version': '1.2.0',
        'event.dataset': 'elasticsearch.server',
        'log.logger': 'org.elasticsearch.common.ssl.DiagnosticTrustManager',
        'elasticsearch.node.name': 'es01',
        'error.type': 'sun.security.validator.ValidatorException',
        'error.message': 'PKIX path validation failed',
      }),
      { rule: 'trust-lookalike-ca', node: 'es01', firstAt: new Date('2026-11-23T22:21:21.848Z') },
    ],
    [
      'Elasticsearch 7 in JSON',
      JSON.stringify({
        type: 'server',
        timestamp: '2026-11-23T22:21:21,848Z',
        level: 'WARN',
        component: 'o.e.t.TcpTransport',
        'node.name': 'es01',
        message: `exception caught on transport layer [Netty4TcpChannel{${asServer}}], closing connection`,
        stacktrace: [
          'javax.net.ssl.SSLHandshakeException: Empty client certificate chain',
          'at sun.security.ssl.Alert.createSSLException(Alert.java:131)',
        ],
      }),
      { rule: 'client-cert-not-sent', node: 'es01', role: 'server' },
    ],
    [
      'a command-line tool',
      `21:33:39.742 [main] WARN  org.elasticsearch.common.ssl.DiagnosticTrustManager - ${server({ dates: '** certificate has expired' })}`,
      { rule: 'leaf-expired', product: 'elasticsearch' },
    ],
    [
      'a container whose log Docker wraps',
      JSON.stringify({ log: `${diagnostic} ${lookalike}\n`, stream: 'stdout', time: '2026-11-23T22:21:21.9Z' }),
      { rule: 'trust-lookalike-ca', node: 'es01' },
    ],
    [
      'a journal, whose prefix stands before',
      `Nov 23 22:21:21 host elasticsearch[812]: ${diagnostic} ${lookalike}`,
      { rule: 'trust-lookalike-ca', node: 'es01' },
    ],
    [
      'an IPv6 peer',
      `${security} client did not trust this server's certificate, closing connection Netty4TcpChannel{localAddress=/[2001:db8::1]:9300, remoteAddress=/[2001:db8::2]:40404, profile=default}`,
      { role: 'server', peer: { host: '2001:db8::2', port: 40404 } },
    ],
    [
      'a certificate that the other refuses as it connects back, which it sends word of',
      `${stamp}[WARN ][o.e.c.c.JoinHelper       ] [es03] last failed join attempt was 3.3s ago, failed to join {es01}{a}{b}{es01}{10.0.0.11}{10.0.0.11:9300} with JoinRequest{}\norg.elasticsearch.transport.RemoteTransportException: [es01][10.0.0.11:9300][internal:cluster/coordination/join]\nCaused by: org.elasticsearch.transport.ConnectTransportException: [es03][10.0.0.13:9300] connect_exception\nCaused by: org.elasticsearch.common.io.stream.NotSerializableExceptionWrapper: certificate_exception: No subject alternative names present`,
      {
        rule: 'san-missing',
        certainty: 'states',
        refusedBy: 'peer',
        role: 'server',
        peerName: 'es01',
        peer: { host: '10.0.0.11', port: 9300 },
      },
    ],
    [
      'another cluster name',
      `${stamp}[WARN ][o.e.d.HandshakingTransportAddressConnector] [es03] handshake to [10.0.0.11:9300] failed\njava.lang.IllegalStateException: handshake with [{10.0.0.11:9300}] failed: remote cluster name [acme] does not match local cluster name [elsewhere]`,
      {
        rule: 'cluster-name-mismatch',
        certainty: 'states',
        refusedBy: 'this-node',
        role: 'client',
        peer: { host: '10.0.0.11', port: 9300 },
      },
    ],
    [
      'seed hosts that are all HTTP ports',
      `${stamp}[WARN ][o.e.c.c.ClusterFormationFailureHelper] [es03] master not discovered yet, this node must discover master-eligible nodes [es01] to bootstrap a cluster: have discovered [{es03}{10.0.0.13:9300}]; discovery will continue using [10.0.0.11:9200, 10.0.0.12:9200] from hosts providers and [] from last-known cluster state`,
      {
        rule: 'seed-host-is-http-port',
        certainty: 'points-to',
        refusedBy: null,
        channel: 'transport',
        peer: { host: '10.0.0.11', port: 9200 },
      },
    ],
    [
      'transport without TLS where it is a reason not to start',
      `${stamp}[ERROR][o.e.b.Elasticsearch      ] [es03] node validation exception\n[1] bootstrap checks failed.\nbootstrap check failure [1] of [1]: Transport SSL must be enabled if security is enabled.`,
      { rule: 'bootstrap-tls-missing', certainty: 'states', refusedBy: null },
    ],
    [
      'the same where it is a warning',
      `${stamp}[WARN ][o.e.b.BootstrapChecks    ] [es03] Transport SSL must be enabled if security is enabled. Please set [xpack.security.transport.ssl.enabled] to [true]`,
      { rule: 'bootstrap-tls-missing', certainty: 'points-to', alternatives: ['transport-mixed-tls'] },
    ],
    [
      'cipher suites of which the JVM knows some, so that the node starts',
      `${stamp}[ERROR][o.e.x.c.s.SSLService     ] [es03] unsupported ciphers [[TLS_FOO]] were requested but cannot be used in this JVM, however there are supported ciphers that will be used [[TLS_AES_256_GCM_SHA384]].`,
      {
        rule: 'ciphers-unsupported-by-jvm',
        certainty: 'points-to',
        goesOn: 'warns that its JVM does not know some of the cipher suites',
      },
    ],
    [
      'cipher suites of which the JVM knows none',
      `${stamp}[ERROR][o.e.b.Elasticsearch      ] [es03] none of the ciphers [[TLS_FOO]] are supported by this JVM`,
      { rule: 'ciphers-unsupported-by-jvm', certainty: 'states', goesOn: null },
    ],
    ['a line that was pasted alone', 'Empty client certificate chain', { rule: 'client-cert-not-sent', node: null, product: null }],
  ];
  for (const [what, text, expected] of cases) {
    it(`knows ${what}`, () => {
      const read = only(text);
      const picked = Object.fromEntries(Object.keys(expected).map((key) => [key, read[key as keyof LogEvidence]]));
      assert.deepEqual(picked, expected);
    });
  }

  it('counts what repeats, and keeps when it began and ended', () => {
    const later = (second: number) => `[2026-11-23T22:21:${second},000][WARN ][o.e.c.s.DiagnosticTrustManager] [es01] ${lookalike}`;
    const read = only([later(10), later(20), later(30)].join('\n'));
    assert.deepEqual(
      [read.count, read.line, read.firstAt, read.lastAt],
      [3, 1, new Date('2026-11-23T22:21:10Z'), new Date('2026-11-23T22:21:30Z')],
    );
  });

  it('puts what was diagnosed before what was not, and what states a cause before what points to one', () => {
    const text = [
      `${security} client did not trust this server's certificate, closing connection Netty4TcpChannel{${asClient}}`,
      `${caught(asServer)}\nCaused by: java.security.cert.CertificateExpiredException: NotAfter: Mon Oct 19`,
      `${diagnostic} ${lookalike}`,
    ].join('\n');
    assert.deepEqual(
      readLog(text).failures.map(({ rule, certainty }) => `${rule} ${certainty}`),
      ['trust-lookalike-ca states', 'leaf-expired states', 'trust-unknown-issuer points-to'],
    );
  });

  it('has nothing to say of seed hosts of which some are transport ports', () => {
    const text = `${stamp}[WARN ][o.e.c.c.ClusterFormationFailureHelper] [es03] master not discovered yet: have discovered []; discovery will continue using [10.0.0.11:9200, 10.0.0.12:9300] from hosts providers`;
    assert.deepEqual(readLog(text).failures, []);
  });

  it('has nothing to say of a healthy log', () => {
    const text = `${stamp}[INFO ][o.e.n.Node               ] [es01] started {es01}\n${stamp}[INFO ][o.e.x.c.s.SSLConfigurationReloader] [es01] updated 1 ssl contexts in 12.3ms for prefix names [] using file [ca.crt]\n`;
    assert.deepEqual(readLog(text).failures, []);
    assert.deepEqual(readLog(''), emptyLog);
  });
});
