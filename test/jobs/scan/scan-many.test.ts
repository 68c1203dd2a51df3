import assert from 'node:assert/strict';
import tls from 'node:tls';
import { createScanner } from '../../../src/jobs/scan/scanner.ts';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import { listening } from '../../support/listening.ts';

const ca = makeCa();
const identity = issue(ca);

describe('a glance at a thousand endpoints', () => {
  it('takes one connection each, and reads a certificate that they have in common once', async function () {
    this.timeout(60_000);
    let connections = 0;
    const server = tls.createServer({ key: identity.privateKeyPem, cert: identity.chainPem, ca: [ca.certificatePem], requestCert: true });
    server.on('connection', () => {
      connections += 1;
    });
    server.on('tlsClientError', () => {});
    const port = await listening(server);
    const scanner = createScanner({ depth: 'glance', maxPerHost: 32 });
    const leaves = new Set<Certificate | undefined>();
    const modes: Record<string, number> = {};
    await Promise.all(
      Array.from({ length: 1000 }, async (_, index) => {
        const [examined] = await scanner.examine({ label: `node-${index}`, host: '127.0.0.1', port, scheme: 'transport' });
        leaves.add(examined?.evidence.chain[0]);
        const mode = examined?.endpoint.clientAuth?.mode ?? 'nothing';
        modes[mode] = (modes[mode] ?? 0) + 1;
        assert.equal(examined?.endpoint.cost.connections, 1);
      }),
    );
    server.close();
    assert.deepEqual({ connections, modes, leaves: leaves.size }, { connections: 1000, modes: { required: 1000 }, leaves: 1 });
  });
});
