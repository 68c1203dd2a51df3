import assert from 'node:assert/strict';
import { authorityName } from '../../scripts/cluster/cluster-pki.ts';
import type { Service } from '../../src/model/observation.ts';
import type { EndpointReport } from '../../src/model/report.ts';
import { askNames } from './as-peer.ts';
import { type Clusters, profilePorts } from './real-clusters.ts';
import { asClient, type Complaints, complaintsDuring, opennessOf, scan, scanFromAfar } from './scan.ts';

/** What holds of the transport port of every node with security as it comes, whatever the product; told once and applied to each. */
export function healthyTransport(
  clusters: Clusters,
  name: string,
  expected: {
    readonly product: 'elasticsearch' | 'opensearch';
    /** As the transport handshake tells it. */
    readonly version: RegExp;
    readonly cipherSuite: string;
    /** Entries at ERROR that a refused handshake leaves. */
    readonly errorsByRefusal: number;
  },
): void {
  describe('its transport port', () => {
    let endpoint: EndpointReport;
    let complaints: Complaints;
    before(async () => {
      const node = clusters.node(name);
      complaints = await complaintsDuring(node, async () => {
        endpoint = await scan(`transport://${node.transport}`, '--depth', 'quick');
      });
    });

    it('is reached and known as TLS', () => {
      assert.equal(endpoint.reachability, 'open');
      assert.equal(endpoint.channel, 'transport');
      assert.equal(endpoint.service.security, 'tls');
    });

    it(`speaks TLS 1.3 with ${expected.cipherSuite}`, () => {
      assert.equal(endpoint.tls?.version, 'TLSv1.3');
      assert.equal(endpoint.tls?.cipherSuite, expected.cipherSuite);
    });

    it('takes TLS 1.2 and 1.3, and nothing older; which, with the suites, gives it at most 5 warnings to log', async () => {
      const { warnings } = await complaintsDuring(clusters.node(name), async () => {
        const usual = await scan(`transport://${clusters.node(name).transport}`);
        const { 'TLSv1.3': v13, 'TLSv1.2': v12, 'TLSv1.1': v11, TLSv1: v10 } = usual.tls?.versions ?? assert.fail('no TLS');
        assert.deepEqual([v13, v12, v11, v10], ['accepted', 'accepted', 'rejected', 'rejected']);
        assert.deepEqual(usual.tls?.gaps, undefined);
        assert.ok((usual.tls?.cipherSuites?.['TLSv1.2']?.length ?? 0) > 1);
        assert.ok(usual.cost.connections <= 32, `${usual.cost.connections} connections`);
      });
      assert.ok(warnings.length <= 5, warnings.join('\n'));
    });

    it('sends the certificate of the node', () => {
      assert.deepEqual(
        endpoint.chain.map(({ subject, issuer }) => ({ subject, issuer })),
        [{ subject: 'CN=node-1, O=handclasp', issuer: authorityName }],
      );
    });

    it('requires a client certificate in both versions', () => {
      assert.deepEqual(endpoint.clientAuth?.byVersion, { 'TLSv1.3': 'required', 'TLSv1.2': 'required' });
      assert.equal(endpoint.clientAuth?.mode, 'required');
    });

    it('names the CA that it accepts', () => {
      assert.deepEqual(endpoint.clientAuth?.acceptableIssuers, [authorityName]);
    });

    it('is not found to be open', () => {
      assert.deepEqual(opennessOf(endpoint), []);
    });

    it('has at most 2 warnings to log, one for each version that it refuses us in', () => {
      const { warnings, errors } = complaints;
      assert.ok(warnings.length <= 2, warnings.join('\n'));
      assert.ok(errors.length <= 2 * expected.errorsByRefusal, errors.join('\n'));
    });

    it('has at most 8 warnings to log of a scan that asks everything', async () => {
      const { warnings } = await complaintsDuring(clusters.node(name), async () => {
        const full = await scan(`transport://${clusters.node(name).transport}`, '--depth', 'full');
        assert.deepEqual(full.tls?.gaps, undefined);
        assert.ok((full.tls?.groups?.length ?? 0) >= 5 && (full.tls?.signatureSchemes?.['TLSv1.3']?.length ?? 0) >= 1);
        assert.ok(full.cost.connections <= 64, `${full.cost.connections} connections`);
      });
      assert.ok(warnings.length <= 8, warnings.join('\n'));
    });

    it('has nothing to log of --quiet-wire, which cannot tell whether it insists', async () => {
      const { transport } = clusters.node(name);
      const seen = await complaintsDuring(clusters.node(name), async () => {
        const quiet = await scan(`transport://${transport}`, '--quiet-wire');
        assert.deepEqual(quiet.clientAuth?.byVersion, { 'TLSv1.3': 'requested', 'TLSv1.2': 'requested' });
        assert.deepEqual(quiet.clientAuth?.acceptableIssuers, [authorityName]);
        assert.equal(quiet.chain[0]?.subject, 'CN=node-1, O=handclasp');
      });
      assert.deepEqual(seen, { warnings: [], errors: [] });
    });

    it('tells its name and what it publishes to a client with a certificate, and writes no line of it; OpenSearch, which would, is not asked', async () => {
      let service: Service | undefined;
      const seen = await complaintsDuring(clusters.node(name), async () => {
        service = await askNames(clusters.cluster(name));
      });
      const asked = clusters.cluster(name).product === 'elasticsearch';
      assert.equal(service?.nodeName, asked ? clusters.node(name).name : null);
      assert.deepEqual(service?.publishAddress, asked ? { host: clusters.node(name).address, port: 9300 } : null);
      assert.equal(service?.clusterName, null, 'its cluster it keeps for those with credentials');
      assert.deepEqual(seen, { warnings: [], errors: [] });
    });

    it('tells its cluster to whoever asks as its nodes do, from 8.0 on, and writes no line of it; OpenSearch is not asked', async () => {
      let service: Service | undefined;
      const seen = await complaintsDuring(clusters.node(name), async () => {
        service = await askNames(clusters.cluster(name), { asNode: 'node-2' });
      });
      const asked = clusters.cluster(name).product === 'elasticsearch';
      const tells = asked && !clusters.cluster(name).version.startsWith('7.');
      assert.equal(service?.clusterName, tells ? `handclasp-${name}` : null);
      assert.equal(service?.nodeName, asked ? clusters.node(name).name : null);
      assert.deepEqual(service?.publishAddress, asked ? { host: clusters.node(name).address, port: 9300 } : null);
      assert.deepEqual(seen, { warnings: [], errors: [] });
    });

    it('lets no stranger in', async () => {
      const asked = await scan(`transport://${clusters.node(name).transport}`, '--try-self-signed');
      assert.deepEqual(opennessOf(asked), []);
    });

    it('needs 2 connections for identity and client authentication', async () => {
      const quick = await scan(`transport://${clusters.node(name).transport}`, '--depth', 'quick');
      assert.deepEqual(quick.clientAuth?.byVersion, { 'TLSv1.3': 'required', 'TLSv1.2': 'required' });
      assert.ok(quick.cost.connections <= 2, `${quick.cost.connections} connections`);
    });

    it('shows the same from 20 ms away, in 2 connections as counted outside', async () => {
      const { endpoint: far, connections } = await scanFromAfar(clusters.node(name).address, 9300, '--depth', 'quick');
      assert.deepEqual(far.clientAuth?.byVersion, { 'TLSv1.3': 'required', 'TLSv1.2': 'required' });
      assert.deepEqual(far.clientAuth?.acceptableIssuers, [authorityName]);
      assert.ok(connections <= 2, `${connections} connections`);
      assert.equal(far.cost.connections, connections);
    });

    it('tells its version to a client with a certificate, and is trusted by it', async () => {
      const asked = await scan(`transport://${clusters.node(name).transport}`, ...asClient(clusters.cluster(name)));
      assert.equal(asked.service.product, expected.product);
      assert.match(asked.service.version ?? 'none', expected.version);
      assert.ok(asked.verdicts !== 'not-checked' && asked.verdicts.rfc5280 !== undefined, 'trust was not judged');
      for (const [model, verdict] of Object.entries(asked.verdicts)) assert.deepEqual(verdict, { trusted: true }, model);
      assert.equal(asked.hostname.verdict, 'match');
      assert.deepEqual(opennessOf(asked), []);
    });
  });
}

