import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import { issue, makeCa } from '../../src/lab/pki.ts';
import type { Enumerated, Observation } from '../../src/model/observation.ts';
import type { ProtocolVersion } from '../../src/model/protocol-version.ts';
import type { ProbeOptions } from '../../src/probe/probe-options.ts';
import { startDelayProxy } from '../support/delay-proxy.ts';
import { goVersion, startGoServer } from '../support/go-server.ts';
import { findJdks, type JsseServers, startJsseServers } from '../support/jsse-server.ts';
import { listening } from '../support/listening.ts';
import { mlKemNode, startMlKemServer } from '../support/ml-kem-server.ts';
import { opensslVersion, startOpensslServer } from '../support/openssl-server.ts';
import { probePort } from '../support/probe.ts';
import { skipUnless } from '../support/required.ts';

const ca = makeCa();
const rsa = issue(ca, { subject: 'enumerated', key: 'RSA-2048' });
const ecdsa = issue(ca, { subject: 'enumerated' });

/** Everything is asked of one port, with no more patience than loopback needs. */
function ask(port: number, given: Partial<ProbeOptions> = {}): Promise<Observation> {
  return probePort(port, 'http', { depth: 'full', deadlineMs: 60_000, ...given });
}

function suites({ details }: Observation, version: ProtocolVersion): readonly string[] {
  const found = details?.cipherSuites?.[version] ?? assert.fail(`no suites of ${version}`);
  assert.equal(found.gap, null);
  return found.accepted;
}

function all(list: Enumerated | undefined): readonly string[] {
  assert.equal(list?.gap, null);
  return list?.accepted ?? [];
}

/** A server of Node's that lets no handshake fail for want of a protocol above it. */
async function startNode(options: tls.TlsOptions): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = tls.createServer({ key: rsa.privateKeyPem, cert: rsa.chainPem, ...options }, (socket) => {
    socket.on('error', () => {}).on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
  });
  server.on('tlsClientError', () => {});
  return { port: await listening(server), close: () => void server.close() };
}

/** The suites that OpenSSL as a client agrees on with the server, each forbidden once it was chosen: another way to the truth. */
async function agreedWithOpenssl(port: number, version: tls.SecureVersion): Promise<readonly string[]> {
  const agreed: { readonly name: string; readonly standardName: string }[] = [];
  for (;;) {
    const ciphers = ['ALL:COMPLEMENTOFALL', ...agreed.map(({ name }) => `!${name}`), '@SECLEVEL=0'].join(':');
    const socket = tls.connect({ port, host: '127.0.0.1', ciphers, minVersion: version, maxVersion: version, rejectUnauthorized: false });
    const outcome = await new Promise<'agreed' | 'refused'>((resolve) => {
      socket.once('error', () => resolve('refused'));
      socket.once('secureConnect', () => resolve('agreed'));
    });
    if (outcome === 'agreed') agreed.push(socket.getCipher());
    socket.destroy();
    if (outcome === 'refused') return agreed.map(({ standardName }) => standardName);
  }
}

