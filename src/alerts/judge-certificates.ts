import { type Alert, type AlertRules, type CertificateLevel, certificateLevels } from '../model/alert.ts';
import { dayMs } from '../model/days-left.ts';
import type { Severity } from '../model/severity.ts';
import type { AlertRun } from './alert-run.ts';
import { type AlertState, calmRuns, type KnownCertificate } from './alert-state.ts';
import { alertedEndpoints } from './alerted-endpoints.ts';

const severityOf: Readonly<Record<CertificateLevel, Severity>> = {
  'half-renewed': 'medium',
  due: 'medium',
  urgent: 'high',
  expired: 'critical',
};

/** The operator of ECK replaces its certificates a day before they end: half a day before, it has not. */
const operatorsRules = { warn: { ms: 12 * 3_600_000, share: 1 }, urgent: { ms: 6 * 3_600_000, share: 1 } } as const;

/** For how long a replacement may be under way before that is worth an alert: a day, or a tenth of the lifetime. */
const patience = { ms: dayMs, share: 0.1 } as const;

/** For how long it is remembered that a certificate came back. */
const rememberedMs = 7 * dayMs;

type Judged = { readonly alerts: readonly Alert[]; readonly certificates: AlertState['certificates'] };

/** What there is to tell of certificates: of each once for each level, whichever and however many endpoints show it. @param endpoints as they are known after the run */
export function judgeCertificates(state: AlertState, endpoints: AlertState['endpoints'], run: AlertRun, rules: AlertRules): Judged {
  const known = new Map(Object.entries(state.certificates));
  for (const certificate of run.endpoints.flatMap(({ chain }) => chain)) {
    const { sha256, ...shown } = certificate;
    if (!known.has(sha256)) known.set(sha256, { ...unknown, ...shown });
  }
  const holders = new Map<string, string[]>();
  const renewed = new Map<string, number>();
  for (const [name, { shown, before }] of Object.entries(endpoints)) {
    for (const sha256 of new Set(shown)) listOf(holders, sha256).push(name);
    if (before !== null) renewed.set(before, (renewed.get(before) ?? 0) + 1);
  }
  const alerts: Alert[] = [];
  const certificates: Record<string, KnownCertificate> = {};
  for (const [sha256, certificate] of known) {
    const shownBy = holders.get(sha256) ?? [];
    const count = renewed.get(sha256) ?? 0;
    const { next, alert } = judgeOne(certificate, { isHeld: shownBy.length > 0, isMixed: shownBy.length > 0 && count > 0 }, run, rules);
    if (alert !== null) {
      const { subject, issuer, notAfter, isCa } = certificate;
      alerts.push({
        key: `certificate/${sha256}`,
        change: alert.change,
        severity: severityOf[alert.level],
        facts: {
          ...{ kind: 'certificate', level: alert.level, subject, issuer, sha256, notAfter, isCa },
          endpoints: alertedEndpoints(shownBy),
          renewed: count,
        },
      });
    }
    const isRemembered = next.closedAt !== null && run.at.getTime() - Date.parse(next.closedAt) < rememberedMs;
    // What an endpoint showed before is needed to see that the next one ends later.
    if (shownBy.length > 0 || next.told !== null || isRemembered) certificates[sha256] = next;
  }
  return { alerts, certificates };
}

const unknown = { mixedSince: null, told: null, calm: 0, hasReturned: false, closedAt: null } as const;

type Now = { readonly isHeld: boolean; readonly isMixed: boolean };

function judgeOne(
  known: KnownCertificate,
  { isHeld, isMixed }: Now,
  run: AlertRun,
  rules: AlertRules,
): {
  readonly next: KnownCertificate;
  readonly alert: { readonly change: Alert['change']; readonly level: CertificateLevel } | null;
} {
  const at = run.at.getTime();
  const mixedSince = isMixed ? (known.mixedSince ?? run.at.toISOString()) : known.mixedSince;
  const level = isHeld ? levelOf(known, isMixed ? mixedSince : null, at, rules) : null;
  const isCalm = level === null && !isMixed;
  // A run that was interrupted has not looked everywhere.
  const calm = isCalm ? known.calm + (run.isPartial ? 0 : 1) : 0;
  const hasReturned = known.hasReturned || (!isCalm && ((known.told !== null && known.calm > 0) || known.closedAt !== null));
  const isOver = calm >= calmRuns(hasReturned);
  const next = { ...known, mixedSince: isOver ? null : mixedSince, calm, hasReturned };
  if (level !== null && (known.told === null || isWorse(level, known.told)))
    return { next: { ...next, told: level, closedAt: null }, alert: { change: known.told === null ? 'opened' : 'worsened', level } };
  if (known.told !== null && isOver)
    return { next: { ...next, told: null, closedAt: run.at.toISOString() }, alert: { change: 'closed', level: known.told } };
  return { next, alert: null };
}

function levelOf(
  { notBefore, notAfter, isOperators, isCa }: KnownCertificate,
  mixedSince: string | null,
  at: number,
  rules: AlertRules,
): CertificateLevel | null {
  const lifetime = Date.parse(notAfter) - Date.parse(notBefore);
  const left = Date.parse(notAfter) - at;
  const { warn, urgent } = isOperators ? operatorsRules : rules;
  if (left <= 0) return 'expired';
  if (left < within(urgent, lifetime)) return 'urgent';
  if (left < within(warn, lifetime)) return 'due';
  return !isCa && mixedSince !== null && at - Date.parse(mixedSince) >= within(patience, lifetime) ? 'half-renewed' : null;
}

/** The lesser of a time and a share of the lifetime. */
function within({ ms, share }: { readonly ms: number; readonly share: number }, lifetime: number): number {
  return Math.min(ms, share * lifetime);
}

function isWorse(a: CertificateLevel, b: CertificateLevel): boolean {
  return certificateLevels.indexOf(a) > certificateLevels.indexOf(b);
}

function listOf(lists: Map<string, string[]>, key: string): string[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
