import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { issue, makeCa, makeSelfSigned } from '../../src/lab/pki.ts';
import { findJdks, type JsseServers, startJsseServers } from '../support/jsse-server.ts';
import { skipUnless } from '../support/required.ts';

const ping = Buffer.from('4553ffffffff', 'hex');

describe('the JSSE servers of the tests', () => {
  const ca = makeCa({ subject: 'transport CA' });
  const identity = issue(ca, { altNames: ['IP:127.0.0.1'] });
  const stranger = makeSelfSigned();

  const connectTo = (
    port: number,
    options: { readonly cert?: string; readonly key?: string; readonly maxVersion?: 'TLSv1.2' } = {},
  ): TLSSocket => connect({ port, host: '127.0.0.1', ca: ca.certificatePem, ...options });

  it('find a JDK', function () {
    skipUnless(this, findJdks().length > 0, 'a JDK');
    assert.ok(findJdks().every(({ major }) => major >= 8));
  });

  for (const jdk of findJdks()) {
    describe(`on JDK ${jdk.major}`, () => {
      let servers: JsseServers;
      before(async function () {
        this.timeout(60_000);
        servers = await startJsseServers(jdk);
      });
      after(() => servers.close());

      it('let in who has a certificate of the CA, and give a ping back', async () => {
        const client = connectTo(await servers.serve({ identity, trust: [ca.certificate], clientAuth: 'need' }), {
          cert: identity.chainPem,
          key: identity.privateKeyPem,
        });
        await once(client, 'secureConnect');
        assert.equal(client.authorized, true);
        client.write(ping);
        const [answer] = await once(client, 'data');
        assert.deepEqual(answer, ping);
        client.destroy();
      });

      for (const maxVersion of ['TLSv1.2', undefined] as const) {
        it(`refuse who has none, ${maxVersion ?? 'TLSv1.3'}`, async () => {
          const port = await servers.serve({ identity, trust: [ca.certificate], clientAuth: 'need' });
          const client = connectTo(port, maxVersion === undefined ? {} : { maxVersion });
          const [error] = await once(client, 'error');
          assert.match(error.code, /BAD_CERTIFICATE|HANDSHAKE_FAILURE|CERTIFICATE_REQUIRED/);
        });
      }

      it('refuse a stranger, unless they trust everybody', async () => {
        const offer = { cert: stranger.chainPem, key: stranger.privateKeyPem };
        const strict = connectTo(await servers.serve({ identity, trust: [ca.certificate], clientAuth: 'want' }), offer);
        const [error] = await once(strict, 'error');
        assert.match(String(error.code), /^ERR_SSL_SSL(V3|\/TLS)_ALERT_CERTIFICATE_UNKNOWN$/);
        const lax = connectTo(await servers.serve({ identity, trust: 'all', clientAuth: 'need' }), offer);
        lax.write(ping);
        const [answer] = await once(lax, 'data');
        assert.deepEqual(answer, ping);
        lax.destroy();
      });

      it('say why a configuration cannot be served', async () => {
        await assert.rejects(
          servers.serve({ identity: { ...identity, chain: [Uint8Array.of(1)] }, trust: 'all', clientAuth: 'none' }),
          /CertificateException/,
        );
      });
    });
  }
});
