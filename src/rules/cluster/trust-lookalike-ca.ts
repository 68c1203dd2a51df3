import { channels } from '../../model/channel.ts';
import { isAutoconfigured } from '../pair/autoconfig-separate-clusters.ts';
import type { Cluster, ClusterOutcome, ClusterRule } from '../rule.ts';
import { trustLookalikeCa } from '../trust-lookalike-ca.ts';
import { grouped, labelsOf, listed, minority, type Shown, shownOn } from './members.ts';

const { judge: _, ...text } = trustLookalikeCa;

/** Whether the endpoints of a channel whose certificates name one CA have them from one key. */
export const trustLookalikeCaInCluster: ClusterRule = {
  ...text,
  judge: (cluster) => judgeLookalikes(cluster, (name) => !isAutoconfigured(name)),
};

/** Certificates of one issuer's name and several key ids. */
export function judgeLookalikes(cluster: Cluster, isIts: (name: string) => boolean): ClusterOutcome {
  let compared = 0;
  const odd: { readonly name: string; readonly groups: readonly (readonly [string, readonly Shown[]])[] }[] = [];
  for (const channel of channels) {
    for (const [, namesakes] of grouped(shownOn(cluster, channel), ({ leaf }) => leaf.issuer.toLowerCase())) {
      const name = namesakes[0]?.leaf.issuer ?? '';
      if (!isIts(name)) continue;
      const keyed = namesakes.filter(({ leaf }) => leaf.authorityKeyId !== null && !leaf.selfSigned);
      if (keyed.length > 1) compared += keyed.length;
      const groups = grouped(keyed, ({ leaf }) => leaf.authorityKeyId ?? '');
      if (groups.length > 1) odd.push({ name, groups });
    }
  }
  if (odd.length === 0) {
    return compared > 0 ? { kind: 'pass' } : { kind: 'not-applicable' };
  }
  const subjects = odd.flatMap(({ groups }) => labelsOf(minority(groups)));
  return {
    kind: 'finding',
    subjects,
    message: odd
      .map(({ name, groups }) => {
        const few = minority(groups);
        const differ = few.length === groups.flatMap(([, members]) => members).length ? 'each other' : 'the others';
        return `${listed(labelsOf(few))} ${few.length === 1 ? 'differs' : 'differ'} from ${differ}: the CA has the same name, ${name}, but another key.`;
      })
      .join(' '),
    facts: {
      authorities: odd.map(({ name, groups }) => ({
        name,
        keys: groups.map(([authorityKeyId, members]) => ({ authorityKeyId, endpoints: labelsOf(members) })),
      })),
    },
  };
}
