import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { diagnoseKibana } from '../../../src/jobs/kibana/kibana.ts';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import type { Report } from '../../../src/model/report.ts';
import { renderDiagnosis } from '../../../src/output/text/diagnosis/render-diagnosis.ts';
import { kibanaSetup } from '../../settings/setup-files.ts';
import { playKibana } from '../../support/kibana-situation.ts';

const names = ['DNS:localhost', 'IP:127.0.0.1'] as const;
const ca = makeCa({ subject: 'acme HTTP CA' });
const es = issue(ca, { subject: 'es01', altNames: names });
const kibana = issue(ca, { subject: 'kibana', altNames: names });
const trusting = 'elasticsearch.ssl.certificateAuthorities: [es-ca.crt]';
const files = { 'es-ca.crt': ca.certificatePem, 'own.crt': kibana.chainPem, 'own.key': kibana.privateKeyPem };
const serving = ['server.ssl.enabled: true', 'server.ssl.certificate: own.crt', 'server.ssl.key: own.key'];

const found = ({ findings = [] }: Report, rule: string) => findings.filter((one) => one.rule === rule);

describe('the server side of a Kibana', () => {
  it('is well where it serves what its files have', async () => {
    const { report } = await playKibana({ hosts: [{ identity: es }], yml: [trusting, ...serving], files, serves: kibana });
    assert.equal(report.cause, null);
    assert.deepEqual(found(report, 'stale-certificate-in-memory'), []);
    assert.ok(report.endpoints.some(({ channel, service }) => channel === 'kibana' && service.product === 'kibana'));
  });

  it('need not run, and what it would have told is then unknown', async () => {
    const { report } = await playKibana({ hosts: [{ identity: es }], yml: [trusting, ...serving], files });
    assert.equal(report.cause, null);
    assert.equal(report.summary.incomplete, 0);
  });

  it('speaks in the clear though its file says otherwise', async () => {
    const { report } = await playKibana({ hosts: [{ identity: es }], yml: [trusting, ...serving], files, serves: 'plaintext' });
    const [plain] = found(report, 'kibana-plaintext');
    assert.match(plain?.detail ?? '', /server\.ssl\.enabled is true/);
    assert.deepEqual([report.cause?.rule, report.cause?.confidence], ['kibana-plaintext', 'likely']);
  });

  it('does not ask for certificates though its file says so', async () => {
    const yml = [trusting, ...serving, 'server.ssl.clientAuthentication: required', 'server.ssl.certificateAuthorities: es-ca.crt'];
    const { report } = await playKibana({ hosts: [{ identity: es }], yml, files, serves: kibana });
    const [drift] = found(report, 'stale-certificate-in-memory');
    assert.match(drift?.detail ?? '', /clientAuthentication is required, and .* behaves as with none/);
  });

  it('is not what its public URL leads to', async () => {
    const elsewhere = issue(ca, { subject: 'proxy', altNames: ['DNS:kibana.acme.org'] });
    const proxy = createHttps({ cert: elsewhere.chainPem, key: elsewhere.privateKeyPem }, (_, response) => response.end());
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const yml = [trusting, ...serving, `server.publicBaseUrl: https://localhost:${port}`];
    const { report } = await playKibana({ hosts: [{ identity: es }], yml, files, serves: kibana });
    proxy.close();
    const [mismatch, ...more] = found(report, 'kibana-public-url-mismatch');
    assert.match(mismatch?.detail ?? '', /localhost:\d+, and the certificate CN=proxy that is shown there does not cover it/);
    assert.deepEqual(more, []);
  });

  it('may have a certificate of its own where a proxy answers at the public URL', async () => {
    const own = issue(ca, { subject: 'kibana', altNames: ['DNS:inside'] });
    const proxy = createHttps({ cert: kibana.chainPem, key: kibana.privateKeyPem }, (_, response) => response.end());
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const yml = [trusting, ...serving, `server.publicBaseUrl: https://localhost:${port}`];
    const { report } = await playKibana({
      hosts: [{ identity: es }],
      yml,
      files: { ...files, 'own.crt': own.chainPem, 'own.key': own.privateKeyPem },
      serves: own,
    });
    proxy.close();
    assert.deepEqual(found(report, 'kibana-public-url-mismatch'), []);
    assert.equal(report.cause, null);
  });
});

