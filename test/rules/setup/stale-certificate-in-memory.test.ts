import assert from 'node:assert/strict';
import { daysFromNow, type Identity, issue, makeCa } from '../../../src/lab/pki.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { Channel } from '../../../src/model/channel.ts';
import type { Setup } from '../../../src/model/setup.ts';
import type { ObservedConnection } from '../../../src/model/setup-evidence.ts';
import type { SetupOutcome } from '../../../src/rules/framework/rule.ts';
import { staleCertificateInMemoryInSetup as rule } from '../../../src/rules/setup/stale-certificate-in-memory.ts';
import { reasonText } from '../../../src/wording/reason-text.ts';
import { parseCertificate } from '../../../src/x509/parse-certificate.ts';
import { kibanaSetup, nodeSetup } from '../../settings/setup-files.ts';
import { healthy } from '../../support/evidence.ts';

const ca = makeCa({ subject: 'Test CA' });
const old = issue(ca, { subject: 'es01', notBefore: daysFromNow(-400), notAfter: daysFromNow(5) });
const renewed = issue(ca, { subject: 'es01', notBefore: daysFromNow(-1) });
const other = issue(ca, { subject: 'es02' });

function read({ certificate }: Identity): Certificate {
  const result = parseCertificate(certificate);
  assert.ok(result.kind === 'certificate');
  return result.certificate;
}

const nodeWith = (identity: Identity): Promise<Setup> =>
  nodeSetup({
    yml: [
      'xpack.security.http.ssl.enabled: true',
      'xpack.security.http.ssl.certificate: http.crt',
      'xpack.security.http.ssl.key: http.key',
    ].join('\n'),
    files: { 'http.crt': identity.chainPem, 'http.key': identity.privateKeyPem },
  });

/** What one of its own ports showed, some time after its files were written. */
function judged(
  setup: Setup,
  served: Identity,
  {
    laterMs = 120_000,
    as = 'own-port',
    channel = 'http',
  }: { laterMs?: number; as?: ObservedConnection['as']; channel?: Exclude<Channel, 'unknown'> } = {},
): SetupOutcome {
  const evidence = healthy(channel, { chain: [read(served)] });
  return rule.judge({
    setup,
    shown: [],
    met: [{ written: '127.0.0.1:9200', as, evidence }],
    at: new Date(Date.now() + laterMs),
    deployment: 'self',
    expiresInMs: null,
  });
}

describe('stale-certificate-in-memory, by files', () => {
  it('proves that the port shows the predecessor of what lies in the file', async () => {
    const outcome = judged(await nodeWith(renewed), old);
    assert.ok(outcome.kind === 'findings');
    const [only, ...more] = outcome.cases;
    assert.deepEqual(more, []);
    assert.match(
      only?.message ?? '',
      /^127\.0\.0\.1:9200 shows the certificate CN=es01 with serial number [0-9a-f]+, until .*http\.crt holds serial number [0-9a-f]+, until /,
    );
    assert.deepEqual([only?.certainty, only?.stops, only?.context], ['proven', false, 'xpack.security.http.ssl']);
  });

  it('thinks it likely where the file holds something else than a successor', async () => {
    const outcome = judged(await nodeWith(other), old);
    assert.ok(outcome.kind === 'findings');
    assert.equal(outcome.cases[0]?.certainty, 'likely');
    assert.match(outcome.cases[0]?.message ?? '', /http\.crt holds CN=es02, serial number/);
  });

  it('passes where the port shows what lies in the file', async () => {
    assert.equal(judged(await nodeWith(renewed), renewed).kind, 'pass');
  });

  it('waits for a file that was written just now', async () => {
    const outcome = judged(await nodeWith(renewed), old, { laterMs: 1_000 });
    assert.ok(outcome.kind === 'unknown');
    assert.match(reasonText(outcome.because), /http\.crt was written .* ago, and is read within a few seconds: ask again$/);
  });

  it('does not wait for a Kibana, which reads on a signal alone', async () => {
    const setup = await kibanaSetup({
      yml: 'server.ssl.enabled: true\nserver.ssl.certificate: kibana.crt\nserver.ssl.key: kibana.key',
      files: { 'kibana.crt': renewed.chainPem, 'kibana.key': renewed.privateKeyPem },
    });
    assert.equal(judged(setup, old, { laterMs: 1_000, channel: 'kibana' }).kind, 'findings');
  });

  it('has nothing to say of the ports of others, or where none of its own was seen', async () => {
    const setup = await nodeWith(renewed);
    assert.equal(judged(setup, old, { as: 'seed-host' }).kind, 'not-applicable');
    assert.equal(rule.judge({ setup, shown: [], met: [], at: new Date(), deployment: 'self', expiresInMs: null }).kind, 'not-applicable');
  });
});
