import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { type ConnectionOptions, connect, type SecureVersion, TLSSocket } from 'node:tls';
import { describeLab, type Lab, type LabEndpoint, startLab } from '../../src/lab/lab.ts';
import { makeSelfSigned } from '../../src/lab/pki.ts';
import { UsageError } from '../../src/model/usage-error.ts';

const ping = Buffer.from('4553ffffffff', 'hex');
const handshakeRequest = Buffer.from(
  '455300000031000000000000000108006d68330000001a00000016696e7465726e616c3a7463702f68616e647368616b650004fface204',
  'hex',
);
/** Taken from nodes of 7.17.29 and 8.19.21. */
const handshakeAnswers = {
  '7.17.29': '455300000017000000000000000109006d683300000002000087e7b503',
  '8.19.21': '455300000017000000000000000109006d683300000002000088cf9b04',
};

describe('the lab', () => {
  let stack: Lab;
  before(async () => {
    stack = await startLab();
  });
  after(() => stack.close());

  const endpoint = (name: string): LabEndpoint => {
    const found = stack.endpoints.find((one) => one.name === name);
    assert.ok(found, `there is ${name}`);
    return found;
  };
  const portOf = ({ target }: LabEndpoint): number => Number(new URL(target).port);

  const connectTo = (name: string, options: ConnectionOptions = {}): TLSSocket => {
    const { serverName } = endpoint(name);
    return connect({ port: portOf(endpoint(name)), host: '127.0.0.1', servername: serverName, ca: stack.trust.pem, ...options });
  };
  const asNode = (): ConnectionOptions => ({ cert: stack.identity.chainPem, key: stack.identity.privateKeyPem });
  const only = (version: SecureVersion): ConnectionOptions => ({ minVersion: version, maxVersion: version });

  /** What the client of one handshake is told: `authorized`, the code of what it refused, or of the alert. */
  const verdictOf = async (name: string, options: ConnectionOptions = {}): Promise<string> => {
    const client = connectTo(name, options);
    try {
      await once(client, 'secureConnect');
      return client.authorized ? 'authorized' : String(client.authorizationError);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? String(error);
    } finally {
      client.destroy();
    }
  };

  /** What comes back for some bytes: data, the code of an alert, or `closed`, be it by FIN or by reset. */
  const answerTo = async (client: Socket, bytes: Uint8Array): Promise<Buffer | string> => {
    try {
      if (client instanceof TLSSocket) await once(client, 'secureConnect');
      client.write(bytes);
      return await Promise.race([once(client, 'data').then(([data]) => data as Buffer), once(client, 'close').then(() => 'closed')]);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return code === undefined ? String(error) : code === 'ECONNRESET' ? 'closed' : code;
    } finally {
      client.destroy();
    }
  };

  const plain = async (name: string, bytes: Uint8Array | string): Promise<Buffer | string> =>
    answerTo(connectTcp(portOf(endpoint(name)), '127.0.0.1'), Buffer.from(bytes));

  const leafOf = async (name: string): Promise<X509Certificate> => {
    const client = connectTo(name, { rejectUnauthorized: false, ...asNode() });
    await once(client, 'secureConnect');
    const leaf = client.getPeerX509Certificate();
    assert.ok(leaf);
    client.destroy();
    return leaf;
  };

  describe('as a whole', () => {
    it('has healthy servers of each channel, and a server for each of many rules', () => {
      const healthy = stack.endpoints.filter(({ rule }) => rule === null);
      assert.deepEqual(
        healthy.map(({ name }) => name),
        ['healthy-transport', 'healthy-http', 'healthy-kibana'],
      );
      const rules = stack.endpoints.flatMap(({ rule }) => rule ?? []);
      assert.equal(new Set(rules).size, rules.length);
      assert.ok(rules.length >= 14);
    });

    it('has a target, a name and a story for each', () => {
      for (const { target, serverName, story } of stack.endpoints) {
        assert.match(target, /^(transport|https|http|kibana):\/\/127\.0\.0\.1:\d+$/);
        assert.match(serverName, /\.lab\.handclasp\.test$/);
        assert.match(story, /\.$/);
      }
      assert.equal(new Set(stack.endpoints.map(({ serverName }) => serverName)).size, stack.endpoints.length);
    });

    it('describes each with what it shows', () => {
      const lines = describeLab(stack);
      assert.equal(lines.length, stack.endpoints.length);
      assert.deepEqual(lines[0], {
        target: endpoint('healthy-transport').target,
        shows: 'healthy',
        story: endpoint('healthy-transport').story,
      });
      assert.ok(lines.some(({ shows }) => shows === 'leaf-expired'));
    });

    it('gives its three CAs as DER and as PEM', () => {
      assert.equal(stack.trust.der.length, 3);
      assert.equal(stack.trust.pem.match(/BEGIN CERTIFICATE/g)?.length, 3);
      for (const der of stack.trust.der) assert.equal(new X509Certificate(der).ca, true);
    });
  });

  describe('where it is healthy', () => {
    for (const name of ['healthy-transport', 'healthy-http', 'healthy-kibana']) {
      for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
        it(`is trusted by name and by address: ${name}, ${version}`, async () => {
          assert.equal(await verdictOf(name, { ...only(version), ...asNode() }), 'authorized');
          assert.equal(await verdictOf(name, { ...only(version), ...asNode(), servername: '' }), 'authorized');
        });
      }

      it(`refuses TLS 1.1: ${name}`, async () => {
        assert.equal(await verdictOf(name, { ...only('TLSv1.1'), ciphers: 'DEFAULT@SECLEVEL=0' }), 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
      });
    }

    it('refuses a peer without a certificate on transport, with the alerts of OpenSSL', async () => {
      // OpenSSL 3.5 calls it SSL/TLS, older ones SSLv3.
      assert.match(
        String(await answerTo(connectTo('healthy-transport', only('TLSv1.2')), ping)),
        /^ERR_SSL_SSL(V3|\/TLS)_ALERT_HANDSHAKE_FAILURE$/,
      );
      assert.equal(await answerTo(connectTo('healthy-transport', only('TLSv1.3')), ping), 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
    });

    it('refuses a stranger on transport', async () => {
      const { chainPem, privateKeyPem } = makeSelfSigned();
      assert.equal(await answerTo(connectTo('healthy-transport', { cert: chainPem, key: privateKeyPem }), ping), 'closed');
    });

    it('names its CA in the request for a certificate', async () => {
      const names = await acceptableIssuers(portOf(endpoint('healthy-transport')));
      assert.equal(names?.length, 1);
      assert.ok(names?.[0]?.includes('Transport CA'));
    });

    it('answers a node as 8.19.21 does', async () => {
      assert.deepEqual(await answerTo(connectTo('healthy-transport', asNode()), ping), ping);
      assert.deepEqual(
        await answerTo(connectTo('healthy-transport', asNode()), handshakeRequest),
        Buffer.from(handshakeAnswers['8.19.21'], 'hex'),
      );
    });

    it('asks for credentials on HTTP and sends to the login page on Kibana', async () => {
      assert.match(String(await answerTo(connectTo('healthy-http'), get)), /^HTTP\/1\.1 401 .*WWW-Authenticate: ApiKey/s);
      assert.match(String(await answerTo(connectTo('healthy-kibana'), get)), /^HTTP\/1\.1 302 .*kbn-name: lab-kibana/s);
    });
  });

  describe('in the clear', () => {
    it('gives back the ping on transport-plaintext, and tells HTTP where it is', async () => {
      assert.deepEqual(await plain('transport-plaintext', ping), ping);
      assert.equal(String(await plain('transport-plaintext', get)), 'This is not an HTTP port');
    });

    it('answers HTTP on http-plaintext and kibana-plaintext', async () => {
      assert.match(String(await plain('http-plaintext', get)), /^HTTP\/1\.1 401 /);
      assert.match(String(await plain('kibana-plaintext', get)), /^HTTP\/1\.1 302 /);
    });

    it('answers TLS with what it takes that for', async () => {
      const hello = Buffer.from('160301007a0100007603030000000000000000000000000000000000000000', 'hex');
      assert.equal(await plain('transport-plaintext', hello), 'closed');
      assert.match(String(await plain('http-plaintext', hello)), /^HTTP\/1\.0 400 Bad Request\r\nX-elastic-product: Elasticsearch\r\n/);
      assert.match(String(await plain('kibana-plaintext', hello)), /^HTTP\/1\.1 400 Bad Request\r\n/);
    });
  });

  describe('with weak client authentication', () => {
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      it(`never asks on transport-client-auth-not-enforced, ${version}`, async () => {
        assert.deepEqual(await answerTo(connectTo('transport-client-auth-not-enforced', only(version)), ping), ping);
      });

      it(`lets in who has no certificate on transport-client-auth-optional, and no stranger, ${version}`, async () => {
        const { chainPem, privateKeyPem } = makeSelfSigned();
        const name = 'transport-client-auth-optional';
        assert.deepEqual(await answerTo(connectTo(name, only(version)), ping), ping);
        assert.deepEqual(await answerTo(connectTo(name, { ...only(version), ...asNode() }), ping), ping);
        assert.equal(await answerTo(connectTo(name, { ...only(version), cert: chainPem, key: privateKeyPem }), ping), 'closed');
      });

      it(`sends no session ticket to a stranger on transport-client-auth-optional, ${version}`, async () => {
        const { chainPem, privateKeyPem } = makeSelfSigned();
        const socket = connectTo('transport-client-auth-optional', { ...only(version), cert: chainPem, key: privateKeyPem });
        let tickets = 0;
        socket.on('session', () => tickets++);
        await answerTo(socket, ping);
        assert.equal(tickets, 0);
      });

      it(`refuses no certificate and takes any on transport-verification-none, ${version}`, async () => {
        const { chainPem, privateKeyPem } = makeSelfSigned();
        const name = 'transport-verification-none';
        assert.match(String(await answerTo(connectTo(name, only(version)), ping)), /HANDSHAKE_FAILURE|CERTIFICATE_REQUIRED/);
        assert.deepEqual(await answerTo(connectTo(name, { ...only(version), cert: chainPem, key: privateKeyPem }), ping), ping);
      });
    }

    it('asks with the names that belong to each', async () => {
      assert.equal(await acceptableIssuers(portOf(endpoint('transport-client-auth-not-enforced'))), null);
      assert.equal((await acceptableIssuers(portOf(endpoint('transport-client-auth-optional'))))?.length, 1);
      assert.deepEqual(await acceptableIssuers(portOf(endpoint('transport-verification-none'))), []);
      const names = await acceptableIssuers(portOf(endpoint('transport-trusts-public-cas')));
      assert.ok((names?.length ?? 0) > 100);
    });

    it('answers as 7.17.29 where client authentication is not enforced', async () => {
      assert.deepEqual(
        await answerTo(connectTo('transport-client-auth-not-enforced'), handshakeRequest),
        Buffer.from(handshakeAnswers['7.17.29'], 'hex'),
      );
    });
  });

  describe('with a wrong certificate', () => {
    const refusals = {
      'leaf-expired': 'CERT_HAS_EXPIRED',
      'san-name-mismatch': 'ERR_TLS_CERT_ALTNAME_INVALID',
      'trust-unknown-issuer': 'SELF_SIGNED_CERT_IN_CHAIN',
      'trust-lookalike-ca': 'CERT_SIGNATURE_FAILURE',
      'trust-missing-intermediate': 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'key-certificate-mismatch': 'ERR_SSL_BAD_SIGNATURE',
    };
    // Some versions of OpenSSL look for another issuer of that name and then miss it; 3.5 names a wrong signature otherwise.
    const badSignature = ['ERR_SSL_BAD_SIGNATURE', 'ERR_SSL_PROVIDER_SIGNATURE_FAILURE'];
    const otherwiseSaid: Readonly<Record<string, readonly string[]>> = {
      'trust-lookalike-ca': ['UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
      'key-certificate-mismatch': badSignature,
    };
    for (const [name, refusal] of Object.entries(refusals)) {
      it(`is refused: ${name}`, async () => {
        const expected = [refusal, ...(otherwiseSaid[name] ?? [])];
        const verdict = await verdictOf(name, asNode());
        assert.ok(expected.includes(verdict), verdict);
      });
    }

    it('shows the signature of another key in TLS 1.2 as well', async () => {
      const verdict = await verdictOf('key-certificate-mismatch', only('TLSv1.2'));
      assert.ok(badSignature.includes(verdict), verdict);
    });

    it('is accepted by Node where only a closer look tells', async () => {
      for (const name of ['leaf-expiring', 'eku-transport-missing-clientauth', 'leaf-is-ca', 'legacy-protocol-enabled']) {
        assert.equal(await verdictOf(name, asNode()), 'authorized', name);
      }
      assert.equal(await verdictOf('weak-key', { ciphers: 'DEFAULT@SECLEVEL=0' }), 'authorized');
    });

    it('ends in 20 days on leaf-expiring', async () => {
      const leaf = await leafOf('leaf-expiring');
      const days = (new Date(leaf.validTo).getTime() - Date.now()) / 86_400_000;
      assert.ok(days > 19.9 && days <= 20, String(days));
    });

    it('is for servers only on eku-transport-missing-clientauth', async () => {
      assert.deepEqual((await leafOf('eku-transport-missing-clientauth')).keyUsage, ['1.3.6.1.5.5.7.3.1']);
    });

    it('is a CA on leaf-is-ca, and nowhere else', async () => {
      for (const { name, target, rule } of stack.endpoints) {
        if (target.startsWith('http:') || name.endsWith('-plaintext') || name === 'key-certificate-mismatch') continue;
        assert.equal((await leafOf(name)).ca, rule === 'leaf-is-ca', name);
      }
    });

    it('has an RSA key of 1024 bits on weak-key', async () => {
      const leaf = await leafOf('weak-key');
      assert.equal(leaf.publicKey.asymmetricKeyDetails?.modulusLength, 1024);
    });

    it('comes alone on trust-missing-intermediate, and with its CA on trust-unknown-issuer', async () => {
      assert.equal(await sentCertificates(portOf(endpoint('trust-missing-intermediate'))), 1);
      assert.equal(await sentCertificates(portOf(endpoint('trust-unknown-issuer'))), 2);
    });

    it('has the issuer name of the real CA on trust-lookalike-ca', async () => {
      const leaf = await leafOf('trust-lookalike-ca');
      const real = await leafOf('healthy-transport');
      assert.equal(leaf.issuer, real.issuer);
      const [transportCa] = stack.trust.der;
      assert.ok(transportCa);
      assert.ok(!leaf.verify(new X509Certificate(transportCa).publicKey));
    });
  });

  it('speaks TLS 1.0 and 1.1 on legacy-protocol-enabled', async () => {
    for (const version of ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const) {
      assert.equal(await verdictOf('legacy-protocol-enabled', { ...only(version), ciphers: 'DEFAULT@SECLEVEL=0' }), 'authorized', version);
    }
  });
});

describe('the lab on fixed ports', () => {
  it('says which port is taken, and leaves none of its own open', async () => {
    const taken = createServer();
    taken.on('error', () => {});
    taken.listen(15601, '127.0.0.1');
    await Promise.race([once(taken, 'listening'), once(taken, 'error')]);
    const refusal = async (): Promise<string> => {
      const error = await startLab({ ports: 'fixed' }).then(
        (stack) => stack.close(),
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof UsageError);
      assert.equal(error.code, 'port-in-use');
      return error.message;
    };
    const first = await refusal();
    assert.match(first, /^cannot listen on 127\.0\.0\.1:\d+$/);
    // Had the first attempt left a server behind, the second would stumble over that one.
    assert.equal(await refusal(), first);
    await new Promise((done) => taken.close(done));
  });
});

const get = Buffer.from('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');

/** How many certificates came over the wire; node:tls would complete them from the client's trust. */
async function sentCertificates(port: number): Promise<number> {
  const certificate = (await firstFlight(port)).find(({ type }) => type === 11);
  assert.ok(certificate, 'a Certificate was sent');
  let count = 0;
  for (let at = 3; at < certificate.body.length; at += 3 + certificate.body.readUIntBE(at, 3)) count += 1;
  return count;
}

/** The CA names in a TLS 1.2 CertificateRequest, as text; null where none was sent. */
async function acceptableIssuers(port: number): Promise<readonly string[] | null> {
  const request = (await firstFlight(port)).find(({ type }) => type === 13);
  if (request === undefined) return null;
  const { body } = request;
  const afterTypes = 1 + body.readUInt8(0);
  const names: string[] = [];
  for (let at = afterTypes + 2 + body.readUInt16BE(afterTypes) + 2; at < body.length; ) {
    const length = body.readUInt16BE(at);
    names.push(body.subarray(at + 2, at + 2 + length).toString('latin1'));
    at += 2 + length;
  }
  return names;
}

type Message = { readonly type: number; readonly body: Buffer };

/** The messages of a server in TLS 1.2 up to ServerHelloDone, which are in the clear. */
async function firstFlight(port: number): Promise<readonly Message[]> {
  const heard: Buffer[] = [];
  const raw = connectTcp(port, '127.0.0.1');
  const tap = new Duplex({
    read: () => {},
    write: (bytes, _encoding, done) => raw.write(bytes, () => done()),
    final: (done) => raw.end(done),
    destroy: (_error, done) => {
      raw.destroy();
      done(null);
    },
  });
  raw.on('data', (bytes: Buffer) => {
    heard.push(bytes);
    tap.push(bytes);
  });
  raw.on('end', () => tap.push(null));
  raw.on('error', () => tap.destroy());
  const client = connect({ socket: tap, maxVersion: 'TLSv1.2', rejectUnauthorized: false });
  await Promise.race([once(client, 'secureConnect'), once(client, 'close')]).catch(() => {});
  client.destroy();

  const messages = handshakeMessages(Buffer.concat(heard));
  assert.ok(
    messages.some(({ type }) => type === 14),
    'the whole flight was seen',
  );
  return messages;
}

/** The messages of the first flight; what comes after it is encrypted. */
function handshakeMessages(wire: Buffer): readonly Message[] {
  const contents: Buffer[] = [];
  for (let at = 0; at + 5 <= wire.length && wire[at] === 22; at += 5 + wire.readUInt16BE(at + 3)) {
    contents.push(wire.subarray(at + 5, at + 5 + wire.readUInt16BE(at + 3)));
  }
  const stream = Buffer.concat(contents);
  const messages: Message[] = [];
  for (let at = 0; at + 4 <= stream.length; ) {
    const length = stream.readUIntBE(at + 1, 3);
    messages.push({ type: stream.readUInt8(at), body: stream.subarray(at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return messages;
}
