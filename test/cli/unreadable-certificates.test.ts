import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toPem } from '../../src/lab/pki.ts';
import type { Report } from '../../src/model/report.ts';
import { dns, leafWithEntries, oddNameKinds, oddNamesAnchor, oddNamesKey } from '../support/odd-name-kinds.ts';
import { type RawChainServer, startRawChainServer } from '../support/raw-chain-server.ts';
import { assertIsReport } from '../support/report-schema.ts';
import { unreadableAnchor, unreadableKey, unreadableKinds } from '../support/unreadable-kinds.ts';
import { runCli } from './run-cli.ts';

type Scanned = { readonly status: number; readonly endpoint: Report['endpoints'][number] };

describe('scan, where certificates are not as they should be', () => {
  let directory: string;
  let server: RawChainServer;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'handclasp-unreadable-'));
    await writeFile(join(directory, 'ca.pem'), toPem('CERTIFICATE', unreadableAnchor));
    await writeFile(join(directory, 'names-ca.pem'), toPem('CERTIFICATE', oddNamesAnchor));
    server = await startRawChainServer({ chain: [], key: unreadableKey });
  });
  after(async () => {
    await server.close();
    await rm(directory, { recursive: true });
  });

  const scanned = async (...more: readonly string[]): Promise<Scanned> => {
    const { status, out, err } = await runCli([
      'scan',
      `https://127.0.0.1:${server.port}`,
      '--depth',
      'quick',
      '--format',
      'json',
      ...more,
    ]);
    assert.equal(err.includes('fault'), false, err);
    const report = JSON.parse(out) as Report;
    assertIsReport(report);
    const [endpoint] = report.endpoints;
    assert.ok(endpoint);
    return { status, endpoint };
  };

  it('tells each kind: finding, severity, place, verdicts, exit status', async function () {
    this.timeout(180_000);
    for (const { title, chain, flaw, accepted } of unreadableKinds) {
      server.show({ chain, key: unreadableKey });
      const { status, endpoint } = await scanned('--server-name', 'es01', '--ca', join(directory, 'ca.pem'));
      const found = endpoint.findings.find(({ rule }) => rule === 'certificate-unreadable');
      if (flaw === null) {
        assert.equal(found, undefined, title);
        continue;
      }
      if (flaw.code === 'too-large') {
        // The message is longer than any peer takes, the client included: what it holds is not seen, and that is said.
        assert.equal(status, 3, title);
        assert.ok(endpoint.incomplete.length > 0, title);
        continue;
      }
      assert.ok(found, title);
      const readers = Number(accepted.java) + Number(accepted.openssl);
      assert.equal(found.severity, (['critical', 'high', 'low'] as const)[readers], `${title}: ${found.detail}`);
      const [reported] = found.evidence.certificates as readonly { readonly position: number; readonly code: string }[];
      assert.deepEqual({ code: reported?.code, position: reported?.position }, flaw, title);
      assert.equal(
        status === 0,
        readers === 2 && endpoint.findings.every(({ severity }) => severity === 'low'),
        `${title}: exit ${status}`,
      );
      assert.equal(
        endpoint.findings.some(({ rule }) => rule === 'trust-unknown-issuer'),
        false,
        `${title}: ${JSON.stringify(endpoint.findings.map(({ rule, detail }) => [rule, detail]))}`,
      );
      assert.ok(endpoint.verdicts !== 'not-checked', title);
      const { jsse17, jsse25, node } = endpoint.verdicts;
      assert.deepEqual(
        [jsse17?.trusted, jsse25?.trusted, node?.trusted],
        [accepted.java, accepted.java, accepted.openssl],
        `${title}: the verdicts`,
      );
      // A name that was asked for and could not be compared is not passed over.
      const lost = endpoint.unreadable?.some(({ place }) => place === 1) === true;
      assert.equal(endpoint.hostname.verdict === 'not-checked', lost, title);
      if (lost) assert.ok(endpoint.incomplete.length > 0, title);
    }
  });

  it('is not clean without trust or a name either', async function () {
    this.timeout(60_000);
    for (const { title, chain, flaw, accepted } of unreadableKinds) {
      if (flaw === null || flaw.code === 'too-large' || (accepted.java && accepted.openssl)) continue;
      server.show({ chain, key: unreadableKey });
      assert.equal((await scanned()).status, 1, title);
    }
  });

  it('says in the table which certificate it is, and what is wrong', async () => {
    const cases = [
      ['a leaf cut off', /own certificate is cut off after 300 of \d+ bytes: nodes,\s+Kibana and other clients refuse the connection/],
      ['bytes behind an intermediate', /Certificate 2 of 2 \(CN=intermediate\) has 1 byte behind its end/],
      ['an empty entry behind', /Certificate 3 of 3 is empty/],
    ] as const;
    for (const [title, words] of cases) {
      server.show({ chain: unreadableKinds.find((kind) => kind.title === title)?.chain ?? [], key: unreadableKey });
      const { out } = await runCli(['scan', `https://127.0.0.1:${server.port}`, '--depth', 'quick']);
      assert.match(out.replace(/\n\s+/g, ' '), words, out);
    }
  });

  it('tells an odd name as such, and lists the others', async function () {
    this.timeout(180_000);
    for (const { title, entry, code, instead } of oddNameKinds) {
      server.show({ chain: [leafWithEntries([dns('es01'), entry], { commonName: 'es01' })], key: oddNamesKey });
      const { status, endpoint } = await scanned('--server-name', 'es01', '--ca', join(directory, 'names-ca.pem'));
      const found = endpoint.findings.find(({ rule }) => rule === 'san-entry-malformed');
      assert.equal(found !== undefined, code !== null, `${title}: ${found?.detail}`);
      assert.equal(endpoint.hostname.verdict, 'match', title);
      assert.equal(endpoint.chain[0]?.subjectAltNames[0], 'DNS:es01', title);
      assert.equal(
        endpoint.findings.some(({ rule }) => rule === 'trust-unknown-issuer' || rule === 'certificate-unreadable'),
        false,
        `${title}: ${JSON.stringify(endpoint.findings.map(({ rule, detail }) => [rule, detail]))}`,
      );
      if (found === undefined) continue;
      const verdicts = endpoint.verdicts === 'not-checked' ? {} : endpoint.verdicts;
      // Without names, the JDK puts up with every entry, OpenSSL with nearly every one.
      assert.deepEqual([verdicts.jsse17?.trusted, verdicts.jsse25?.trusted], [true, true], title);
      assert.equal(found.severity === 'high', verdicts.node?.trusted === false, title);
      assert.equal(status, found.severity === 'high' ? 1 : 0, `${title}: exit ${status}`);
      if (instead !== null) assert.ok(found.detail.includes(`Write ${instead} instead.`), found.detail);
    }
  });

  it('calls it medium where the entry was meant for the name that is connected to', async () => {
    server.show({ chain: [leafWithEntries([dns('es01:9200')])], key: oddNamesKey });
    const { endpoint } = await scanned('--server-name', 'es01');
    const found = endpoint.findings.find(({ rule }) => rule === 'san-entry-malformed');
    assert.equal(found?.severity, 'medium');
    assert.equal(found?.detail, 'The DNS entry "es01:9200" has a port, so no client matches it as written. Write es01 instead.');
  });
});

