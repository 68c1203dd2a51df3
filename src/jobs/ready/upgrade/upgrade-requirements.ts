import type { RequirementReport } from '../../../model/policy-report.ts';
import type { UpgradePairReport, UpgradeReport } from '../../../model/upgrade-report.ts';
import { reasonText } from '../../../wording/reason-text.ts';
import { upgradeTitles } from '../../../wording/upgrade-texts.ts';

/** Whoever cannot connect after the upgrade, or for the time between two nodes of it. Whether there is a client of that kind is not known: one that cannot connect today counts for none. */
export function isBroken({ kind, verdict }: UpgradePairReport): boolean {
  if (verdict === 'broken-already') return kind === 'node-to-node' || kind === 'kibana-to-node';
  return verdict === 'breaks' || verdict === 'breaks-on-the-way';
}

/** The stage that decides on a pair: after the upgrade, or the first on the way that breaks. */
export function decidingStage({ after, toFirst, fromFirst, verdict }: UpgradePairReport) {
  const isOpen = verdict === 'unknown' && after.kind !== 'unknown';
  if (verdict !== 'breaks-on-the-way' && !isOpen) return after;
  const wanted = isOpen ? 'unknown' : 'breaks';
  return [toFirst, fromFirst].find((stage) => stage?.kind === wanted) ?? after;
}

/** An upgrade as requirements of a policy, one for each kind of pair that there is. */
export function upgradeRequirements({ pairs }: UpgradeReport): readonly RequirementReport[] {
  const kinds = Object.keys(upgradeTitles) as readonly UpgradePairReport['kind'][];
  return kinds.flatMap((kind): readonly RequirementReport[] => {
    const ofKind = pairs.filter((pair) => pair.kind === kind);
    if (ofKind.length === 0) return [];
    const broken = ofKind
      .filter((pair) => isBroken(pair))
      .map((pair) => ({ subject: `${pair.from} to ${pair.to}`, found: [decidingStage(pair).text] }));
    const undetermined = ofKind
      .filter(({ verdict }) => verdict === 'unknown')
      .map((pair) => {
        const reason = { code: 'policy-handshake-not-foretold', stage: decidingStage(pair) } as const;
        return { subject: `${pair.from} to ${pair.to}`, code: reason.code, because: reasonText(reason) };
      });
    const verdict = broken.length > 0 ? 'broken' : undetermined.length > 0 ? 'undetermined' : 'met';
    return [{ id: `upgrade-${kind}`, level: 'must', title: upgradeTitles[kind], clause: null, verdict, broken, waived: [], undetermined }];
  });
}
