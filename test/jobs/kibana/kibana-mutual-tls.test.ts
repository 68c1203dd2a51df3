import assert from 'node:assert/strict';
import { daysFromNow, type Identity, issue, makeCa } from '../../../src/lab/pki.ts';
import { findJdks, type JsseServers, startJsseServers } from '../../support/jsse-server.ts';
import { type KibanaSituation, playKibana } from '../../support/kibana-situation.ts';
import { skipUnless } from '../../support/required.ts';

const ca = makeCa({ subject: 'acme HTTP CA' });
const es = issue(ca, { subject: 'es01', altNames: ['DNS:localhost', 'IP:127.0.0.1'] });
const clientCa = makeCa({ subject: 'client CA' });
const link = makeCa({ subject: 'client link', parent: clientCa });

/** A Kibana with this certificate at a port where something listens. */
function dialling(port: number, identity: Identity | null): KibanaSituation {
  return {
    hosts: [{ identity: es }],
    ports: [port],
    yml: [
      'elasticsearch.ssl.certificateAuthorities: [es-ca.crt]',
      ...(identity === null
        ? []
        : ['elasticsearch.ssl.certificate: kb.crt', 'elasticsearch.ssl.key: kb.key', 'elasticsearch.ssl.alwaysPresentCertificate: true']),
    ],
    files: {
      'es-ca.crt': ca.certificatePem,
      ...(identity === null ? {} : { 'kb.crt': identity.chainPem, 'kb.key': identity.privateKeyPem }),
    },
  };
}

const cases: readonly (readonly [title: string, identity: Identity | null, rule: string | null])[] = [
  ['lets in its certificate', issue(clientCa, { subject: 'kibana' }), null],
  ['lets in its certificate with an intermediate behind it', issue(link, { subject: 'kibana' }), null],
  ['refuses it without one', null, 'http-client-cert-required-by-surprise'],
  [
    'refuses one of another CA, which OpenSSL sends all the same',
    issue(makeCa({ subject: 'other CA' }), { subject: 'kibana' }),
    'trust-unknown-issuer',
  ],
  [
    'refuses one of a CA of the same name with another key',
    issue(makeCa({ subject: 'client CA' }), { subject: 'kibana' }),
    'trust-lookalike-ca',
  ],
  ['refuses one for servers', issue(clientCa, { subject: 'kibana', extendedKeyUsage: ['serverAuth'] }), 'eku-client-missing-clientauth'],
  ['refuses an expired one', issue(clientCa, { subject: 'kibana', notBefore: daysFromNow(-9), notAfter: daysFromNow(-1) }), 'leaf-expired'],
];

for (const jdk of findJdks().filter(({ major }) => major === 17 || major === 25)) {
  describe(`Kibana at an Elasticsearch that demands client certificates, on JDK ${jdk.major}`, () => {
    let servers: JsseServers | undefined;
    let port = 0;
    before(async () => {
      servers = await startJsseServers(jdk);
      port = await servers.serve({ identity: es, trust: [clientCa.certificate], clientAuth: 'need' });
    });
    after(() => servers?.close());

    for (const [title, identity, rule] of cases) {
      it(title, async () => {
        const { report } = await playKibana(dialling(port, identity));
        assert.deepEqual(
          [report.cause?.rule ?? null, report.cause?.confidence ?? null],
          [rule, rule === null ? null : 'proven'],
          JSON.stringify(report.cause ?? report.findings, null, 1),
        );
      });
    }
  });
}

describe('mutual TLS of Kibana', () => {
  it('is asked of real JVMs', function () {
    skipUnless(this, findJdks().length > 0, 'a JDK');
  });

  it('says that users are refused where Kibana shows its certificate for itself alone', async () => {
    const identity = issue(clientCa, { subject: 'kibana' });
    const { yml = [], ...situation } = dialling(0, identity);
    const { report } = await playKibana({
      ...situation,
      ports: [],
      hosts: [{ identity: es, tls: { clientAuthentication: 'required', clientTrust: [clientCa.certificatePem] } }],
      yml: yml.filter((line) => !line.includes('alwaysPresentCertificate')),
    });
    assert.equal(report.cause, null);
    const found = report.findings?.find(({ rule }) => rule === 'http-client-cert-required-by-surprise');
    assert.match(found?.detail ?? '', /for users are refused/);
    assert.equal(found?.evidence.blocks, undefined);
  });
});
