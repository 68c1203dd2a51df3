import assert from 'node:assert/strict';
import { diagnoseJoin } from '../../src/jobs/join/join.ts';
import { type Connection, connections } from '../../src/logs/catalogue/connections.ts';
import { asClient } from '../../src/logs/client-connection.ts';
import { readLog } from '../../src/logs/read-log.ts';

const stamp = '[2026-11-23T22:21:21,848][WARN ]';
const pkix =
  'PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target';
const handshake = `Caused by: javax.net.ssl.SSLHandshakeException: ${pkix}`;
const diagnosed = (context: string) =>
  `${stamp}[o.e.c.s.DiagnosticTrustManager] [es01] failed to establish trust with server at [10.0.0.50]; the server provided a certificate with subject name [CN=x], fingerprint [0123456789abcdef0123456789abcdef01234567], no keyUsage and no extendedKeyUsage; the certificate is self-issued; the [CN=x] certificate is not trusted in this ssl context ([${context} (with trust configuration: JDK-trusted-certs)])`;

/** Lines of one log of a node or a Kibana, by whose connection they are about. */
const cases: readonly (readonly [what: string, connection: Connection, log: string])[] = [
  ['the diagnosis of an LDAP realm', 'realm-ldap', diagnosed('xpack.security.authc.realms.ldap.ldap1.ssl')],
  [
    'the diagnosis of an Active Directory realm',
    'realm-active-directory',
    diagnosed('xpack.security.authc.realms.active_directory.ad1.ssl'),
  ],
  ['the diagnosis of a SAML realm', 'realm-saml', diagnosed('xpack.security.authc.realms.saml.idp.ssl')],
  ['the diagnosis of an OpenID Connect realm', 'realm-oidc', diagnosed('xpack.security.authc.realms.oidc.op.ssl')],
  ['the diagnosis of a JWT realm', 'realm-jwt', diagnosed('xpack.security.authc.realms.jwt.jwt1.ssl')],
  ['the diagnosis of an exporter', 'monitoring', diagnosed('xpack.monitoring.exporters.remote.ssl')],
  ['the diagnosis of reindex', 'reindex', diagnosed('reindex.ssl')],
  ['the diagnosis of a webhook', 'watcher', diagnosed('xpack.http.ssl')],
  ['the diagnosis of mail', 'watcher', diagnosed('xpack.notification.email.ssl')],
  ['the diagnosis of the API key model', 'remote-cluster', diagnosed('xpack.security.remote_cluster_client.ssl')],
  ['the diagnosis of the HTTP layer', 'http', diagnosed('xpack.security.http.ssl')],
  ['the diagnosis of the transport layer', 'transport', diagnosed('xpack.security.transport.ssl')],
  [
    'an LDAP realm by its exception',
    'realm-ldap',
    `${stamp}[o.e.x.s.a.AuthenticationService] [es01] Authentication failed\ncom.unboundid.ldap.sdk.LDAPException: An error occurred while attempting to connect to server ldap.acme.test:636\n${handshake}`,
  ],
  [
    'an Active Directory realm by a frame',
    'realm-active-directory',
    `${stamp}[o.e.x.s.a.AuthenticationService] [es01] Authentication failed\n${handshake}\n\tat org.elasticsearch.xpack.security.authc.ldap.ActiveDirectorySessionFactory.session(ActiveDirectorySessionFactory.java:200) ~[?:?]`,
  ],
  [
    'the metadata of SAML',
    'realm-saml',
    `${stamp}[o.o.s.m.r.i.HTTPMetadataResolver] [es01] Metadata Resolver HTTPMetadataResolver: Error retrieving metadata from https://idp.acme.test/metadata\njavax.net.ssl.SSLHandshakeException: ${pkix}`,
  ],
  [
    'OpenID Connect by its logger',
    'realm-oidc',
    `${stamp}[o.e.x.s.a.o.OpenIdConnectAuthenticator] [es01] Failed to exchange code\njavax.net.ssl.SSLHandshakeException: ${pkix}`,
  ],
  [
    'JWT keys by a frame',
    'realm-jwt',
    `${stamp}[o.e.x.s.a.AuthenticationService] [es01] failed\n${handshake}\n\tat org.elasticsearch.xpack.security.authc.jwt.JwkSetLoader.reload(JwkSetLoader.java:100) ~[?:?]`,
  ],
  [
    'the download of GeoIP databases',
    'geoip',
    `${stamp}[o.e.i.g.GeoIpDownloader  ] [es01] exception during geoip databases update\njavax.net.ssl.SSLHandshakeException: ${pkix}`,
  ],
  [
    'a repository on S3',
    'repository',
    `${stamp}[r.suppressed             ] [es01] path: /_snapshot/backup/_all, params: {repository=backup, snapshot=_all}\norg.elasticsearch.transport.RemoteTransportException: [es02][10.9.0.12:9300][cluster:admin/snapshot/get]\nCaused by: org.elasticsearch.repositories.RepositoryException: [backup] Could not determine repository generation from root blobs\nCaused by: com.amazonaws.SdkClientException: Unable to execute HTTP request: ${pkix}`,
  ],
  [
    'a repository on Azure',
    'repository',
    `${stamp}[o.e.s.SnapshotsService   ] [es01] failed to verify\n${handshake}\n\tat com.azure.storage.blob.BlobClient.upload(BlobClient.java:1) ~[?:?]`,
  ],
  [
    'a repository on Google Cloud Storage',
    'repository',
    `${stamp}[o.e.s.SnapshotsService   ] [es01] failed to verify\ncom.google.cloud.storage.StorageException: ${pkix}\n${handshake}`,
  ],
  [
    'a repository, as the REST API answers',
    'repository',
    JSON.stringify({ error: { type: 'repository_exception', caused_by: { type: 'sdk_client_exception', reason: pkix } }, status: 500 }),
  ],
  [
    'reindex by a frame',
    'reindex',
    `${stamp}[o.e.t.LoggingTaskListener] [es01] failed\n${handshake}\n\tat org.elasticsearch.reindex.remote.RemoteScrollableHitSource.execute(RemoteScrollableHitSource.java:1) ~[?:?]`,
  ],
  [
    'an exporter by its logger',
    'monitoring',
    `${stamp}[o.e.x.m.e.h.HttpExportBulkResponseListener] [es01] bulk request failed unexpectedly\njavax.net.ssl.SSLHandshakeException: ${pkix}`,
  ],
  [
    'mail of Watcher',
    'watcher',
    `${stamp}[o.e.x.w.a.e.ExecutableEmailAction] [es01] failed to execute action [expiry/mail]\njavax.mail.MessagingException: Could not convert socket to TLS\n${handshake}`,
  ],
  [
    'a webhook of Watcher',
    'watcher',
    `${stamp}[o.e.x.w.a.w.ExecutableWebhookAction] [es01] failed to execute action [expiry/hook]\njavax.net.ssl.SSLHandshakeException: ${pkix}`,
  ],
  [
    'the server for remote clusters, by its port',
    'remote-cluster',
    `${stamp}[o.e.t.TcpTransport       ] [es01] exception caught on transport layer [Netty4TcpChannel{localAddress=/10.0.0.11:55070, remoteAddress=/10.9.0.1:9443, profile=default}], closing connection\n${handshake}`,
  ],
  [
    'the server for remote clusters, by its profile',
    'remote-cluster',
    `${stamp}[o.e.x.c.s.t.n.SecurityNetty4Transport] [es01] received plaintext traffic on an encrypted channel, closing connection Netty4TcpChannel{localAddress=/10.0.0.11:10443, remoteAddress=/10.9.0.1:41000, profile=_remote_cluster}`,
  ],
  [
    'the transport of another cluster',
    'remote-cluster',
    `${stamp}[o.e.t.SniffConnectionStrategy] [es01] fetching nodes from external cluster [other] failed\norg.elasticsearch.transport.ConnectTransportException: [][10.9.0.1:9300] general node connection failure\n${handshake}`,
  ],
  [
    'a health check in plain HTTP',
    'http',
    `${stamp}[o.e.h.AbstractHttpServerTransport] [es01] received plaintext http traffic on an https channel, closing connection Netty4HttpChannel{localAddress=/10.0.0.11:9200, remoteAddress=/10.0.0.99:41000}`,
  ],
  [
    'another node',
    'transport',
    `${stamp}[o.e.t.TcpTransport       ] [es01] exception caught on transport layer [Netty4TcpChannel{localAddress=/10.0.0.11:55070, remoteAddress=/10.0.0.12:9300, profile=default}], closing connection\n${handshake}`,
  ],
  [
    'Elasticsearch, for Kibana',
    'kibana-elasticsearch',
    '[2026-11-23T20:00:00.123+00:00][ERROR][elasticsearch-service] Unable to retrieve version information from Elasticsearch nodes. self-signed certificate in certificate chain',
  ],
  [
    'the package registry',
    'kibana-fleet',
    '[2026-11-23T20:00:00.123+00:00][ERROR][plugins.fleet] Failed to fetch latest version of synthetics from registry: request to https://epr.elastic.co/search failed, reason: self-signed certificate in certificate chain',
  ],
  [
    'telemetry',
    'kibana-telemetry',
    '[2026-11-23T20:00:00.123+00:00][WARN ][plugins.telemetry] Failed to send: unable to get local issuer certificate',
  ],
  [
    'a webhook of Kibana',
    'kibana-actions',
    '[2026-11-23T20:00:00.123+00:00][WARN ][plugins.actions.webhook] action execution failure: .webhook:1: hook: unable to verify the first certificate',
  ],
  [
    'a browser at Kibana',
    'kibana-http',
    '[2026-11-23T20:00:00.123+00:00][ERROR][http.server.Kibana] error:0A000418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca',
  ],
];