describe('enumeration of a server that takes everything', () => {
  it('finds every suite that OpenSSL has, in TLS 1.0 to 1.3', async function () {
    this.timeout(60_000);
    const server = await startNode({ ciphers: 'ALL:COMPLEMENTOFALL:@SECLEVEL=0', minVersion: 'TLSv1', dhparam: 'auto' });
    const observation = await ask(server.port, { depth: 'standard' });
    for (const version of ['TLSv1.2', 'TLSv1.1', 'TLSv1'] as const) {
      const truth = await agreedWithOpenssl(server.port, version);
      // `openssl ciphers -s ALL:COMPLEMENTOFALL:@SECLEVEL=0` of OpenSSL 3.0 lists 61 that an RSA key, or none, will do for in TLS 1.2, 20 in those before.
      const least = version === 'TLSv1.2' ? 61 : 20;
      if (process.versions.openssl.startsWith('3.0.')) assert.equal(truth.length, least);
      assert.deepEqual([...suites(observation, version)].sort(), [...truth].sort(), version);
    }
    assert.deepEqual([...suites(observation, 'TLSv1.3')].sort(), [
      'TLS_AES_128_GCM_SHA256',
      'TLS_AES_256_GCM_SHA384',
      'TLS_CHACHA20_POLY1305_SHA256',
    ]);
    assert.equal(observation.details?.cipherSuites?.['TLSv1.2']?.serverOrder, true);
    server.close();
  });

  it('needs one hello a suite, and one more', async () => {
    const server = await startNode({ ciphers: 'ECDHE-RSA-AES128-SHA:ECDHE-RSA-AES256-SHA:AES128-SHA', maxVersion: 'TLSv1.2' });
    const quick = await ask(server.port, { depth: 'quick' });
    const { cost, details } = await ask(server.port, { depth: 'standard' });
    assert.deepEqual(details?.cipherSuites?.['TLSv1.2'], {
      accepted: ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA', 'TLS_RSA_WITH_AES_128_CBC_SHA'],
      gap: null,
      serverOrder: true,
    });
    // And one for what is older than TLS 1.2.
    assert.equal(cost.connections - quick.cost.connections, 3 + 1 + 1);
    server.close();
  });
});

