import { channels } from '../../model/channel.ts';
import { ruleText } from '../../model/rule-text.ts';
import { listed } from '../../wording/listed.ts';
import { trustLookalikeCa } from '../certificate/trust-lookalike-ca.ts';
import { grouped, labelsOf, minority, type Shown, shownOn } from '../facts/cluster-members.ts';
import type { Cluster, ClusterOutcome, ClusterRule } from '../framework/rule.ts';
import { isAutoconfigured } from '../pair/autoconfig-separate-clusters.ts';

/** Whether the endpoints of a channel whose certificates name one CA have them from one key. */
export const trustLookalikeCaInCluster: ClusterRule = {
  ...ruleText(trustLookalikeCa),
  judge: (cluster) => judgeLookalikes(cluster, (name) => !isAutoconfigured(name)),
};

type Group = {
  readonly keyIds: readonly string[];
  /** The key that made the signatures, where a certificate of the CA was sent or given to try it; null where there was none. */
  readonly key: string | null;
  readonly members: readonly Shown[];
};

/** Certificates of one issuer's name and several keys. Where no certificate of the CA is at hand, a key id stands for a key. */
export function judgeLookalikes(cluster: Cluster, isIts: (name: string) => boolean): ClusterOutcome {
  let compared = 0;
  const odd: { readonly name: string; readonly groups: readonly Group[] }[] = [];
  for (const channel of channels) {
    for (const [, namesakes] of grouped(shownOn(cluster, channel), ({ leaf }) => leaf.issuer.toLowerCase())) {
      const name = namesakes[0]?.leaf.issuer ?? '';
      if (!isIts(name)) continue;
      const keyed = namesakes.filter(({ leaf }) => leaf.authorityKeyId !== null && !leaf.selfSigned);
      if (keyed.length > 1) compared += keyed.length;
      const groups = byKey(keyed);
      if (groups.length > 1) odd.push({ name, groups });
    }
  }
  if (odd.length === 0) {
    return compared > 0 ? { kind: 'pass' } : { kind: 'not-applicable' };
  }
  const subjects = odd.flatMap(({ groups }) => labelsOf(fewOf(groups)));
  return {
    kind: 'finding',
    subjects,
    message: odd
      .map(({ name, groups }) => {
        const few = fewOf(groups);
        const differ = few.length === groups.flatMap(({ members }) => members).length ? 'each other' : 'the others';
        const how = groups.every(({ key }) => key !== null)
          ? 'but another key'
          : 'but another key id; the keys were not compared, since no certificate of the CA was sent or given';
        return `${listed(labelsOf(few))} ${few.length === 1 ? 'differs' : 'differ'} from ${differ}: the CA has the same name, ${name}, ${how}.`;
      })
      .join(' '),
    facts: {
      authorities: odd.map(({ name, groups }) => ({
        name,
        keys: groups.map(({ keyIds, key, members }) => ({
          authorityKeyId: keyIds[0] ?? null,
          spkiSha256: key,
          endpoints: labelsOf(members),
        })),
      })),
    },
  };
}

/** The largest first. One key under several key ids is one: the CA was issued again. */
function byKey(keyed: readonly Shown[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const [keyId, members] of grouped(keyed, ({ leaf }) => leaf.authorityKeyId ?? '')) {
    const key = members.find(({ issuerKey }) => issuerKey !== null)?.issuerKey ?? null;
    const known = key === null ? undefined : groups.get(key);
    groups.set(key ?? keyId, { keyIds: [...(known?.keyIds ?? []), keyId], key, members: [...(known?.members ?? []), ...members] });
  }
  return [...groups.values()].sort((a, b) => b.members.length - a.members.length);
}

function fewOf(groups: readonly Group[]): readonly Shown[] {
  return minority(groups.map(({ keyIds, members }) => [keyIds.join(' '), members] as const));
}
