import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { connect } from 'node:tls';
import { nodeClientSuites } from '../../src/elastic/node-suites.ts';
import { decode } from '../../src/tls/bytes/codec.ts';
import { cipherSuiteName } from '../../src/tls/wire/cipher-suites.ts';
import { clientHello } from '../../src/tls/wire/client-hello.ts';

/** The suites of the hello that this Node sends. */
async function offered(): Promise<readonly string[]> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  client.on('error', () => {});
  const [socket] = await once(server, 'connection');
  const [bytes] = await once(socket, 'data');
  client.destroy();
  socket.destroy();
  server.close();
  // A record header of five bytes, a handshake header of four.
  const hello = decode(clientHello, new Uint8Array(bytes.subarray(9)));
  assert.ok(hello.ok);
  return hello.value.cipherSuites.map(cipherSuiteName).filter((name) => name !== 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV');
}

describe('the cipher suites that Node offers', () => {
  it('are those of the hello that it sends', async () => {
    const [major = 0, minor = 0] = process.versions.openssl.split('.').map(Number);
    // Since 3.5 the security level that Node has by default is above that of a tag of eight octets.
    const has8 = major === 3 && minor < 5;
    const expected = Object.values(nodeClientSuites)
      .flat()
      .filter((suite) => has8 || !suite.endsWith('_CCM_8'));
    assert.deepEqual([...(await offered())].sort(), expected.sort());
  });
});
