import type { Alert, AlertRules } from '../model/alert.ts';
import { atLeast, type Severity } from '../model/severity.ts';
import type { AlertRun } from './alert-run.ts';
import { type AlertState, calmRuns, type KnownProblem } from './alert-state.ts';
import { alertedEndpoints } from './alerted-endpoints.ts';

/** What alerts tell of certificates themselves, by their own thresholds. */
const ofCertificates: ReadonlySet<string> = new Set([
  'leaf-expired',
  'leaf-expiring',
  'ca-expired',
  'ca-expiring',
  'eck-operator-not-rotating',
]);

type Found = { readonly title: string; readonly severity: Severity; readonly endpoints: Set<string> };

/** What there is to tell of problems: of each rule once, and again where it gets worse or more endpoints have it than were told. */
export function judgeProblems(
  { problems: known }: AlertState,
  run: AlertRun,
  { severity: from }: AlertRules,
): { readonly alerts: readonly Alert[]; readonly problems: AlertState['problems'] } {
  const found = problemsOf(run, from);
  const alerts: Alert[] = [];
  const problems: Record<string, KnownProblem> = {};
  for (const rule of new Set([...Object.keys(known), ...found.keys()])) {
    const before = known[rule];
    const now = found.get(rule);
    const endpoints = [...new Set([...(now?.endpoints ?? []), ...(before?.endpoints ?? []).filter((name) => !isJudged(name, rule, run))])];
    const title = now?.title ?? before?.title ?? rule;
    const alert = (change: Alert['change'], severity: Severity) =>
      alerts.push({
        key: `problem/${rule}`,
        change,
        severity,
        facts: { kind: 'problem', rule, title, endpoints: alertedEndpoints(endpoints) },
      });
    if (before === undefined) {
      if (now === undefined) continue;
      alert('opened', now.severity);
      problems[rule] = { title, severity: now.severity, endpoints, told: endpoints, calm: 0 };
      continue;
    }
    const calm = endpoints.length > 0 ? 0 : before.calm + (run.isPartial ? 0 : 1);
    if (calm >= calmRuns(false)) {
      alert('closed', before.severity);
      continue;
    }
    const severity = now !== undefined && !atLeast(before.severity, now.severity) ? now.severity : before.severity;
    const told = new Set(before.told);
    const isMore = endpoints.some((name) => !told.has(name));
    if (severity !== before.severity || isMore) alert('worsened', severity);
    problems[rule] = { title, severity, endpoints, told: isMore ? [...new Set([...told, ...endpoints])] : before.told, calm };
  }
  return { alerts, problems };
}

function problemsOf(run: AlertRun, from: Severity): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  const add = ({ rule, title, severity }: Omit<Found, 'endpoints'> & { readonly rule: string }, names: readonly string[]) => {
    if (!atLeast(severity, from) || ofCertificates.has(rule)) return;
    const known = found.get(rule);
    const endpoints = known?.endpoints ?? new Set();
    for (const name of names) endpoints.add(name);
    found.set(rule, known !== undefined && atLeast(known.severity, severity) ? known : { title, severity, endpoints });
  };
  for (const { name, problems } of run.endpoints) for (const problem of problems) add(problem, [name]);
  for (const problem of run.together) add(problem, problem.endpoints);
  return found;
}

/** Whether a run can say that an endpoint, or a group of them, no longer has a problem. */
function isJudged(name: string, rule: string, run: AlertRun): boolean {
  const endpoint = run.byName.get(name);
  if (endpoint !== undefined) return endpoint.chain.length > 0 && !endpoint.unknown.includes(rule);
  if (run.isPartial || run.unknown.includes(rule)) return false;
  // A target that was dropped from the report did not answer; what is no target has no problem any more.
  return !run.targets.has(name);
}
