import assert from 'node:assert/strict';
import { gatherSetupEvidence } from '../../src/evidence/gather-setup-evidence.ts';
import type { Setup } from '../../src/model/setup.ts';
import { ca, es01, httpCa, node } from '../rules/setup/setups.ts';

const gathered = (setup: Setup) => gatherSetupEvidence(setup, { at: new Date(), deployment: 'self' });
const shownBy = async (setup: Setup) => (await gathered(setup)).shown.map(({ context }) => context.kind);

describe('the evidence of a setup', () => {
  it('has the certificates of contexts that are in force', async () => {
    assert.deepEqual(await shownBy(await node()), ['transport', 'http']);
    assert.deepEqual(await shownBy(await node({ 'xpack.security.http.ssl.enabled': 'false' })), ['transport']);
    assert.deepEqual(await shownBy(await node({ 'xpack.security.enabled': 'false' })), []);
  });

  it('has those of the remote cluster server where that is on', async () => {
    const server = {
      'xpack.security.remote_cluster_server.ssl.key': 'http.key',
      'xpack.security.remote_cluster_server.ssl.certificate': 'http.crt',
    };
    assert.deepEqual(await shownBy(await node(server)), ['transport', 'http']);
    assert.deepEqual(await shownBy(await node({ ...server, 'remote_cluster_server.enabled': 'true' })), [
      'transport',
      'http',
      'remote-cluster-server',
    ]);
  });

  it('judges transport by its own trust, and HTTP by every CA that the files hold', async () => {
    const { shown } = await gathered(await node({}, { trust: [httpCa.certificate], http: es01({}, httpCa) }));
    assert.deepEqual(
      shown.map(({ evidence: { trust } }) => trust.kind),
      ['untrusted', 'trusted'],
    );
  });

  it('compares the certificate with the address that transport publishes, and with none that only the machine knows', async () => {
    const names = async (host: string) => (await gathered(await node({ 'network.host': host }))).shown[0]?.names.map(({ kind }) => kind);
    assert.deepEqual(await names('10.0.0.11'), ['match']);
    assert.deepEqual(await names('10.0.0.12'), ['mismatch']);
    assert.deepEqual(await names('_site_'), []);
    assert.deepEqual(await names('0.0.0.0'), []);
  });

  it('leaves out of what a node names as issuers a certificate that only looks like its own', async () => {
    const own = es01();
    const named = async (trust: readonly Uint8Array[]) =>
      (await gathered(await node({}, { transport: own, trust }))).shown[0]?.evidence.acceptableIssuers?.map(({ name }) => name);
    assert.deepEqual(await named([ca.certificate, own.certificate]), ['CN=transport CA', 'CN=es01']);
    assert.deepEqual(await named([ca.certificate, es01().certificate]), ['CN=transport CA']);
  });
});
