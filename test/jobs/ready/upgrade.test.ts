import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { ready } from '../../../src/jobs/ready/ready.ts';
import { readUpgradeTarget } from '../../../src/jobs/ready/upgrade/read-upgrade-target.ts';
import type { CertificateWish } from '../../../src/lab/certificate-wish.ts';
import { issue, makeCa, toPem } from '../../../src/lab/pki.ts';
import { parseTargets } from '../../../src/model/parse-targets.ts';
import type { Report } from '../../../src/model/report.ts';
import type { UpgradePairReport, UpgradeTarget } from '../../../src/model/upgrade-report.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import { renderReady } from '../../../src/output/text/ready/render-ready.ts';
import { upgradeAlone } from '../../../src/policy/upgrade-alone.ts';
import { assertIsReport } from '../../support/report-schema.ts';

/** As Elasticsearch answers who gives no name. */
const answer: RequestListener = (_request, response) => response.writeHead(401, { 'X-elastic-product': 'Elasticsearch' }).end('{}');

const target = (given: Partial<UpgradeTarget>): UpgradeTarget => ({ release: null, jdk: null, node: null, ...given });

describe('an upgrade that is foretold', () => {
  const servers: Server[] = [];
  after(() => {
    for (const server of servers) server.close();
  });

  /** A server in place of Elasticsearch, with its root in the chain. */
  async function serve(
    root: CertificateWish,
    leaf: CertificateWish,
    tls: TlsOptions = {},
  ): Promise<{ readonly url: string; readonly anchor: Uint8Array }> {
    const authority = makeCa({ subject: 'root', ...root });
    const { chainPem, privateKeyPem } = issue(authority, { subject: 'es01', altNames: ['IP:127.0.0.1'], ...leaf });
    // Whatever Node runs the test serves it.
    const server = createServer(
      {
        cert: chainPem + toPem('CERTIFICATE', authority.certificate),
        key: privateKeyPem,
        ciphers: 'DEFAULT@SECLEVEL=0',
        ...tls,
      },
      answer,
    );
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, anchor: authority.certificate };
  }

  async function foretold(url: string, anchors: readonly Uint8Array[], upgrade: UpgradeTarget): Promise<Report> {
    const report = await ready(parseTargets(url), { policy: upgradeAlone, anchors, upgrade, timeoutMs: 20_000 });
    assertIsReport(JSON.parse(JSON.stringify(report)));
    return report;
  }

  const kibanaOf = (report: Report): UpgradePairReport => {
    const pair = report.upgrade?.pairs.find(({ kind }) => kind === 'kibana-to-node');
    assert.ok(pair);
    return pair;
  };

  it('keeps Kibana out of a node on JDK 26 that sends a root signed with SHA-1, and says what to do first', async () => {
    const { url, anchor } = await serve({ key: 'RSA-2048', hash: 'sha1' }, { key: 'RSA-2048' });
    const report = await foretold(url, [anchor], target({ release: '9.5' }));
    const { verdict, code, before, fromFirst, toFirst, after } = kibanaOf(report);
    assert.deepEqual(
      [verdict, code, before.kind, fromFirst?.kind, toFirst?.kind, after.kind],
      ['breaks', 'own-chain-held-back', 'completes', 'completes', 'breaks', 'breaks'],
    );
    assert.equal(report.policy?.verdict, 'not-ready');
    assert.deepEqual(
      report.policy?.requirements.map(({ id, verdict: one }) => [id, one]),
      [
        ['upgrade-kibana-to-node', 'broken'],
        ['upgrade-client-to-node', 'broken'],
      ],
    );
    const text = renderReady(report, { width: 100, colour: false });
    assert.match(text, /^FAIL {2}Not ready for the upgrade to 9\.5 \(JDK 27, Node\.js 24\): 3 of 6 handshakes break/);
    assert.match(text, /Kibana 9\.5 \(Node\.js 24\) cannot complete a handshake with 127\.0\.0\.1:\d+:/);
    assert.match(text, /the root\s+CN=root\s+is\s+signed with sha1WithRSAEncryption\. Today it completes: TLS 1\.3/);
    assert.match(text, /Not tried on a real one: JDK 27/);
    assert.match(text, /1\. On 127\.0\.0\.1:\d+: take the root CN=root out of the chain/);
    assert.match(text, /-Djdk\.tls\.SunX509KeyManager\.certChecking=false/);
  });

  it('is no trouble where the runtimes stay below', async () => {
    const { url, anchor } = await serve({ key: 'RSA-2048', hash: 'sha1' }, { key: 'RSA-2048' });
    const report = await foretold(url, [anchor], target({ jdk: 25, node: '22' }));
    assert.equal(kibanaOf(report).verdict, 'works');
    assert.deepEqual([report.policy?.verdict, report.upgrade?.verdict, report.upgrade?.steps], ['ready', 'ready', []]);
    assert.match(
      renderReady(report, { width: 100, colour: false }),
      /^OK {4}Ready for the upgrade to JDK 25, Node\.js 22: all 6 handshakes complete/,
    );
  });

  it('keeps Kibana on Node.js 24 from a key of 1,024 bits, whichever is upgraded', async () => {
    const { url, anchor } = await serve({ key: 'RSA-2048' }, { key: 'RSA-1024' });
    const report = await foretold(url, [anchor], target({ node: '24' }));
    const { verdict, code, before, toFirst, after } = kibanaOf(report);
    assert.deepEqual([verdict, code, before.kind, toFirst?.kind], ['breaks', 'chain-refused', 'completes', 'completes']);
    assert.equal(after.kind === 'breaks' && after.fault.code === 'chain-refused' && after.fault.reason, 'weak-key');
    assert.match(report.upgrade?.steps[0]?.text ?? '', /issue CN=es01 anew with a key of 2,048 bits/);
  });

  it('keeps everybody out of a node that is left with no cipher suite', async () => {
    const { url, anchor } = await serve({ key: 'RSA-2048' }, { key: 'RSA-2048' }, { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' });
    const report = await foretold(url, [anchor], target({ jdk: 25 }));
    const { verdict, code, before } = kibanaOf(report);
    assert.deepEqual([verdict, code, before.kind === 'completes' && before.group], ['breaks', 'no-common-suite', null]);
    assert.match(report.upgrade?.steps[0]?.text ?? '', /xpack\.security\.http\.ssl\.cipher_suites has nothing that both sides have/);
  });

  it('is not known where the CA is not at hand', async () => {
    const authority = makeCa({ subject: 'root' });
    const { chainPem, privateKeyPem } = issue(authority, { subject: 'es01' });
    const server = createServer({ cert: chainPem, key: privateKeyPem }, answer);
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    const report = await foretold(`https://127.0.0.1:${(server.address() as AddressInfo).port}`, [], target({ release: '9.5' }));
    assert.deepEqual(
      [kibanaOf(report).verdict, kibanaOf(report).code, report.policy?.verdict],
      ['unknown', 'issuer-not-at-hand', 'undetermined'],
    );
    assert.match(renderReady(report, { width: 100, colour: false }), /Kibana, Go 1\.26, Python on OpenSSL 3\.0, /);
    assert.match(renderReady(report, { width: 100, colour: false }), /the CA certificate CN=root\s+is\s+not\s+at\s+hand: add --ca/);
  });
});

describe('what is to be upgraded to', () => {
  const read = (release: string | null, jdk: string | null = null, node: string | null = null) => readUpgradeTarget({ release, jdk, node });

  it('is read as it is written', () => {
    assert.equal(read(null), null);
    assert.deepEqual(read('9.x'), target({ release: '9.x' }));
    assert.deepEqual(read(null, '25'), target({ jdk: 25 }));
    assert.deepEqual(read(null, '21.0.8', '22.17.1'), target({ jdk: 21, node: '22.17.1' }));
    assert.deepEqual(read('10.0', '27', '26'), target({ release: '10.0', jdk: 27, node: '26' }));
  });

  it('is refused where nothing is known of it', () => {
    for (const [release, jdk, node] of [
      ['nine', null, null],
      ['9', null, null],
      ['10.0', null, null],
      ['10.0', '27', null],
      [null, '11', null],
      [null, 'x', null],
      [null, '28', null],
      [null, null, '16'],
      [null, null, '28'],
      [null, null, 'v24'],
    ] as const)
      assert.throws(() => read(release, jdk, node), UsageError, `${release} ${jdk} ${node}`);
  });
});
