import { listed } from '../../wording/listed.ts';
import { grouped, labelsOf, type Shown, sameMachine, shownOn } from '../facts/cluster-members.ts';
import type { ClusterRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';

/** Whether each machine has a private key of its own. */
export const sharedKeyOnAllNodes: ClusterRule = {
  id: 'shared-key-on-all-nodes',
  title: 'Several machines use one private key',
  severity: 'low',
  channels: ['transport', 'http', 'kibana'],
  requirement:
    'Each machine has a private key of its own. One transport certificate for all nodes is what the basic security guide creates, and so is low. On HTTP and Kibana it is medium.',
  impact: 'Whoever steals the key from one machine can pose as any of them, and replacing its certificate does not lock a single node out.',
  fix: reissue('for each machine, with a key of its own'),
  source: 'Elastic docs: set up basic security for the Elastic Stack; elasticsearch-certutil',
  judge: (cluster) => {
    const shared = (['transport', 'http', 'kibana'] as const).flatMap((channel) =>
      grouped(shownOn(cluster, channel), ({ leaf }) => leaf.spkiSha256).flatMap(([spkiSha256, members]) => {
        const machines = apart(members);
        return machines.length > 1 ? [{ channel, spkiSha256, machines }] : [];
      }),
    );
    if (shared.length === 0)
      return apart(shownOn(cluster, 'transport', 'http', 'kibana')).length > 1 ? { kind: 'pass' } : { kind: 'not-applicable' };
    return {
      kind: 'finding',
      severity: shared.some(({ channel }) => channel !== 'transport') ? 'medium' : 'low',
      subjects: shared.flatMap(({ machines }) => labelsOf(machines)),
      message: shared.map(({ machines }) => `${listed(labelsOf(machines))} have the same private key.`).join(' '),
      facts: { keys: shared.map(({ channel, spkiSha256, machines }) => ({ channel, spkiSha256, endpoints: labelsOf(machines) })) },
    };
  },
};

/** One of each machine. */
function apart(members: readonly Shown[]): readonly Shown[] {
  return members.filter((member, index) => !members.slice(0, index).some((earlier) => sameMachine(earlier, member)));
}