describe('inspect, where certificates are not as they should be', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'handclasp-inspect-'));
  });
  after(() => rm(directory, { recursive: true }));

  const inspected = async (content: string | Uint8Array) => {
    const file = join(directory, 'file.pem');
    await writeFile(file, content);
    return runCli(['inspect', file]);
  };

  it('tells what is wrong with one, and lists the others', async () => {
    for (const { title, chain, flaw, accepted } of unreadableKinds) {
      if (flaw === null || flaw.code === 'pem-text' || chain.some((each) => each.length === 0)) continue;
      const { status, out } = await inspected(chain.map((each) => toPem('CERTIFICATE', each)).join(''));
      assert.match(out, /\(certificate-unreadable\)/, title);
      assert.equal(status === 1, !(accepted.java && accepted.openssl), `${title}: exit ${status}`);
      if (chain.length > 1) assert.match(out, /CN=(?:node|intermediate)/, title);
    }
  });

  it('tells an odd name in the words of scan', async () => {
    const { out } = await inspected(toPem('CERTIFICATE', leafWithEntries([dns('es01'), dns('es02:9200')])));
    const flat = out.replace(/\n\s+/g, ' ');
    assert.match(
      flat,
      /The DNS entry "es02:9200" has a port, so no client matches it as written\. Write es02 instead\. \(san-entry-malformed\)/,
    );
    assert.match(flat, /DNS:es01, DNS:es02:9200/);
  });

  it('reads a certificate in DER with something behind it', async () => {
    const whole = unreadableKinds.find(({ title }) => title === 'bytes behind the leaf')?.chain[0] ?? new Uint8Array();
    const { status, out } = await inspected(whole);
    assert.equal(status, 1);
    assert.match(out.replace(/\n\s+/g, ' '), /CN=node.*The certificate \(CN=node\) has 3 bytes behind its end/s);
  });
});
