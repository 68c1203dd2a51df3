import assert from 'node:assert/strict';
import { kibanaSettingFaults } from '../../../src/settings/kibana/kibana-setting-faults.ts';
import { MergedSettings } from '../../../src/settings/merged-settings.ts';
import { readYml } from '../../../src/settings/read-yml.ts';
import { setupProblemText } from '../../../src/wording/setup-problem-texts.ts';

function faultsOf(yml: string) {
  const read = readYml(Buffer.from(yml), { file: 'kibana.yml', environment: {}, variables: 'kibana' });
  return kibanaSettingFaults(new MergedSettings(read.settings, new Map(), 'kibana.keystore', null));
}

const said = (yml: string) => faultsOf(yml).map(({ because }) => setupProblemText(because));

describe('a setting that Kibana does not know', () => {
  const meant: readonly (readonly [yml: string, right: string])[] = [
    ['server.ssl.cert: kb.crt', 'server.ssl.certificate'],
    ['server.ssl.enable: true', 'server.ssl.enabled'],
    ['server.ssl.client_authentication: required', 'server.ssl.clientAuthentication'],
    ['server.ssl.keystore.pasword: x', 'server.ssl.keystore.password'],
    ['server:\n  ssl:\n    supported_protocols: [TLSv1.3]', 'server.ssl.supportedProtocols'],
    ['elasticsearch.ssl.ca: ca.crt', 'elasticsearch.ssl.certificateAuthorities'],
    ['elasticsearch.ssl.cert: kb.crt', 'elasticsearch.ssl.certificate'],
    ['elasticsearch.ssl.verify: false', 'elasticsearch.ssl.verificationMode'],
    ['elasticsearch.ssl.verification_mode: none', 'elasticsearch.ssl.verificationMode'],
    ['elasticsearch.ssl.certificateAuthority: ca.crt', 'elasticsearch.ssl.certificateAuthorities'],
    ['elasticsearch.ssl.certificate_authorities: [ca.crt]', 'elasticsearch.ssl.certificateAuthorities'],
    ['elasticsearch.url: https://es:9200', 'elasticsearch.hosts'],
    ['elasticsearch.host: https://es:9200', 'elasticsearch.hosts'],
    ['monitoring.ui.elasticsearch.ssl.verificationmode: none', 'monitoring.ui.elasticsearch.ssl.verificationMode'],
  ];
  for (const [yml, right] of meant)
    it(`is told with the right one: ${right} in place of ${JSON.stringify(yml)}`, () => {
      const [text = '', ...others] = said(yml);
      assert.deepEqual(others, []);
      assert.match(text, / is not a setting of Kibana; /);
      assert.ok(text.endsWith(`; ${right} is.`), text);
    });

  it('is told alone where no name is near', () => {
    assert.deepEqual(said('elasticsearch.ssl.qwertyuiop: 1'), ['elasticsearch.ssl.qwertyuiop is not a setting of Kibana.']);
    assert.deepEqual(
      said('elasticsearch.ssl.certificateAuthorities:\n  valueFrom:\n    secretKeyRef:\n      name: ca\nvalueFrom.secretKeyRef.key: ca.crt')
        .length,
      2,
    );
  });

  it('stops Kibana, and stands at its line', () => {
    const [fault] = faultsOf('server.port: 5601\nserver.ssl.enable: true');
    assert.deepEqual([fault?.rule, fault?.stops, fault?.certainty, fault?.place?.line], ['unknown-ssl-setting', true, 'proven', 2]);
  });

  it('is none of those that some release from 7.17 on knows, nor of what is not about TLS', () => {
    const known = [
      'server.ssl: { enabled: true, certificate: a, key: b, keyPassphrase: c, cipherSuites: [d], supportedProtocols: [TLSv1.3] }',
      'server.ssl.keystore: { path: a, password: b }',
      'server.ssl.truststore: { path: a, password: b }',
      'server.ssl.clientAuthentication: optional',
      'server.ssl.certificateAuthorities: [a, b]',
      'server.ssl.redirectHttpFromPort: 80',
      'elasticsearch.hosts: [https://a:9200, https://b:9200]',
      'elasticsearch.ssl: { verificationMode: full, alwaysPresentCertificate: false, certificateAuthorities: [a] }',
      'elasticsearch.customHeaders: { x-a: b }',
      'elasticsearch.healthCheck.delay: 10',
      'elasticsearch: { username: a, password: b, requestTimeout: 1, compression: true, publicBaseUrl: https://c, dnsCacheTtl: 1 }',
      'monitoring.ui.elasticsearch.ssl.verificationMode: none',
      'monitoring.ui.elasticsearch.logFetchCount: 3',
      'xpack.security.encryptionKey: x',
      'server.publicBaseUrl: https://kb',
    ];
    for (const yml of known) assert.deepEqual(said(yml), [], yml);
  });
});
