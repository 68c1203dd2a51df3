import { gatherSetupEvidence } from '../../evidence/gather-setup-evidence.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { Bundle, Diagnostic } from '../../model/diagnostic.ts';
import type { EckCluster } from '../../model/eck.ts';
import type { Unknown } from '../../model/finding.ts';
import type { ClusterFinding, Report } from '../../model/report.ts';
import type { Setup } from '../../model/setup.ts';
import { diagnosticRules } from '../../rules/diagnostic-rules.ts';
import { judgeDiagnostic } from '../../rules/framework/judge-diagnostic.ts';
import { judgeSetup } from '../../rules/framework/judge-setup.ts';
import { setupRules } from '../../rules/setup-rules.ts';
import type { ScannedEndpoint } from '../scan/scanner.ts';
import { bundleReport } from './bundle-report.ts';
import { judgeEck, kubernetesReport } from './judge-eck.ts';
import { judgeKibanaDiagnostic } from './judge-kibana.ts';
import { ownPorts } from './own-ports.ts';

/** What somebody hands in beside, or in place of, endpoints: files of nodes and of Kibana, and archives. */
export type GivenMatter = { readonly setups: readonly Setup[]; readonly bundles: readonly Bundle[]; readonly eck: readonly EckCluster[] };

export type GivenJudging = {
  /** The instant that dates are judged at. */
  readonly at: Date;
  readonly deployment: Deployment;
  readonly expiresInMs?: number | undefined;
  /** What was seen on the wire, to be held against files. */
  readonly examined: readonly ScannedEndpoint[];
};

/** What the rules make of it. */
export type JudgedMatter = Pick<Report, 'configurations' | 'bundles' | 'kubernetes'> & {
  readonly findings: readonly ClusterFinding[];
  readonly unknown: readonly Unknown[];
  /** Rules that hold, by their ids. */
  readonly passed: readonly string[];
  /** How many nodes it tells of. */
  readonly nodes: number;
};

/** Asks the rules on files and on archives. */
export async function judgeGiven({ setups, bundles, eck }: GivenMatter, judging: GivenJudging): Promise<JudgedMatter> {
  const { at, deployment, expiresInMs, examined } = judging;
  const judged: Pick<JudgedMatter, 'findings' | 'unknown' | 'passed'>[] = [];
  const ofSetup = async (setup: Setup) => {
    judged.push(judgeSetup(setupRules, await gatherSetupEvidence(setup, { at, deployment, expiresInMs, met: ownPorts(setup, examined) })));
  };
  for (const setup of setups) await ofSetup(setup);
  for (const { diagnostics } of bundles) {
    for (const diagnostic of diagnostics) {
      if (hasAnswers(diagnostic))
        judged.push(judgeDiagnostic(diagnosticRules, { diagnostic, at, deployment, expiresInMs: expiresInMs ?? null }));
      if (diagnostic.product === 'kibana')
        judged.push({ findings: judgeKibanaDiagnostic(diagnostic, deployment), unknown: [], passed: [] });
      if (diagnostic.setup !== null) await ofSetup(diagnostic.setup);
    }
  }
  const clusters = [...eck, ...bundles.flatMap((bundle) => bundle.eck)];
  for (const cluster of clusters) judged.push(await judgeEck(cluster, { at, expiresInMs }));
  const nodes = new Set([
    ...clusters.flatMap(({ pods }) => pods),
    ...setups.filter(({ product }) => product === 'elasticsearch').map(({ directory, facts }) => facts.nodeName ?? directory),
    ...bundles.flatMap((bundle) => bundleReport(bundle).nodes.map(({ name }) => name)),
  ]);
  return {
    findings: judged.flatMap(({ findings }) => findings),
    unknown: unique(judged.flatMap(({ unknown }) => unknown)),
    passed: judged.flatMap(({ passed }) => passed),
    nodes: nodes.size,
    ...(setups.length === 0 ? {} : { configurations: setups.map(configurationReport) }),
    ...(clusters.length === 0 ? {} : { kubernetes: clusters.map(kubernetesReport) }),
    ...(bundles.length === 0 ? {} : { bundles: bundles.map(bundleReport) }),
  };
}

/** Of logs and settings that somebody packed by hand there are no answers that could be missing. */
function hasAnswers({ product, nodes, certificates, cluster }: Diagnostic): boolean {
  return product === 'elasticsearch' && [nodes, certificates, cluster].some((one) => one.kind === 'told');
}

function configurationReport({ product, directory, facts, version }: Setup): NonNullable<Report['configurations']>[number] {
  return { product, directory, name: facts.nodeName, version };
}

/** What several nodes lack for one reason is told once. */
function unique(unknown: readonly Unknown[]): readonly Unknown[] {
  return [...new Map(unknown.map((one) => [`${one.rule} ${one.because}`, one])).values()];
}
