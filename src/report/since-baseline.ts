import type { BaselineReport, ComparedFinding } from '../model/baseline-report.ts';
import { groupBy } from '../model/group-by.ts';
import type { EndpointReport, Report } from '../model/report.ts';
import { atLeast, countBySeverity, type Severity } from '../model/severity.ts';

/** What an earlier report says, as far as a comparison needs it. */
export type Baseline = {
  readonly startedAt: string | null;
  readonly endpoints: readonly {
    readonly target: string;
    readonly address: string | null;
    readonly findings: readonly Pick<ComparedFinding, 'rule' | 'severity' | 'title'>[];
  }[];
};

/** A report against an earlier one. */
export type SinceBaseline = {
  /** With all that was found, and what changed. */
  readonly whole: Report;
  /** The same with what is new alone, counted anew. */
  readonly fresh: Report;
};

/**
 * Compares endpoint by endpoint, and in each rule by rule. An endpoint is known again by target and address; by its target alone where that has one address in both, since addresses
 * change. A finding that became more severe is new. What was not seen again is not gone: an endpoint that was not asked, or did not answer, and a rule that could not be judged.
 */
export function sinceBaseline(report: Report, baseline: Baseline): SinceBaseline {
  const before = matcher(report, baseline);
  const fresh: EndpointReport[] = [];
  const changes = { new: [] as ComparedFinding[], gone: [] as ComparedFinding[], known: 0 };
  const notSeen: BaselineReport['notSeen'][number][] = [];
  const seen = new Set<Baseline['endpoints'][number]>();
  for (const endpoint of report.endpoints) {
    const earlier = before(endpoint);
    if (earlier !== undefined && endpoint.reachability === 'open') seen.add(earlier);
    const known = worstByRule(earlier?.findings ?? []);
    const isNew = ({ rule, severity }: Pick<ComparedFinding, 'rule' | 'severity'>) => {
      const was = known.get(rule);
      return was === undefined || !atLeast(was, severity);
    };
    const added = endpoint.findings.filter(isNew);
    fresh.push({ ...endpoint, findings: added });
    changes.new.push(...added.map((one) => compared(endpoint, one)));
    changes.known += endpoint.findings.length - added.length;
    if (earlier === undefined || endpoint.reachability !== 'open') continue;
    const still = new Set([...endpoint.findings, ...endpoint.unknown].map(({ rule }) => rule));
    changes.gone.push(...earlier.findings.filter(({ rule }) => !still.has(rule)).map((one) => compared(earlier, one)));
  }
  for (const earlier of baseline.endpoints) {
    if (seen.has(earlier) || earlier.findings.length === 0) continue;
    notSeen.push({ target: earlier.target, address: earlier.address, findings: earlier.findings.length });
  }
  const reported: BaselineReport = { startedAt: baseline.startedAt, ...changes, notSeen };
  const summary = { ...report.summary, ...countBySeverity(fresh.flatMap(({ findings }) => findings)) };
  return { whole: { ...report, baseline: reported }, fresh: { ...report, endpoints: fresh, summary, baseline: reported } };
}

type Endpoint = Pick<EndpointReport, 'target' | 'address'>;

/** Finds the endpoint of the baseline that one of the report was. */
function matcher(report: Report, { endpoints }: Baseline): (endpoint: Endpoint) => Baseline['endpoints'][number] | undefined {
  const now = groupBy(report.endpoints, ({ target }) => target);
  const then = groupBy(endpoints, ({ target }) => target);
  return ({ target, address }) => {
    const known = then.get(target) ?? [];
    const isOnly = known.length === 1 && now.get(target)?.length === 1;
    return known.find((one) => one.address === address) ?? (isOnly ? known[0] : undefined);
  };
}

function worstByRule(findings: readonly Pick<ComparedFinding, 'rule' | 'severity'>[]): ReadonlyMap<string, Severity> {
  const worst = new Map<string, Severity>();
  for (const { rule, severity } of findings) {
    const known = worst.get(rule);
    if (known === undefined || !atLeast(known, severity)) worst.set(rule, severity);
  }
  return worst;
}

function compared(
  { target, address }: Endpoint,
  { rule, severity, title }: Pick<ComparedFinding, 'rule' | 'severity' | 'title'>,
): ComparedFinding {
  return { target, address, rule, severity, title };
}
