import assert from 'node:assert/strict';
import tls from 'node:tls';
import { issue, makeCa } from '../../src/lab/pki.ts';
import type { ClientAuth, Observation } from '../../src/model/observation.ts';
import type { ProbeOptions } from '../../src/probe/probe-options.ts';
import { startDelayProxy } from '../support/delay-proxy.ts';
import { findJdks, type JsseServers, startJsseServers } from '../support/jsse-server.ts';
import { listening } from '../support/listening.ts';
import { opensslVersion, startOpensslServer } from '../support/openssl-server.ts';
import { probePort } from '../support/probe.ts';
import { skipUnless } from '../support/required.ts';

type Mode = 'none' | 'optional' | 'required';
type Versions = readonly ('TLSv1.2' | 'TLSv1.3')[];

const modes: readonly Mode[] = ['none', 'optional', 'required'];
const versionSets: readonly Versions[] = [['TLSv1.2'], ['TLSv1.3'], ['TLSv1.2', 'TLSv1.3']];
const roundTrips = [0, 20];

const ca = makeCa({
  subject: [
    ['CN', 'matrix CA'],
    ['O', 'handclasp'],
  ],
});
const identity = issue(ca, { subject: [['CN', 'matrix']] });
const client = issue(ca, { subject: [['CN', 'client']], extendedKeyUsage: ['clientAuth'] });

/** A running server of one kind, in one mode. */
type Running = { readonly port: number; readonly close: () => Promise<void> };

/** Every mode, version set and round trip, with and without a certificate of ours: the verdict, the names it accepts, and what the answer cost. */
function matrix(start: (mode: Mode, versions: Versions) => Promise<Running>, given: Partial<ProbeOptions> = {}): void {
  for (const mode of modes) {
    for (const versions of versionSets) {
      for (const roundTripMs of roundTrips) {
        it(`says ${mode} on ${versions.join(' and ')} at ${roundTripMs} ms`, async () => {
          const server = await start(mode, versions);
          const proxy = await startDelayProxy({ port: server.port, oneWayMs: roundTripMs / 2 });
          try {
            holdTo(await probePort(proxy.port, 'transport', given), mode, versions);
            const without = proxy.counts().connections;
            assert.ok(without <= 2, `${without} connections`);
            // A certificate of ours, which is let in, does not hide what becomes of those who have none.
            const ours = { chain: client.chain, key: client.privateKey };
            holdTo(await probePort(proxy.port, 'transport', { ...given, identity: ours }), mode, versions);
            assert.ok(proxy.counts().connections <= without + 3, `${proxy.counts().connections - without} connections with a certificate`);
          } finally {
            await proxy.close();
            await server.close();
          }
        });
      }
    }
  }
}

function holdTo(observation: Observation, mode: Mode, versions: Versions): void {
  const verdicts = Object.fromEntries(
    Object.entries(observation.clientAuth).map(([version, auth]) => [version, (auth as ClientAuth).kind]),
  );
  assert.deepEqual(verdicts, Object.fromEntries(versions.map((version) => [version, mode])), JSON.stringify(observation.clientAuth));
  const accepted = Object.entries(observation.versions).filter(([, answer]) => answer === 'accepted');
  assert.deepEqual(accepted.map(([version]) => version).sort(), [...versions].sort());
  for (const { version, certificateRequest } of observation.conversations) {
    if (version === null) continue;
    const authorities = certificateRequest?.authorities.map((name) => Buffer.from(name).toString('latin1')) ?? null;
    if (mode === 'none') assert.equal(authorities, null);
    else
      assert.deepEqual(
        authorities?.map((name) => name.includes('matrix CA')),
        [true],
      );
  }
}

describe('client authentication by node:tls', () => {
  matrix(async (mode, versions) => {
    const server = tls.createServer(
      {
        key: identity.privateKeyPem,
        cert: identity.chainPem,
        ca: [ca.certificatePem],
        requestCert: mode !== 'none',
        rejectUnauthorized: mode === 'required',
        minVersion: versions[0] ?? 'TLSv1.2',
        maxVersion: versions.at(-1) ?? 'TLSv1.3',
      },
      (socket) => socket.on('error', () => {}).on('data', (bytes) => socket.write(bytes)),
    );
    const port = await listening(server);
    return { port, close: () => new Promise((done) => server.close(() => done())) };
  });
});

describe('client authentication by openssl s_server', () => {
  before(function () {
    skipUnless(this, opensslVersion() !== null, 'openssl');
  });
  const start = async (mode: Mode, versions: Versions) => {
    const verify = { none: [], optional: ['-verify', '1'], required: ['-Verify', '1', '-verify_return_error'] }[mode];
    const only = versions.length === 1 ? [versions[0] === 'TLSv1.3' ? '-tls1_3' : '-tls1_2'] : [];
    return startOpensslServer({ identity, trust: [ca.certificatePem], flags: [...verify, ...only] });
  };
  // It has nothing to say above TLS, and is not worth waiting for.
  matrix(start, { idleTimeoutMs: 400 });
});

for (const jdk of findJdks()) {
  describe(`client authentication by JSSE of JDK ${jdk.major}`, () => {
    let servers: JsseServers;
    before(async function () {
      this.timeout(30_000);
      servers = await startJsseServers(jdk);
    });
    after(() => servers.close());
    const clientAuth = { none: 'none', optional: 'want', required: 'need' } as const;
    matrix(async (mode, versions) => {
      const port = await servers.serve({ identity, trust: [ca.certificate], clientAuth: clientAuth[mode], protocols: versions });
      return { port, close: async () => {} };
    });

    it('says that a server which trusts everyone asks with an empty list, and lets a self-signed certificate in', async () => {
      const port = await servers.serve({ identity, trust: 'all', clientAuth: 'need' });
      const unknown = issue(makeCa(), { extendedKeyUsage: ['clientAuth'] });
      const observation = await probePort(port, 'transport', { selfSignedIdentity: { chain: unknown.chain, key: unknown.privateKey } });
      assert.equal(observation.clientAuth['TLSv1.3']?.kind, 'required');
      assert.deepEqual(observation.conversations[0]?.certificateRequest?.authorities, []);
      assert.equal(observation.selfSignedAnswer, 'accepted');
    });

    it('says that a stranger is refused where only a CA is trusted', async () => {
      const port = await servers.serve({ identity, trust: [ca.certificate], clientAuth: 'need' });
      const unknown = issue(makeCa(), { extendedKeyUsage: ['clientAuth'] });
      const observation = await probePort(port, 'transport', { selfSignedIdentity: { chain: unknown.chain, key: unknown.privateKey } });
      assert.equal(observation.selfSignedAnswer, 'refused');
    });

    it('reads the transport version with a certificate of the right CA, and still says required', async () => {
      const port = await servers.serve({ identity, trust: [ca.certificate], clientAuth: 'need' });
      const observation = await probePort(port, 'transport', { identity: { chain: client.chain, key: client.privateKey } });
      assert.equal(observation.clientAuth['TLSv1.3']?.kind, 'required');
      assert.equal(observation.clientAuth['TLSv1.2']?.kind, 'required');
      assert.equal(observation.service.product, 'elasticsearch');
      assert.match(observation.service.version ?? '', /^8\.19/);
      assert.equal(observation.cost.connections, 3);
    });
  });
}

describe('client authentication by JSSE', () => {
  it('was asked of a JDK', function () {
    skipUnless(this, findJdks().length > 0, 'Java');
  });
});
