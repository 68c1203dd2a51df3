import { type ClusterOptions, clusterOptions, type Setting } from '../../scripts/cluster/cluster-options.ts';
import type { ClusterRecord, NodeRecord } from '../../scripts/cluster/cluster-record.ts';
import { hasMaven } from '../../scripts/cluster/distribution.ts';
import { findJava, javaRange } from '../../scripts/cluster/java-home.ts';
import { startCluster } from '../../scripts/cluster/start-cluster.ts';
import { stopCluster } from '../../scripts/cluster/stop-cluster.ts';
import { skipUnless } from '../support/required.ts';

/** Asks for a cluster that was wished for, by its name. */
export type Clusters = {
  readonly cluster: (name: string) => ClusterRecord;
  /** Its first node. */
  readonly node: (name: string) => NodeRecord;
};

/**
 * Starts the clusters before the tests of a suite and ends them afterwards. Two at a time, since starting is all that costs a node much. Skips the suite where Java or
 * Maven is missing.
 *
 * @param prepare done before the first is started
 */
export function withClusters(
  wishes: readonly (Partial<ClusterOptions> & { readonly name: string })[],
  prepare: () => Promise<void> = async () => {},
): Clusters {
  const running = new Map<string, ClusterRecord>();
  before(async function () {
    this.timeout(600_000);
    skipUnless(this, process.platform === 'linux', 'Linux, where a node can have a loopback address of its own,');
    skipUnless(this, await hasMaven(), 'Maven');
    for (const wish of wishes) {
      const { product, version } = clusterOptions(wish);
      const range = javaRange(product, version);
      skipUnless(
        this,
        wish.javaHome !== undefined || findJava(range) !== null,
        `Java ${range.from} to ${range.to}, for ${product} ${version},`,
      );
    }
    await prepare();
    for (let first = 0; first < wishes.length; first += 2) {
      const pair = await Promise.allSettled(wishes.slice(first, first + 2).map((wish) => startCluster(wish)));
      for (const start of pair) if (start.status === 'fulfilled') running.set(start.value.name, start.value);
      for (const start of pair) if (start.status === 'rejected') throw start.reason;
    }
  });
  after(async () => {
    await Promise.all([...running.keys()].map((name) => stopCluster(name)));
  });

  const cluster = (name: string): ClusterRecord => {
    const found = running.get(name);
    if (found === undefined) throw new RangeError(`no cluster ${name} was started`);
    return found;
  };
  return {
    cluster,
    node: (name) => {
      const [node] = cluster(name).nodes;
      if (node === undefined) throw new RangeError(`cluster ${name} has no node`);
      return node;
    },
  };
}

/**
 * Further transport ports of an Elasticsearch node, one for each way to ask for client certificates and each choice of versions: as many combinations as one node can
 * hold. A profile with an `ssl` setting of its own inherits none, so it names its certificate again.
 */
export const profilePorts = (['required', 'optional', 'none'] as const).flatMap((clientAuth, row) =>
  ([['TLSv1.2'], ['TLSv1.3'], ['TLSv1.3', 'TLSv1.2']] as const).map((protocols, column) => ({
    clientAuth,
    protocols,
    port: 9311 + 10 * row + column,
  })),
);

export const profileSettings: readonly Setting[] = profilePorts.flatMap(({ clientAuth, protocols, port }) => {
  const profile = `transport.profiles.p${port}`;
  const ssl = `${profile}.xpack.security.ssl`;
  const lines: readonly (readonly [key: string, value: string])[] = [
    [`${profile}.port`, String(port)],
    [`${ssl}.client_authentication`, clientAuth],
    [`${ssl}.supported_protocols`, `[${protocols.join(', ')}]`],
    [`${ssl}.certificate`, 'certs/transport.crt'],
    [`${ssl}.key`, 'certs/transport.key'],
    [`${ssl}.certificate_authorities`, '["certs/ca.crt"]'],
  ];
  return lines.map(([key, value]) => ({ node: null, key, value }));
});
