import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { scan } from '../../../src/index.ts';
import { issue, makeCa } from '../../../src/lab/pki.ts';

describe('a server that is as Node ships', () => {
  it('is not called customised, whichever OpenSSL Node has', async () => {
    const { chainPem, privateKeyPem } = issue(makeCa());
    const server = createServer({ cert: chainPem, key: privateKeyPem }, (_, answer) => {
      answer.setHeader('kbn-name', 'kibana').end('{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const report = await scan([{ label: 'kibana', host: '127.0.0.1', port, scheme: 'kibana' }], { depth: 'full' });
      const rules = report.endpoints.flatMap(({ findings }) => findings.map(({ rule }) => rule));
      assert.ok(rules.length > 0);
      assert.ok(!rules.includes('cipher-suites-customised'), rules.join());
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