/** A node with `profileSettings`: client authentication is told for each way to ask and each choice of versions. */
export function profiledTransport(clusters: Clusters, name: string): void {
  for (const { clientAuth, protocols, port } of profilePorts) {
    const offered = protocols.join(' and ');
    it(`tells client authentication ${clientAuth} on ${offered}, also from 20 ms away`, async () => {
      const near = await scan(`transport://${clusters.node(name).address}:${port}`, '--depth', 'quick');
      const { endpoint: far } = await scanFromAfar(clusters.node(name).address, port, '--depth', 'quick');
      for (const endpoint of [near, far]) {
        assert.deepEqual({ ...endpoint.clientAuth?.byVersion }, Object.fromEntries(protocols.map((version) => [version, clientAuth])));
        assert.equal(endpoint.clientAuth?.mode, clientAuth);
        assert.deepEqual(endpoint.clientAuth?.acceptableIssuers, clientAuth === 'none' ? null : [authorityName]);
        assert.deepEqual(opennessOf(endpoint), openness[clientAuth]);
        assert.ok(endpoint.cost.connections <= 2, `${endpoint.cost.connections} connections`);
      }
    });
  }
}

const openness = {
  required: [],
  optional: ['transport-client-auth-optional'],
  none: ['transport-client-auth-not-enforced'],
} as const;

/** A node without security tells whoever asks who it is, and of which cluster. */
export function namesInTheClear(clusters: Clusters, name: string): void {
  it('tells its names to whoever asks, where its transport is in the clear', async () => {
    let service: Service | undefined;
    const seen = await complaintsDuring(clusters.node(name), async () => {
      service = await askNames(clusters.cluster(name));
    });
    const { clusterName, nodeName, publishAddress } = service ?? assert.fail('nothing was asked');
    assert.deepEqual(
      { clusterName, nodeName, publishAddress },
      {
        clusterName: `handclasp-${name}`,
        nodeName: clusters.node(name).name,
        publishAddress: { host: clusters.node(name).address, port: 9300 },
      },
    );
    // That TLS is tried first is all that it minds.
    const { warnings, errors } = seen;
    assert.deepEqual([...warnings.filter((line) => !line.includes('SSL/TLS request received')), ...errors], []);
  });
}
