import type { Alert, AlertRules } from '../model/alert.ts';
import { severities } from '../model/severity.ts';
import type { AlertRun } from './alert-run.ts';
import type { AlertState } from './alert-state.ts';
import { alertedEndpoints } from './alerted-endpoints.ts';
import { judgeCertificates } from './judge-certificates.ts';
import { judgeProblems } from './judge-problems.ts';
import { knownEndpoints } from './known-endpoints.ts';

export type Evaluated = {
  /** What is new to tell, the worst first; empty for nothing. */
  readonly alerts: readonly Alert[];
  readonly state: AlertState;
};

/** So many runs in a row have to miss an endpoint before that is told: a restart is no alarm. */
const runsMissed = 2;

/** So many runs have to be missing in a row before that is told. */
const mostMissing = 1;

/** What a run gives to tell that was not told before, and what is to be remembered of it. */
export function evaluateAlerts(state: AlertState, run: AlertRun, rules: AlertRules): Evaluated {
  const endpoints = knownEndpoints(state, run);
  const { alerts: ofCertificates, certificates } = judgeCertificates(state, endpoints, run, rules);
  const { alerts: ofProblems, problems } = judgeProblems(state, run, rules);
  const missed = Object.entries(endpoints).flatMap(([name, known]) => (known.missed >= runsMissed ? [name] : []));
  const { alert: ofMissed, notChecked } = judgeMissed(state.notChecked, missed, Object.keys(endpoints).length);
  const isGap = run.missed > mostMissing;
  return {
    alerts: byWorst([
      ...ofCertificates,
      ...ofProblems,
      ...(ofMissed === null ? [] : [ofMissed]),
      ...(isGap && !state.noRun ? [noRun('opened', state.lastRunAt, null, run.missed)] : []),
      ...(!isGap && state.noRun ? [noRun('closed', state.lastRunAt, null, 0)] : []),
    ]),
    state: { version: 1, lastRunAt: run.at.toISOString(), endpoints, certificates, problems, notChecked, noRun: isGap },
  };
}

/** The same where a run failed: nothing is known anew. @param fault why, in words */
export function evaluateFailure(state: AlertState, fault: string): Evaluated {
  if (state.noRun) return { alerts: [], state };
  return { alerts: [noRun('opened', state.lastRunAt, fault, 0)], state: { ...state, noRun: true } };
}

function judgeMissed(
  told: AlertState['notChecked'],
  missed: readonly string[],
  known: number,
): { readonly alert: Alert | null; readonly notChecked: AlertState['notChecked'] } {
  const alert = (change: Alert['change']): Alert => ({
    key: 'not-checked',
    change,
    severity: 'medium',
    facts: { kind: 'not-checked', endpoints: alertedEndpoints(missed), known },
  });
  if (missed.length === 0) return { alert: told === null ? null : alert('closed'), notChecked: null };
  const before = new Set(told);
  if (missed.every((name) => before.has(name))) return { alert: null, notChecked: told };
  return { alert: alert(told === null ? 'opened' : 'worsened'), notChecked: [...new Set([...before, ...missed])] };
}

function noRun(change: Alert['change'], since: string | null, fault: string | null, missed: number): Alert {
  return { key: 'no-run', change, severity: 'high', facts: { kind: 'no-run', since, fault, missed } };
}

function byWorst(alerts: readonly Alert[]): readonly Alert[] {
  const rank = ({ severity, change }: Alert) => severities.indexOf(severity) + (change === 'closed' ? severities.length : 0);
  return alerts.toSorted((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1));
}