describe('enumeration of openssl s_server, which serves one connection at a time', () => {
  before(function () {
    skipUnless(this, opensslVersion() !== null, 'openssl');
  });

  it('finds suites, groups and signature schemes all the same, from 20 ms away, and that the client has the choice', async function () {
    this.timeout(60_000);
    const server = await startOpensslServer({
      identity: rsa,
      flags: [
        '-cipher',
        'AES256-SHA:ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0',
        '-groups',
        'P-521:X25519:ffdhe3072',
        '-sigalgs',
        'RSA-PSS+SHA512:RSA+SHA256:RSA+SHA384',
      ],
    });
    const proxy = await startDelayProxy({ port: server.port, oneWayMs: 10 });
    const observation = await ask(proxy.port);
    const { details } = observation;
    assert.deepEqual([...suites(observation, 'TLSv1.2')].sort(), ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_256_CBC_SHA']);
    assert.equal(suites(observation, 'TLSv1.3').length, 3);
    assert.equal(details?.cipherSuites?.['TLSv1.2']?.serverOrder, false);
    assert.equal(details?.cipherSuites?.['TLSv1.3']?.serverOrder, false);
    assert.deepEqual([...all(details?.groups?.['TLSv1.3'])].sort(), ['ffdhe3072', 'secp521r1', 'x25519']);
    assert.deepEqual(all(details?.signatureSchemes?.['TLSv1.3']), ['rsa_pss_rsae_sha512']);
    assert.deepEqual([...all(details?.signatureSchemes?.['TLSv1.2'])].sort(), [
      'rsa_pkcs1_sha256',
      'rsa_pkcs1_sha384',
      'rsa_pss_rsae_sha512',
    ]);
    assert.ok(proxy.counts().connections <= 64, `${proxy.counts().connections} connections`);
    await proxy.close();
    await server.close();
  });

  it('says of -serverpref that the order is the server’s', async () => {
    const server = await startOpensslServer({
      identity: rsa,
      flags: ['-tls1_2', '-serverpref', '-cipher', 'AES256-SHA:ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA'],
    });
    const { details } = await ask(server.port, { depth: 'standard' });
    assert.deepEqual(details?.cipherSuites?.['TLSv1.2'], {
      accepted: ['TLS_RSA_WITH_AES_256_CBC_SHA', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_128_CBC_SHA'],
      gap: null,
      serverOrder: true,
    });
    await server.close();
  });
});

describe('sessions', () => {
  before(function () {
    skipUnless(this, opensslVersion() !== null, 'openssl');
  });

  it('are found to be kept, by their id and by tickets', async () => {
    const server = await startOpensslServer({ identity: rsa, flags: ['-www'] });
    const { details } = await ask(server.port);
    assert.deepEqual(details?.resumption, { sessionId: 'resumed', sessionTicket: 'resumed', tickets: true, psk: 'resumed' });
    assert.equal(details?.features?.sessionTickets, true);
    await server.close();
  });

  it('are found not to be kept', async () => {
    const server = await startOpensslServer({ identity: rsa, flags: ['-www', '-no_cache', '-no_ticket', '-num_tickets', '0'] });
    const { details } = await ask(server.port);
    assert.deepEqual(details?.resumption, { sessionId: 'not-offered', sessionTicket: 'not-offered', tickets: false, psk: 'not-offered' });
    assert.equal(details?.features?.sessionTickets, false);
    await server.close();
  });

  it('are told apart by their kind: ids without tickets, under a suite of either hash, and after a HelloRetryRequest', async () => {
    const flags = ['-www', '-no_ticket', '-groups', 'P-384', '-ciphersuites', 'TLS_AES_128_GCM_SHA256'];
    const server = await startOpensslServer({ identity: rsa, flags });
    const { details } = await ask(server.port);
    // In TLS 1.3 s_server then keeps the session itself, and its ticket is the name of it.
    assert.deepEqual(details?.resumption, { sessionId: 'resumed', sessionTicket: 'not-offered', tickets: true, psk: 'resumed' });
    await server.close();
  });

  it('are found to be promised and not kept', async () => {
    // Each connection forgets the keys of the tickets before it, as nodes behind a balancer do that share none.
    const server = tls.createServer({ key: rsa.privateKeyPem, cert: rsa.chainPem }, (socket) => {
      socket.on('error', () => {}).on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
    });
    server.on('tlsClientError', () => {}).on('connection', () => server.setTicketKeys(randomBytes(48)));
    const { details } = await ask(await listening(server));
    assert.deepEqual(details?.resumption, { sessionId: 'refused', sessionTicket: 'refused', tickets: true, psk: 'refused' });
    server.close();
  });

  it('are asked for with the user’s certificate where one is required', async () => {
    const own = issue(ca, { subject: 'user' });
    const server = await startNode({ ca: [ca.certificatePem], requestCert: true, rejectUnauthorized: true, sessionIdContext: 'x' });
    const { details } = await ask(server.port, { identity: { chain: own.chain, key: own.privateKey } });
    // Node names sessions, and keeps none by itself.
    assert.deepEqual(details?.resumption, { sessionId: 'refused', sessionTicket: 'resumed', tickets: true, psk: 'resumed' });
    server.close();
  });

  it('are not asked for where no client gets in without a certificate', async () => {
    const server = await startNode({ ca: [ca.certificatePem], requestCert: true, rejectUnauthorized: true });
    const { details } = await ask(server.port);
    assert.equal(details?.resumption, undefined);
    server.close();
  });
});

describe('enumeration of a server that turns away whoever comes while it serves another', () => {
  it('notices, and asks one thing at a time', async () => {
    const server = await startNode({ ciphers: 'ECDHE-RSA-AES128-SHA:ECDHE-RSA-AES256-SHA:AES128-SHA' });
    let busy = false;
    let turnedAway = 0;
    const jealous = net.createServer((client) => {
      client.on('error', () => {});
      if (busy) {
        turnedAway += 1;
        client.resetAndDestroy();
        return;
      }
      busy = true;
      const upstream = net.connect(server.port, '127.0.0.1');
      upstream
        .on('error', () => {})
        .on('data', (bytes) => client.write(bytes))
        .on('end', () => client.end());
      client.on('data', (bytes) => upstream.write(bytes));
      client.on('close', () => {
        upstream.destroy();
        busy = false;
      });
    });
    const observation = await ask(await listening(jealous), { depth: 'full' });
    assert.ok(turnedAway > 0, 'it was never asked two things at once');
    assert.equal(suites(observation, 'TLSv1.2').length, 3);
    assert.equal(suites(observation, 'TLSv1.3').length, 3);
    assert.ok(all(observation.details?.signatureSchemes?.['TLSv1.3']).includes('rsa_pss_rsae_sha256'));
    jealous.close();
    server.close();
  });
});

describe('enumeration of Go', () => {
  before(function () {
    skipUnless(this, (goVersion() ?? 0) >= 24, 'Go 1.24 or later');
  });

  it('finds the hybrids with ML-KEM, protocols and fallback', async function () {
    this.timeout(60_000);
    const server = await startGoServer(ecdsa);
    const { details, versions } = await ask(server.port);
    const groups = all(details?.groups?.['TLSv1.3']);
    const hybrids = (goVersion() ?? 0) >= 26 ? ['SecP256r1MLKEM768', 'SecP384r1MLKEM1024', 'X25519MLKEM768'] : ['X25519MLKEM768'];
    assert.deepEqual(groups.filter((name) => name.includes('MLKEM')).sort(), hybrids);
    for (const classic of ['x25519', 'secp256r1', 'secp384r1', 'secp521r1']) assert.ok(groups.includes(classic), classic);
    assert.deepEqual(details?.alpn, { accepted: ['h2', 'http/1.1'], gap: null });
    assert.equal(details?.fallbackScsv, 'refused');
    assert.deepEqual(details?.resumption, { sessionId: 'not-offered', sessionTicket: 'resumed', tickets: true, psk: 'resumed' });
    assert.deepEqual(all(details?.signatureSchemes?.['TLSv1.3']), ['ecdsa_secp256r1_sha256']);
    assert.deepEqual(details?.cipherSuites?.['TLSv1.3'], {
      accepted: ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
      gap: null,
      serverOrder: true,
    });
    assert.equal(versions['TLSv1.2'], 'accepted');
    await server.close();
  });
});

describe('enumeration of OpenSSL 3.5', () => {
  const node = mlKemNode();
  before(function () {
    skipUnless(this, node !== null, 'OpenSSL 3.5 or later, by HANDCLASP_ML_KEM_NODE,');
  });

  it('finds every group that it is told to take, hybrids and ML-KEM alone among them, and every signature scheme', async function () {
    this.timeout(60_000);
    const groups = [
      ...['X25519MLKEM768', 'SecP256r1MLKEM768', 'SecP384r1MLKEM1024', 'MLKEM512', 'MLKEM768', 'MLKEM1024'],
      ...['x25519', 'x448', 'secp256r1', 'secp384r1', 'secp521r1', 'brainpoolP256r1tls13', 'brainpoolP384r1tls13', 'brainpoolP512r1tls13'],
      ...['ffdhe2048', 'ffdhe3072', 'ffdhe4096', 'ffdhe6144', 'ffdhe8192'],
    ];
    const schemes = ['rsa_pss_rsae_sha256', 'rsa_pss_rsae_sha384', 'rsa_pss_rsae_sha512'];
    const pkcs1 = ['rsa_pkcs1_sha256', 'rsa_pkcs1_sha384', 'rsa_pkcs1_sha512'];
    const server = await startMlKemServer(node ?? assert.fail(), {
      key: rsa.privateKeyPem,
      cert: rsa.chainPem,
      ecdhCurve: groups.join(':'),
      sigalgs: [...schemes, ...pkcs1].join(':'),
    });
    const { details } = await ask(server.port);
    assert.deepEqual([...all(details?.groups?.['TLSv1.3'])].sort(), groups.sort());
    assert.deepEqual([...all(details?.signatureSchemes?.['TLSv1.3'])].sort(), schemes);
    assert.deepEqual([...all(details?.signatureSchemes?.['TLSv1.2'])].sort(), [...pkcs1, ...schemes]);
    assert.deepEqual(details?.resumption, { sessionId: 'refused', sessionTicket: 'resumed', tickets: true, psk: 'resumed' });
    await server.close();
  });

  it('finds the hybrids of its default, and that it signs with ML-DSA, which nothing here can verify', async () => {
    const server = await startMlKemServer(node ?? assert.fail(), { mlDsa: 'ml-dsa-65', minVersion: 'TLSv1.3' });
    const { details, versions } = await ask(server.port);
    assert.ok(all(details?.groups?.['TLSv1.3']).includes('X25519MLKEM768'));
    assert.deepEqual(all(details?.signatureSchemes?.['TLSv1.3']), ['mldsa65']);
    assert.equal(versions['TLSv1.3'], 'accepted');
    await server.close();
  });
});

for (const jdk of findJdks()) {
  describe(`enumeration of JSSE of JDK ${jdk.major}, which requires a client certificate`, () => {
    let servers: JsseServers;
    before(async function () {
      this.timeout(30_000);
      servers = await startJsseServers(jdk);
    });
    after(() => servers.close());

    const serve = (cipherSuites?: readonly string[], identity = rsa) =>
      servers.serve({ identity, trust: [ca.certificate], clientAuth: 'need', ...(cipherSuites === undefined ? {} : { cipherSuites }) });

    it('finds a list of its own, in its order', async () => {
      const own = ['TLS_DHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'];
      const observation = await ask(await serve(['TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256', ...own]), { depth: 'standard' });
      assert.deepEqual(suites(observation, 'TLSv1.2'), own);
      assert.deepEqual(suites(observation, 'TLSv1.3'), ['TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256']);
      assert.equal(observation.details?.cipherSuites?.['TLSv1.2']?.serverOrder, true);
      assert.equal(observation.clientAuth['TLSv1.3']?.kind, 'required');
    });

    it('finds versions and suites in at most 32 connections', async () => {
      const proxy = await startDelayProxy({ port: await serve(), oneWayMs: 10 });
      const observation = await ask(proxy.port, { depth: 'standard' });
      assert.equal(suites(observation, 'TLSv1.3').length, 3);
      // JDK 24 and later leave the six TLS_RSA_ out.
      assert.equal(suites(observation, 'TLSv1.2').length, jdk.major >= 24 ? 14 : 20);
      assert.equal(observation.versions['TLSv1.1'], 'rejected');
      const { connections } = proxy.counts();
      assert.ok(connections <= 32, `${connections} connections`);
      assert.equal(observation.cost.connections, connections);
      await proxy.close();
    });

    it('finds everything in at most 64 connections and 100 kB, both ways', async () => {
      const proxy = await startDelayProxy({ port: await serve(), oneWayMs: 10 });
      const observation = await ask(proxy.port);
      const { details } = observation;
      assert.deepEqual(details?.cipherSuites?.['TLSv1.3']?.accepted.length, 3);
      assert.deepEqual(all(details?.signatureSchemes?.['TLSv1.3']), ['rsa_pss_rsae_sha256', 'rsa_pss_rsae_sha384', 'rsa_pss_rsae_sha512']);
      const schemes12 = ['sha224', 'sha256', 'sha384', 'sha512', ...(jdk.major >= 24 ? [] : ['sha1'])].map((hash) => `rsa_pkcs1_${hash}`);
      assert.deepEqual(
        [...all(details?.signatureSchemes?.['TLSv1.2'])].sort(),
        [...schemes12, 'rsa_pss_rsae_sha256', 'rsa_pss_rsae_sha384', 'rsa_pss_rsae_sha512'].sort(),
      );
      assert.deepEqual(
        [...all(details?.groups?.['TLSv1.3'])].sort(),
        ['ffdhe2048', 'ffdhe3072', 'ffdhe4096', 'ffdhe6144', 'ffdhe8192', 'secp256r1', 'secp384r1', 'secp521r1', 'x25519', 'x448'].sort(),
      );
      assert.deepEqual(details?.features, {
        version: 'TLSv1.2',
        extendedMasterSecret: true,
        secureRenegotiation: true,
        compression: false,
        heartbeat: false,
        ocspStapling: false,
        sessionTickets: true,
        sessionIds: true,
      });
      assert.deepEqual(details?.tolerance, { unknownVersion: 'tolerated', largeHello: 'tolerated', grease: 'tolerated' });
      assert.deepEqual(details?.serverName, { absent: 'same-certificate', unknown: 'same-certificate' });
      assert.equal(details?.leaves?.length, 1);
      assert.equal(details?.fallbackScsv, 'ignored');
      assert.deepEqual(details?.alpn, { accepted: [], gap: null });
      const { connections, bytesToServer, bytesToClient } = proxy.counts();
      assert.ok(connections <= 64, `${connections} connections`);
      assert.ok(bytesToServer + bytesToClient <= 100_000, `${bytesToServer + bytesToClient} bytes`);
      await proxy.close();
    });

    it('finds that the sessions of a known client go on, by ticket and by pre-shared key', async () => {
      const own = issue(ca, { subject: 'user' });
      const { details } = await ask(await serve(), { identity: { chain: own.chain, key: own.privateKey } });
      assert.deepEqual(details?.resumption, { sessionId: 'resumed', sessionTicket: 'resumed', tickets: true, psk: 'resumed' });
    });

    it('finds the suites of a certificate with an EC key', async () => {
      const observation = await ask(await serve(undefined, ecdsa), { depth: 'standard' });
      assert.ok(suites(observation, 'TLSv1.2').every((name) => name.startsWith('TLS_ECDHE_ECDSA_')));
      assert.equal(suites(observation, 'TLSv1.2').length, 7);
    });
  });
}

describe('a hello out of the ordinary', () => {
  it('is told from others where the server chokes on it', async () => {
    const server = await startNode({});
    /** Forgets whatever begins with more than a thousand bytes, as old middleboxes do. */
    const narrow = net.createServer((client) => {
      const upstream = net.connect(server.port, '127.0.0.1');
      upstream
        .on('error', () => {})
        .on('data', (bytes) => client.write(bytes))
        .on('end', () => client.end());
      client.on('error', () => {}).on('close', () => upstream.destroy());
      client.on('data', (bytes) => {
        if (bytes.length > 3000) client.destroy();
        else upstream.write(bytes);
      });
    });
    const { details } = await ask(await listening(narrow));
    assert.deepEqual(details?.tolerance, { unknownVersion: 'tolerated', largeHello: 'refused', grease: 'tolerated' });
    narrow.close();
    server.close();
  });

  it('shows that the certificate goes by the server name, and that names are known', async () => {
    const other = issue(ca, { subject: 'somebody', key: 'RSA-2048' });
    const named = tls.createSecureContext({ key: other.privateKeyPem, cert: other.chainPem });
    const server = await startNode({
      SNICallback: (name, done) => done(null, name === 'nobody.invalid' ? named : undefined),
      ALPNProtocols: ['http/1.1'],
    });
    const { details } = await ask(server.port, { serverName: 'es01' });
    assert.deepEqual(details?.serverName, { absent: 'same-certificate', unknown: 'other-certificate' });
    assert.deepEqual(details?.alpn, { accepted: ['http/1.1'], gap: null });
    server.close();
  });

  it('is asked of TLS 1.3 alone, too', async () => {
    const server = await startNode({ minVersion: 'TLSv1.3', ALPNProtocols: ['h2'] });
    const { details } = await ask(server.port);
    assert.equal(details?.features, undefined);
    assert.deepEqual(details?.tolerance, { unknownVersion: null, largeHello: 'tolerated', grease: 'tolerated' });
    assert.deepEqual(details?.alpn, { accepted: ['h2'], gap: null });
    assert.deepEqual(details?.serverName, { absent: 'same-certificate', unknown: 'same-certificate' });
    assert.equal(details?.fallbackScsv, null);
    server.close();
  });

  it('is not asked where the wire is to be quiet, nor without TLS', async () => {
    const server = await startNode({});
    const quiet = await ask(server.port, { quietWire: true });
    assert.equal(quiet.details?.cipherSuites, undefined);
    assert.equal(quiet.details?.tolerance, undefined);
    const plain = net.createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    assert.equal((await ask(await listening(plain))).details, undefined);
    plain.close();
    server.close();
  });
});
