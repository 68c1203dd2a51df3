import { gatherEckEvidence } from '../../evidence/eck-evidence.ts';
import type { EckChain, EckCluster } from '../../model/eck.ts';
import type { KubernetesReport } from '../../model/given-report.ts';
import type { ClusterFinding } from '../../model/report.ts';
import { certificateRules } from '../../rules/certificate-rules.ts';
import { eckRules } from '../../rules/eck-rules.ts';
import { askRule, unknownOf } from '../../rules/framework/ask-rule.ts';
import { hasSay } from '../../rules/framework/judge-certificate.ts';
import { contextInKubernetes, type JudgedWhole, judgeEckRules } from '../../rules/framework/judge-diagnostic.ts';
import { fixFor } from '../../rules/remedies/fix-for.ts';
import { reasonText } from '../../wording/reason-text.ts';

/** Asks the rules on resources, and those on certificates of each chain in a secret. */
export async function judgeEck(cluster: EckCluster, judging: Parameters<typeof gatherEckEvidence>[1]): Promise<JudgedWhole> {
  const evidence = await gatherEckEvidence(cluster, judging);
  const whole = judgeEckRules(eckRules, evidence);
  const ofChains = evidence.chains.map((chain) => judgeChainInSecret(chain, cluster));
  const [gap] = cluster.gaps;
  // Without a secret nothing is known of any certificate.
  const unseen = evidence.chains.length === 0 && gap !== undefined ? certificateRules.map((rule) => unknownOf(rule, gap.because)) : [];
  return {
    findings: [...whole.findings, ...ofChains.flatMap(({ findings }) => findings)],
    unknown: [...whole.unknown, ...unseen],
    passed: [...whole.passed, ...ofChains.flatMap(({ passed }) => passed)],
  };
}

function judgeChainInSecret(
  { place, layer, evidence }: EckChain,
  { name, namespace }: EckCluster,
): Pick<JudgedWhole, 'findings' | 'passed'> {
  const findings: ClusterFinding[] = [];
  const passed: string[] = [];
  for (const rule of certificateRules) {
    const outcome = hasSay(rule, evidence) ? askRule(rule, evidence) : null;
    if (outcome?.kind === 'pass') passed.push(rule.id);
    if (outcome?.kind !== 'finding') continue;
    findings.push({
      rule: rule.id,
      severity: outcome.severity ?? rule.severity,
      title: rule.title,
      detail: outcome.message,
      evidence: { ...outcome.facts },
      ...fixFor(rule.fix, contextInKubernetes(layer, { name, namespace })),
      source: rule.source,
      ...(outcome.asShipped === true ? { asShipped: true as const } : {}),
      subjects: [place],
    });
  }
  return { findings, passed };
}

/** What was read of it, and what could not be. */
export function kubernetesReport({ namespace, name, source, elasticsearch, kibanas, secrets, pods, gaps }: EckCluster): KubernetesReport {
  return {
    namespace,
    name,
    source,
    version: elasticsearch.runningVersion ?? elasticsearch.version,
    kibanas: kibanas.map((kibana) => kibana.name),
    secrets: secrets.map((secret) => secret.name),
    pods: [...pods],
    lacks: gaps.map(({ what, because }) => ({ what, code: because.code, because: reasonText(because) })),
  };
}
