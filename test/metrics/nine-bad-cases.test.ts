import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { scan } from '../../src/jobs/scan/scan.ts';
import { daysFromNow, type Identity, issue, makeCa, makeSelfSigned } from '../../src/lab/pki.ts';
import { parseTargets } from '../../src/model/parse-targets.ts';
import { formats, renderDocument } from '../../src/output/index.ts';
import { runCli } from '../cli/run-cli.ts';
import { listening } from '../support/listening.ts';
import { parsePrometheus } from '../support/prometheus-text.ts';

const ca = makeCa({ subject: 'Acme CA' });
const intermediate = makeCa({ subject: 'Acme intermediate', parent: ca });
const names = { subject: 'es01', altNames: ['IP:127.0.0.1'] } as const;
const expired = { notBefore: daysFromNow(-400), notAfter: daysFromNow(-10) };

/** Servers that a monitor easily loses sight of. */
const cases: readonly (readonly [what: string, identity: Identity, options: tls.TlsOptions])[] = [
  ['expired', issue(ca, { ...names, ...expired }), {}],
  ['not yet valid', issue(ca, { ...names, notBefore: daysFromNow(10), notAfter: daysFromNow(400) }), {}],
  ['of a CA that nobody trusts', issue(makeCa({ subject: 'Another CA' }), names), {}],
  ['self-signed', makeSelfSigned(names), {}],
  ['for another name', issue(ca, { subject: 'es01', altNames: ['DNS:elsewhere.example.org'] }), {}],
  ['without its intermediate', issue(intermediate, names), {}],
  ['behind a port that requires a client certificate, TLS 1.3', issue(ca, names), { requestCert: true, minVersion: 'TLSv1.3' }],
  ['behind a port that requires a client certificate, TLS 1.2', issue(ca, names), { requestCert: true, maxVersion: 'TLSv1.2' }],
  ['expired, behind a port that requires a client certificate', issue(ca, { ...names, ...expired }), { requestCert: true }],
];

describe('metrics of nine endpoints that are not well', () => {
  it('have the end of the certificate of each of them', async function () {
    this.timeout(60_000);
    const servers: tls.Server[] = [];
    try {
      const targets: string[] = [];
      for (const [what, identity, options] of cases) {
        const cert = what === 'without its intermediate' ? identity.certificatePem : identity.chainPem;
        const server = tls.createServer({ cert, key: identity.privateKeyPem, ca: [ca.certificatePem], ...options });
        server.on('tlsClientError', () => {});
        server.on('secureConnection', (socket) => socket.on('error', () => {}).on('data', () => socket.end()));
        servers.push(server);
        targets.push(`transport://127.0.0.1:${await listening(server)}`);
      }
      const found = await scan(parseTargets(targets.join('\n')), { anchors: [ca.certificate], depth: 'quick' });
      const format = formats.find(({ name }) => name === 'prometheus') ?? assert.fail();
      const samples = parsePrometheus(await renderDocument(format, 'scan', { report: found }, { width: 80, colour: false }));
      const written = parsePrometheus(await byWatch(targets));
      const valuesOf = (name: string, target: string, of = samples) =>
        of.filter((sample) => sample.name === name && `transport://${sample.labels.instance}` === target).map(({ value }) => value);
      for (const [index, [what, identity]] of cases.entries()) {
        const target = targets[index] ?? '';
        const end = Date.parse(new X509Certificate(identity.certificatePem).validTo) / 1000;
        assert.deepEqual(valuesOf('probe_ssl_earliest_cert_expiry', target), [end], what);
        assert.deepEqual(valuesOf('probe_ssl_earliest_cert_expiry', target, written), [end], `${what}, by watch`);
        assert.equal(valuesOf('probe_ssl_last_chain_info', target).length, 1, what);
        assert.deepEqual(valuesOf('probe_success', target), [1], what);
        assert.equal(valuesOf('probe_tls_version_info', target).length, 1, what);
        assert.equal(valuesOf('probe_tls_cipher_info', target).length, 1, what);
      }
    } finally {
      for (const server of servers) server.close();
    }
  });
});

/** What `watch` writes for the textfile collector. */
async function byWatch(targets: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
  try {
    const [file, roots] = [join(folder, 'handclasp.prom'), join(folder, 'ca.crt')];
    writeFileSync(roots, ca.certificatePem);
    const { status, err } = await runCli([
      ...['watch', ...targets, '--ca', roots, '--depth', 'quick'],
      ...['--once', '--exit-zero', '--metrics-file', file],
    ]);
    assert.equal(status, 0, err);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
