import assert from 'node:assert/strict';
import net from 'node:net';
import tls from 'node:tls';
import { type Authority, type Identity, issue, makeCa } from '../../src/lab/pki.ts';
import { ClientMachine } from '../../src/tls/handshake/client-machine.ts';
import { computableGroups, defaultCipherSuites } from '../../src/tls/handshake/client-options.ts';
import { glanceTls, type OpenTlsOptions, openTls, peekTls } from '../../src/tls/open-tls.ts';
import { TlsAlert, TlsRefusal } from '../../src/tls/tls-failure.ts';
import { NamedGroup } from '../../src/tls/wire/named-groups.ts';
import { suiteParameters } from '../../src/tls/wire/suite-parameters.ts';
import type { TlsVersion } from '../../src/tls/wire/versions.ts';
import { listening } from '../support/listening.ts';

const ca: Authority = makeCa();
const identities: Readonly<Record<string, Identity>> = {
  'P-256': issue(ca, { key: 'P-256' }),
  'P-384': issue(ca, { key: 'P-384' }),
  'P-521': issue(ca, { key: 'P-521' }),
  'RSA-2048': issue(ca, { key: 'RSA-2048' }),
  Ed25519: issue(ca, { key: 'Ed25519' }),
  Ed448: issue(ca, { key: 'Ed448' }),
};

function identityOf(kind: string): Identity {
  const identity = identities[kind];
  if (!identity) throw new Error(`no ${kind}`);
  return identity;
}

/** An echoing server of node:tls, that allows all its OpenSSL can do. */
async function withServer<T>(kind: string, options: tls.TlsOptions, work: (connect: () => Promise<net.Socket>) => Promise<T>): Promise<T> {
  const identity = identityOf(kind);
  const server = tls.createServer({
    key: identity.privateKeyPem,
    cert: identity.chainPem,
    ciphers: 'ALL:COMPLEMENTOFALL:@SECLEVEL=0',
    minVersion: 'TLSv1',
    dhparam: 'auto',
    ecdhCurve: 'auto',
    ...options,
  });
  server.on('secureConnection', (socket) => socket.on('error', () => {}).on('data', (bytes) => socket.write(bytes)));
  server.on('tlsClientError', () => {});
  const port = await listening(server);
  try {
    return await work(async () => {
      const socket = net.connect(port, '127.0.0.1');
      await new Promise((resolve) => socket.once('connect', resolve));
      return socket;
    });
  } finally {
    server.close();
  }
}

/** Opens, says something of several records, hears it back, closes. */
async function echo(socket: net.Socket, options: OpenTlsOptions) {
  const connection = await openTls(socket, options);
  const said = Buffer.alloc(40_000, 'handclasp ');
  await connection.write(said);
  let heard = 0;
  while (heard < said.length) {
    const bytes = await connection.read();
    assert.ok(bytes, 'the server closed');
    assert.ok(said.subarray(heard, heard + bytes.length).equals(bytes));
    heard += bytes.length;
  }
  await connection.close();
  socket.destroy();
  return connection.seen;
}