describe('the client side of a Kibana', () => {
  it('is asked of the monitoring cluster as well, by its own settings', async () => {
    const other = makeCa({ subject: 'monitoring CA' });
    const { report: reached } = await playKibana({ hosts: [{ identity: es }], yml: [trusting], files });
    assert.equal(reached.cause, null);
    const monitoring = createHttps({ cert: es.chainPem, key: es.privateKeyPem }, (_, response) => response.end());
    monitoring.listen(0, '127.0.0.1');
    await once(monitoring, 'listening');
    const { port } = monitoring.address() as AddressInfo;
    const yml = [
      trusting,
      `monitoring.ui.elasticsearch.hosts: ["https://localhost:${port}"]`,
      'monitoring.ui.elasticsearch.ssl.certificateAuthorities: other.crt',
    ];
    const { report } = await playKibana({ hosts: [{ identity: es }], yml, files: { ...files, 'other.crt': other.certificatePem } });
    monitoring.close();
    assert.equal(report.cause?.rule, 'trust-unknown-issuer');
    assert.match(report.cause?.detail ?? '', /^Kibana \(monitoring\) refuses the certificate of https:\/\/localhost:/);
    assert.equal(report.cause?.evidence.context, 'monitoring.ui.elasticsearch.ssl');
  });

  it('says of several hosts which it gets through to', async () => {
    const stranger = issue(makeCa({ subject: 'other CA' }), { subject: 'es02', altNames: names });
    const { report, urls } = await playKibana({ hosts: [{ identity: es }, { identity: stranger }], yml: [trusting], files });
    assert.deepEqual(report.cause?.evidence.reached, [urls[0]]);
    assert.equal(report.cause?.evidence.host, urls[1]);
  });

  it('rules out, in order, what was looked at before the cause', async () => {
    const elsewhere = issue(ca, { subject: 'es01', altNames: ['DNS:elsewhere'] });
    const { report } = await playKibana({ hosts: [{ identity: elsewhere }], yml: [trusting], files });
    assert.equal(report.cause?.rule, 'san-name-mismatch');
    assert.deepEqual(
      report.ruledOut?.map(({ what }) => what),
      [
        'files or settings keep Kibana from starting',
        'Elasticsearch cannot be reached',
        'http where the port speaks https, or the other way round',
        'no TLS handshake comes about',
        'Kibana does not trust the certificate of Elasticsearch',
      ],
    );
  });

  it('says what to type, with the paths and hosts at hand', async () => {
    const {
      report: plain,
      urls,
      directory,
    } = await playKibana({ hosts: [{ identity: null, scheme: 'https' }, { identity: es }], yml: [trusting], files });
    const mended = [urls[0]?.replace('https', 'http'), urls[1]];
    assert.equal(plain.cause?.commands[0], `kibana.yml: elasticsearch.hosts: [${mended.map((url) => JSON.stringify(url)).join(', ')}]`);
    assert.match(directory, /handclasp-kibana-/);
    const { report: unknown, directory: second } = await playKibana({ hosts: [{ identity: es }] });
    assert.ok(
      unknown.cause?.commands.includes(`kibana.yml: elasticsearch.ssl.certificateAuthorities: ["${second}/certs/elasticsearch-ca.pem"]`),
    );
  });

  it('connects to nothing that was written wrongly', async () => {
    const setup = await kibanaSetup({ yml: 'elasticsearch.hosts: ["https://", "es01"]\nserver.port: 0\n' });
    const report = await diagnoseKibana({ setup });
    assert.deepEqual([report.cause?.rule, report.endpoints.length], ['kibana-es-scheme-mismatch', 0]);
  });
});

describe('a diagnosis as text', () => {
  it('tells no secret, whatever is asked of it', async () => {
    const marked = 'MARKED-SECRET';
    const yml = [
      trusting,
      'elasticsearch.username: kibana_system',
      `elasticsearch.password: ${marked}`,
      `elasticsearch.ssl.keyPassphrase: ${marked}`,
      `elasticsearch.ssl.truststore.password: ${marked}`,
      `server.ssl.keyPassphrase: ${marked}`,
    ];
    const { report } = await playKibana({ hosts: [{ identity: null, scheme: 'https' }], yml, files });
    const texts = [JSON.stringify(report), renderDiagnosis(report, { width: 100, colour: true, undecided: false })];
    for (const text of texts) {
      assert.match(text, /kibana-es-scheme-mismatch/);
      assert.ok(!text.includes(marked) && !text.includes('PRIVATE KEY'));
    }
  });

  it('hands nothing on that would steer a terminal', async () => {
    const odd = issue(makeCa({ subject: 'ca\u001b[31m' }), { subject: 'es\u001b[2J', altNames: names });
    const { report } = await playKibana({ hosts: [{ identity: odd }], yml: [trusting], files });
    const text = renderDiagnosis(report, { width: 80, colour: false, undecided: false });
    assert.ok(!text.includes('\u001b'));
    // What is to be typed stays on one line.
    const typed = new Set(
      [report.cause, ...(report.findings ?? [])].flatMap((one) => (one?.fix.steps ?? []).flatMap(({ lines = [] }) => lines)),
    );
    for (const line of text.split('\n')) assert.ok(line.length <= 80 || typed.has(line.trim()), line);
  });
});
