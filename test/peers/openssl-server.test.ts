import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:tls';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { hasOpenssl, startOpensslServer } from '../support/openssl-server.ts';
import { skipUnless } from '../support/required.ts';

describe('the OpenSSL server of the tests', () => {
  before(function () {
    skipUnless(this, hasOpenssl(), 'openssl');
  });

  const root = makeCa({ subject: 'root' });
  const identity = issue(makeCa({ subject: 'intermediate', parent: root }), { altNames: ['IP:127.0.0.1'] });

  it('serves the chain it is given, in the version that its flags say', async () => {
    const server = await startOpensslServer({ identity, flags: ['-tls1_2'] });
    const client = connect({ port: server.port, host: '127.0.0.1', ca: root.certificatePem });
    await once(client, 'secureConnect');
    assert.equal(client.getProtocol(), 'TLSv1.2');
    assert.equal(client.authorized, true);
    client.destroy();
    await server.close();
  });

  it('refuses a client without a certificate when -Verify says so', async () => {
    const server = await startOpensslServer({ identity, trust: [root.certificatePem], flags: ['-Verify', '1', '-tls1_2'] });
    const client = connect({ port: server.port, host: '127.0.0.1', ca: root.certificatePem });
    const [error] = await once(client, 'error');
    assert.match(error.message, /handshake failure/);
    await server.close();
  });

  it('says why it did not start', async () => {
    await assert.rejects(startOpensslServer({ identity, flags: ['-no-such-flag'] }), /did not start: .*no-such-flag/s);
  });
});