describe('openTls with a server of node:tls', () => {
  for (const version of ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'] as const) {
    for (const kind of version === 'TLSv1.3' || version === 'TLSv1.2' ? Object.keys(identities) : ['P-256', 'RSA-2048']) {
      it(`finishes ${version} with a certificate of ${kind}, and verifies its signature`, async () => {
        await withServer(kind, { maxVersion: version }, async (connect) => {
          const seen = await echo(await connect(), { versions: [version], serverName: 'es01.example' });
          assert.equal(seen.version, version);
          assert.equal(seen.serverSignature, 'valid');
          assert.ok(seen.serverFinished);
          assert.deepEqual(Buffer.from(seen.certificates[0] ?? []), Buffer.from(identityOf(kind).certificate));
        });
      });
    }
  }

  const suites = new Set([
    ...defaultCipherSuites,
    ...[0x1304, 0x1305],
    ...[0xc09c, 0xc09d, 0xc09e, 0xc09f, 0xc0a0, 0xc0a1, 0xc0ac, 0xc0ad, 0xc0ae, 0xc0af],
  ]);
  for (const code of suites) {
    const suite = suiteParameters(code);
    if (!suite || code === 0x1305) continue;
    const versions: readonly Exclude<TlsVersion, 'SSLv3'>[] =
      suite.keyExchange === 'tls13' ? ['TLSv1.3'] : suite.minVersion === 'TLSv1.2' ? ['TLSv1.2'] : ['TLSv1', 'TLSv1.1', 'TLSv1.2'];
    for (const version of versions) {
      it(`carries data in ${suite.name}, ${version}`, async () => {
        await withServer(
          suite.authentication === 'ECDSA' ? 'P-256' : 'RSA-2048',
          {
            maxVersion: version,
            ...(version === 'TLSv1.3'
              ? { ciphers: 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_CCM_SHA256' }
              : {}),
          },
          async (connect) => {
            const seen = await echo(await connect(), { versions: [version], cipherSuites: [code] });
            assert.equal(seen.cipherSuite, code);
          },
        );
      });
    }
  }

  for (const group of computableGroups) {
    for (const version of ['TLSv1.3', 'TLSv1.2'] as const) {
      it(`agrees on a key in group 0x${group.toString(16)}, ${version}`, async () => {
        await withServer('P-256', { maxVersion: version, ecdhCurve: 'X25519:P-256:P-384:P-521:X448' }, async (connect) => {
          // The certificate's own curve must be among the groups offered up to TLS 1.2 (RFC 8422 §5.1.1).
          const groups = version === 'TLSv1.2' ? [group, NamedGroup.secp256r1] : [group];
          const seen = await echo(await connect(), { versions: [version], groups });
          if (version === 'TLSv1.3') assert.equal(seen.group, group);
        });
      });
    }
  }

  it('follows a HelloRetryRequest to another group', async () => {
    await withServer('P-256', { ecdhCurve: 'P-384' }, async (connect) => {
      const seen = await echo(await connect(), { versions: ['TLSv1.3'], groups: [NamedGroup.x25519, NamedGroup.secp384r1] });
      assert.equal(seen.group, NamedGroup.secp384r1);
      assert.ok(seen.helloRetryRequest);
    });
  });

  it('follows a HelloRetryRequest from an empty key share', async () => {
    await withServer('P-256', {}, async (connect) => {
      const seen = await echo(await connect(), { versions: ['TLSv1.3'], keyShares: [] });
      assert.ok(seen.helloRetryRequest);
    });
  });

  it('settles on a protocol by ALPN', async () => {
    await withServer('P-256', { ALPNProtocols: ['http/1.1'] }, async (connect) => {
      assert.equal((await echo(await connect(), { alpn: ['h2', 'http/1.1'] })).alpn, 'http/1.1');
      assert.equal((await echo(await connect(), { versions: ['TLSv1.2'], alpn: ['http/1.1'] })).alpn, 'http/1.1');
    });
  });

  for (const version of ['TLSv1.3', 'TLSv1.2', 'TLSv1.1'] as const) {
    for (const kind of ['P-256', 'RSA-2048', ...(version === 'TLSv1.1' ? [] : ['Ed25519', 'P-521'])]) {
      it(`shows a client certificate of ${kind} in ${version}`, async () => {
        const client = identityOf(kind);
        await withServer(
          'RSA-2048',
          { maxVersion: version, requestCert: true, rejectUnauthorized: true, ca: [ca.certificatePem] },
          async (connect) => {
            const seen = await echo(await connect(), { versions: [version], identity: { chain: client.chain, key: client.privateKeyPem } });
            assert.equal(seen.certificateRequest?.authorities.length, 1);
          },
        );
      });
    }
  }

  it('rejects with the alert of a server that insists on a certificate', async () => {
    await withServer('P-256', { requestCert: true, rejectUnauthorized: true, ca: [ca.certificatePem] }, async (connect) => {
      await assert.rejects(openTls(await connect(), { versions: ['TLSv1.2'] }), (error) => {
        assert.ok(error instanceof TlsAlert);
        assert.equal(error.description, 40);
        assert.equal(error.seen.certificateRequest?.authorities.length, 1);
        return true;
      });
      const connection = await openTls(await connect(), { versions: ['TLSv1.3'] });
      await assert.rejects(connection.read(), (error) => error instanceof TlsAlert && error.description === 116);
    });
  });

  it('stops where it is told to, and says nothing more', async () => {
    await withServer('P-256', { requestCert: true, rejectUnauthorized: true, ca: [ca.certificatePem] }, async (connect) => {
      const socket = await connect();
      const seen = await peekTls(socket, { versions: ['TLSv1.2'], stopAfter: 'server-flight' });
      assert.ok(seen.serverFlightComplete && seen.certificateRequest && !seen.clientFinished);
      socket.destroy();
      const other = await connect();
      const hello = await peekTls(other, { versions: ['TLSv1.3'], stopAfter: 'server-hello' });
      assert.equal(hello.version, 'TLSv1.3');
      assert.deepEqual(hello.certificates, []);
      other.destroy();
    });
  });

  it('refuses what is no TLS, and keeps its bytes', async () => {
    const server = net.createServer((socket) => socket.end('SSH-2.0-x\r\n'));
    const port = await listening(server);
    const socket = net.connect(port, '127.0.0.1');
    await assert.rejects(
      openTls(socket),
      (error) => error instanceof TlsRefusal && error.reason === 'not-tls' && Buffer.from(error.seen.notTls ?? []).includes('SSH'),
    );
    server.close();
  });

  it('rejects where its own side fails, and takes nothing down with it', async () => {
    await withServer('RSA-2048', { maxVersion: 'TLSv1.2' }, async (connect) => {
      const random = (length: number) => {
        if (length === 46) throw new Error('out of entropy');
        return new Uint8Array(length);
      };
      // The premaster secret of RSA key exchange is the first thing that is drawn while the server speaks.
      await assert.rejects(openTls(await connect(), { versions: ['TLSv1.2'], cipherSuites: [0x009c], random }), /out of entropy/);
    });
  });

  it('lets its alert reach a server that is still writing', async () => {
    const heard: number[] = [];
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        // An answer no client can take, and more than fits the buffers between the two; the server reads on when all that is said, and not if it fails.
        socket.pause();
        const much = Buffer.concat([Uint8Array.of(22, 3, 3, 0, 4, 99, 0, 0, 0), Buffer.alloc(20_000_000, 22)]);
        socket.write(much, (error) => {
          if (!error) socket.on('data', (bytes) => heard.push(...bytes)).resume();
        });
      });
      socket.on('close', () => server.close());
    });
    const socket = net.connect(await listening(server), '127.0.0.1');
    await assert.rejects(openTls(socket), { alert: 'unexpected_message' });
    await new Promise((resolve) => server.once('close', resolve));
    assert.deepEqual(heard, [21, 3, 1, 0, 2, 2, 10]);
  });

  it('is abandoned by a signal', async () => {
    const server = net.createServer(() => {});
    const socket = net.connect(await listening(server), '127.0.0.1');
    await assert.rejects(openTls(socket, { signal: AbortSignal.timeout(20) }), { name: 'TlsAborted' });
    server.close();
  });
});

