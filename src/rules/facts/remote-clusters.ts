import type { NodeFacts, Place, Setup } from '../../model/setup.ts';
import type { SetupOutcome } from '../framework/rule.ts';

/** A remote cluster of the settings, and where they name it. */
export type RemoteCluster = NodeFacts['remoteClusters'][number] & { readonly place: Place | null };

/** Judges the remote clusters that a node is told to connect to. Which have an API key shows only where elasticsearch.keystore could be opened. */
export function remoteClusters(setup: Setup, judge: (clusters: readonly RemoteCluster[]) => SetupOutcome): SetupOutcome {
  const { keystore, settings, facts } = setup;
  const clusters = facts.remoteClusters
    .filter(({ addresses }) => addresses.length > 0)
    .map((cluster) => ({
      ...cluster,
      place:
        settings.findLast(({ key }) => key.startsWith(`cluster.remote.${cluster.alias}.`) && !key.endsWith('credentials'))?.place ?? null,
    }));
  if (clusters.length === 0) return { kind: 'not-applicable' };
  if (keystore.kind === 'locked' || keystore.kind === 'unreadable') {
    return {
      kind: 'unknown',
      because: { code: 'remote-credentials-closed', file: keystore.file, fault: keystore.because },
    };
  }
  return judge(clusters);
}