describe('whose connection a line of a log is about', () => {
  for (const [what, connection, log] of cases) {
    it(`is told: ${what}`, () => {
      assert.deepEqual(
        readLog(log).failures.map((one) => one.connection),
        [connection],
      );
    });
  }

  it('is known of every connection but that of PKI realms, which a client makes', () => {
    const seen = new Set<string>(cases.map(([, connection]) => connection));
    assert.deepEqual(
      Object.keys(connections).filter((connection) => !seen.has(connection)),
      ['realm-pki'],
    );
  });

  for (const [what, connection, log] of cases) {
    if (connection === 'transport') continue;
    it(`is said by join, which goes on looking: ${what}`, async () => {
      const { cause, findings, log: report } = await diagnoseJoin({ log: readLog(log) });
      const [remark, ...more] = report?.remarks ?? [];
      if (cause === null || cause === undefined) {
        assert.ok(asClient(connection) === null || connection === 'remote-cluster', what);
        assert.deepEqual([remark?.kind, remark?.line, more], ['other-connection', 1, []]);
        assert.ok(remark?.text.includes(connections[connection].title), remark?.text);
      } else {
        assert.deepEqual([cause.evidence.connection, cause.logged?.line, report?.remarks], [connection, 1, []]);
        assert.ok(cause.detail.includes(connections[connection].title), cause.detail);
        // It keeps no node from joining.
        assert.deepEqual(
          findings?.map(({ severity, evidence }) => [severity, evidence.blocks]),
          [['high', false]],
        );
      }
      const transport =
        '\n[2026-11-23T22:21:22,848][WARN ][o.e.t.TcpTransport       ] [es01] exception caught on transport layer [Netty4TcpChannel{localAddress=/10.0.0.11:55071, remoteAddress=/10.0.0.12:9300, profile=default}], closing connection\nCaused by: javax.net.ssl.SSLHandshakeException: Invalid CertificateVerify signature\n';
      const both = await diagnoseJoin({ log: readLog(log + transport) });
      assert.equal(both.cause?.rule, 'key-certificate-mismatch');
    });
  }

  const fixes: Readonly<Partial<Record<Connection, RegExp>>> = {
    'realm-ldap': /authc\.realms\.ldap\.(?:ldap1|NAME)\.ssl\.certificate_authorities: \["certs\/peer-ca\.crt"\]/,
    'realm-active-directory': /authc\.realms\.active_directory\.(?:ad1|NAME)\.ssl\.certificate_authorities/,
    'realm-saml': /authc\.realms\.saml\.(?:idp|NAME)\.ssl\.certificate_authorities/,
    'realm-oidc': /authc\.realms\.oidc\.(?:op|NAME)\.ssl\.certificate_authorities/,
    'realm-jwt': /authc\.realms\.jwt\.(?:jwt1|NAME)\.ssl\.certificate_authorities/,
    geoip: /jdk\/bin\/keytool -importcert -cacerts/,
    repository: /jdk\/bin\/keytool -importcert -cacerts|googleapis\.com pass it untouched/,
    reindex: /^elasticsearch\.yml: reindex\.ssl\.certificate_authorities/m,
    monitoring: /xpack\.monitoring\.exporters\.(?:remote|NAME)\.ssl\.certificate_authorities/,
    watcher: /xpack\.(?:http|notification\.email)\.ssl\.certificate_authorities/,
  };

  it('has the remedy of that connection, and none of transport', async () => {
    for (const [what, connection, log] of cases) {
      const expected = fixes[connection];
      if (expected === undefined) continue;
      const { cause } = await diagnoseJoin({ log: readLog(log) });
      assert.match(`${cause?.remedy}\n${cause?.commands.join('\n')}`, expected, what);
      assert.doesNotMatch(cause?.commands.join('\n') ?? '', /certutil|xpack\.security\.transport/, what);
      assert.equal(/notification\.email/.test(cause?.commands.join() ?? ''), what.includes('mail'), what);
    }
  });

  it('is told of a node that another one asked, as of that node', async () => {
    const log = `${stamp}[r.suppressed             ] [es01] path: /_snapshot/nightly/_verify, params: {repository=nightly}\norg.elasticsearch.transport.RemoteTransportException: [es07][10.0.0.17:9300][internal:admin/repository/verify]\nCaused by: org.elasticsearch.repositories.RepositoryVerificationException: [nightly] store location is not accessible\nCaused by: com.amazonaws.SdkClientException: Unable to execute HTTP request: ${pkix}\n${handshake}`;
    const { cause } = await diagnoseJoin({ log: readLog(log) });
    assert.deepEqual(
      [cause?.logged?.event, cause?.confidence, cause?.evidence.refusedBy],
      ['es07 refuses the certificate of the snapshot repository', 'proven', 'this-node'],
    );
  });

  it('is guessed of an error of the REST API that names no connection, and said to be', async () => {
    for (const type of ['s_s_l_handshake_exception', 'ssl_handshake_exception', 'validator_exception']) {
      const { cause } = await diagnoseJoin({
        log: readLog(`{"error":{"root_cause":[{"type":"${type}","reason":"${pkix}"}],"type":"${type}","reason":"${pkix}"},"status":500}`),
      });
      assert.deepEqual(
        [cause?.confidence, cause?.evidence.connection, cause?.assumes?.map(({ code }) => code)],
        ['likely', 'reindex', ['call-was']],
      );
      assert.match(cause?.commands.join('\n') ?? '', /reindex\.ssl\.certificate_authorities/);
    }
  });

  it('has other remedies for names and for dates, at the other end', async () => {
    const of = async (message: string) =>
      (
        await diagnoseJoin({
          log: readLog(
            `${stamp}[o.e.x.s.a.l.LdapRealm] [es01] authc failed [xpack.security.authc.realms.ldap.corp.ssl]\njavax.net.ssl.SSLHandshakeException: ${message}`,
          ),
        })
      ).cause;
    const name = await of('No subject alternative DNS name matching ldap.acme.test found.');
    assert.match(name?.remedy ?? '', /by a name that its certificate has.*realms\.ldap\.corp\.ssl\.verification_mode: certificate/s);
    const date = await of(
      'PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed: NotAfter: Mon Jan 01 00:00:00 UTC 2024',
    );
    assert.match(date?.remedy ?? '', /certificate of the directory of an LDAP realm renewed/);
  });

  it('does not matter where a node does not start for what one of them is given', async () => {
    const log = `${stamp}[o.e.b.Elasticsearch      ] [es01] fatal exception while booting Elasticsearch\norg.elasticsearch.ElasticsearchSecurityException: failed to load SSL configuration [xpack.security.authc.realms.ldap.ldap1.ssl] - cannot read configured PEM certificate_authorities [/etc/elasticsearch/ldap.crt] because the file does not exist`;
    const { cause } = await diagnoseJoin({ log: readLog(log) });
    assert.equal(cause?.rule, 'file-missing');
  });

  it('is no proof of what files or wire only make likely', async () => {
    const [, , repository] = cases.find(([, connection]) => connection === 'repository') ?? cases[0] ?? ['', 'http', ''];
    const { failures } = readLog(repository);
    assert.deepEqual(
      failures.map(({ rule, certainty }) => [rule, certainty]),
      [['trust-unknown-issuer', 'states']],
    );
  });
});
