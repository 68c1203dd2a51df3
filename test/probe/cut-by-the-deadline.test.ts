import assert from 'node:assert/strict';
import tls from 'node:tls';
import { issue, makeCa } from '../../src/lab/pki.ts';
import type { EndpointReport, Report } from '../../src/model/report.ts';
import { runCli } from '../cli/run-cli.ts';
import { type DelayProxy, startDelayProxy } from '../support/delay-proxy.ts';
import { listening } from '../support/listening.ts';
import { hasOpenssl, startOpensslServer } from '../support/openssl-server.ts';
import { assertIsReport } from '../support/report-schema.ts';
import { skipUnless } from '../support/required.ts';

const identity = issue(makeCa(), { key: 'RSA-2048', altNames: ['IP:127.0.0.1'] });

/** Every question that is planned for this server has an answer, or a line. */
describe('a scan that its time cuts short', function () {
  this.timeout(60_000);

  async function scanned(port: number, ...options: readonly string[]): Promise<{ status: number; endpoint: EndpointReport }> {
    const { status, out, err } = await runCli(['scan', `127.0.0.1:${port}`, '--format', 'json', ...options]);
    const report = JSON.parse(out) as Report;
    assertIsReport(report);
    const [endpoint] = report.endpoints;
    assert.ok(endpoint !== undefined, err);
    assert.equal(report.summary.incomplete, 1);
    return { status, endpoint };
  }

  /** Everything OpenSSL has, far away. */
  async function farAway(options: tls.TlsOptions, oneWayMs: number): Promise<DelayProxy & { readonly end: () => Promise<void> }> {
    const server = tls.createServer({ key: identity.privateKeyPem, cert: identity.chainPem, ...options }, (socket) => {
      socket.on('error', () => {}).on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
    });
    server.on('tlsClientError', () => {});
    const proxy = await startDelayProxy({ port: await listening(server), oneWayMs });
    return {
      ...proxy,
      end: async () => {
        await proxy.close();
        server.close();
      },
    };
  }

  it('says which lists are not whole, and what gives more time, at standard depth', async () => {
    const server = await farAway({ maxVersion: 'TLSv1.2' }, 100);
    const { status, endpoint } = await scanned(server.port, '--timeout', '0.4');
    assert.match(
      endpoint.incomplete.join('\n'),
      /^cipher suites of TLSv1\.2: not all checked, the time for this address \(1\.6 s\) ended; --timeout 1 gives more$/m,
    );
    assert.deepEqual(
      endpoint.tls?.gaps,
      endpoint.incomplete.filter((line) => line.startsWith('cipher suites')),
    );
    assert.equal(status, 3);
    await server.end();
  });

  it('says of each question that it was not come to, at full depth', async () => {
    const server = await farAway({}, 60);
    const { status, endpoint } = await scanned(server.port, '--timeout', '0.3', '--depth', 'full');
    const reported = endpoint.incomplete.join('\n');
    for (const what of ['groups', 'features', 'application protocols', 'whether a fallback', 'the certificate goes by', 'hellos out of'])
      assert.match(reported, new RegExp(what.replace('whether a fallback', 'whether it turns a fallback')), reported);
    assert.equal(status, 3);
    await server.end();
  });

  it('does not send to a depth that was asked for', async () => {
    const server = await farAway({ maxVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: false }, 130);
    const { endpoint } = await scanned(server.port, '--timeout', '0.3');
    const asks = endpoint.unknown.filter(({ because }) => because.includes('--depth standard'));
    assert.deepEqual(asks, [], JSON.stringify(endpoint.incomplete) + JSON.stringify(endpoint.clientAuth));
    await server.end();
  });

  it('says it of openssl s_server with all its suites, NULL among them, one connection at a time', async function () {
    skipUnless(this, hasOpenssl(), 'openssl');
    const openssl = await startOpensslServer({ identity, flags: ['-tls1_2', '-cipher', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0'] });
    const proxy = await startDelayProxy({ port: openssl.port, oneWayMs: 100 });
    const { status, endpoint } = await scanned(proxy.port, '--timeout', '0.5');
    assert.match(endpoint.incomplete.join('\n'), /cipher suites of TLSv1\.2: not (?:all )?checked, /);
    assert.ok(endpoint.tls?.cipherSuites === undefined || (endpoint.tls.cipherSuites['TLSv1.2']?.length ?? 0) < 40, 'it was cut');
    // What was seen by then may be weak already: a finding beats what is incomplete.
    assert.ok(status === 3 || (status === 1 && endpoint.findings.some(({ rule }) => rule === 'weak-cipher-accepted')), `${status}`);
    await proxy.close();
    await openssl.close();
  });

  it('says that older versions were not come to, where they were planned', async () => {
    const server = await farAway({}, 130);
    const { endpoint } = await scanned(server.port, '--timeout', '0.3');
    const legacy = endpoint.unknown.find(({ rule }) => rule === 'legacy-protocol-enabled');
    assert.match(
      legacy?.because ?? JSON.stringify(endpoint),
      /not all older versions were checked: the time for this address \(1\.2 s\) ended/,
    );
    assert.match(endpoint.incomplete.join('\n'), /^TLS 1\.1, TLS 1\.0 and SSL 3\.0: not checked, the time/m);
    await server.end();
  });
});
