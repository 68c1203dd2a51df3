import assert from 'node:assert/strict';
import { gatherEvidence } from '../../src/evidence/gather-evidence.ts';
import { type Authority, issue, makeCa, withChain } from '../../src/lab/pki.ts';
import { upgradeJdk26Sha1Root } from '../../src/rules/certificate/upgrade-jdk26-sha1-root.ts';
import { finding } from '../support/outcomes.ts';
import { probePort } from '../support/probe.ts';
import { skipUnless } from '../support/required.ts';
import { findRuntimes, startPeer, type TlsPeer } from '../support/tls-peers/tls-peers.ts';

/*
 * The chain of elastic/elasticsearch#152868, served by JSSE with the check of JDK 26: what its clients meet, and what the product says.
 */
describe('a chain that JDK 26 keeps back', () => {
  const runtimes = findRuntimes();
  const wanted = ['jdk17', 'jdk25', 'node20', 'node24', 'go', 'python'];
  const peers: TlsPeer[] = [];
  before(function () {
    const missing = wanted.filter((one) => !runtimes.some((runtime) => runtime.startsWith(one)));
    skipUnless(this, missing.length === 0, missing.join(', '));
  });
  afterEach(() => Promise.all(peers.splice(0).map((peer) => peer.close())));

  const start = (prefix: string): TlsPeer => {
    const peer = startPeer(runtimes.find((runtime) => runtime.startsWith(prefix)) ?? prefix);
    peers.push(peer);
    return peer;
  };
  const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64');

  const serve = async (root: Authority, more: { readonly holdsBack?: string; readonly protocols?: string } = {}): Promise<number> => {
    const leaf = withChain(issue(root, { subject: 'es01', key: 'RSA-2048', altNames: ['DNS:localhost', 'IP:127.0.0.1'] }), [
      root.certificate,
    ]);
    const answer = await start('jdk25').ask({
      role: 'server',
      chain: [leaf.certificate, root.certificate].map(base64).join(','),
      key: base64(leaf.privateKey.export({ type: 'pkcs8', format: 'der' })),
      ...more,
    });
    return Number(/^port (\d+)$/.exec(answer)?.[1] ?? assert.fail(answer));
  };
  const old = makeCa({ subject: 'Root CA 2009', key: 'RSA-2048', hash: 'sha1' });
  const renewed = makeCa({ subject: 'Root CA 2026', key: 'RSA-2048' });

  const told = async (port: number) => {
    const seen = await gatherEvidence(await probePort(port, 'http'), { anchors: [], at: new Date() });
    return {
      answer: seen.clientHellos?.map(({ hello, answer, alert }) => `${hello} ${answer} ${alert}`),
      outcome: upgradeJdk26Sha1Root.judge(seen),
    };
  };

  for (const protocols of ['TLSv1.3', 'TLSv1.2'])
    it(`is refused to Node and Python, shown to Java and Go, and told as proven: ${protocols}`, async function () {
      this.timeout(120_000);
      const port = await serve(old, { holdsBack: 'yes', protocols });
      const { answer, outcome } = await told(port);
      assert.deepEqual(answer, ['node24 refused handshake_failure']);
      assert.match(finding(outcome).message, /Confirmed: a hello that takes no SHA-1, as Node\.js 24 says it, is refused/);
      const met = async (client: string) => {
        const said = await start(client).ask({ role: 'client', port: String(port), trust: base64(old.certificate), name: 'localhost' });
        return said.startsWith('ok ');
      };
      assert.deepEqual([await met('jdk17'), await met('jdk25'), await met('go')], [true, true, true]);
      assert.deepEqual([await met('node20'), await met('node24'), await met('python')], [false, false, false]);
    });

  it('is told as what is to come where the JDK lets it out', async function () {
    this.timeout(60_000);
    const { answer, outcome } = await told(await serve(old));
    assert.deepEqual(answer, ['node24 answered null']);
    assert.match(finding(outcome).message, /Today Node\.js 24 is answered/);
  });

  it('is no matter of a root with SHA-256', async function () {
    this.timeout(60_000);
    const { answer, outcome } = await told(await serve(renewed, { holdsBack: 'yes' }));
    assert.deepEqual([answer, outcome.kind], [undefined, 'pass']);
  });
});