describe('the machine without a socket', () => {
  it('says the same with the same randomness', () => {
    const hello = () => Buffer.concat(new ClientMachine({ random: (length) => new Uint8Array(length).fill(7) }).start().send);
    assert.deepEqual(hello(), hello());
  });

  it('sees the same whether the server speaks in bytes or in flights', async () => {
    await withServer('P-256', {}, async (connect) => {
      for (const size of [1, 7, 100_000]) {
        const socket = await connect();
        const machine = new ClientMachine({ serverName: 'x' });
        for (const bytes of machine.start().send) socket.write(bytes);
        const connected = await new Promise((resolve) => {
          socket.on('data', (flight: Uint8Array) => {
            for (let at = 0; at < flight.length; at += size) {
              const { send, events } = machine.receive(flight.subarray(at, at + size));
              for (const bytes of send) socket.write(bytes);
              if (events.some(({ kind }) => kind === 'connected')) resolve(true);
            }
          });
          socket.on('close', () => resolve(false));
        });
        assert.equal(connected, true);
        assert.ok(machine.seen.serverFinished);
        socket.destroy();
      }
    });
  });

  it('answers any bytes with a step, never with an error', () => {
    let seed = 1;
    const next = () => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed;
    };
    for (let run = 0; run < 2000; run++) {
      const machine = new ClientMachine();
      machine.start();
      const bytes = Uint8Array.from({ length: next() % 200 }, () => next() % 256);
      bytes.set([22, 3, 3, 0, Math.max(0, bytes.length - 5)].slice(0, bytes.length));
      machine.receive(bytes);
    }
  });
});

describe('a glance', () => {
  it('ends before the handshake where no certificate is asked for', async () => {
    for (const version of ['TLSv1.3', 'TLSv1.2'] as const) {
      await withServer('P-256', { maxVersion: version }, async (connect) => {
        const socket = await connect();
        const { seen, connection } = await glanceTls(socket, { versions: [version], stopAfter: 'no-certificate-request' });
        assert.equal(connection, null);
        assert.equal(seen.certificates.length, 1);
        assert.equal(seen.certificateRequest, null);
        assert.equal(seen.clientFinished, false);
        socket.destroy();
      });
    }
  });

  it('finishes the handshake where one is', async () => {
    for (const version of ['TLSv1.3', 'TLSv1.2'] as const) {
      await withServer(
        'P-256',
        { maxVersion: version, requestCert: true, rejectUnauthorized: false, ca: [ca.certificatePem] },
        async (connect) => {
          const { seen, connection } = await glanceTls(await connect(), { versions: [version], stopAfter: 'no-certificate-request' });
          assert.ok(connection && seen.clientFinished && seen.certificateRequest);
          await connection.close();
        },
      );
    }
  });
});
