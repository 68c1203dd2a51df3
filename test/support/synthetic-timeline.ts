import type { ChangeFacts, ChangesReport } from '../../src/model/change.ts';
import type { EndpointState, PastFinding, PastRun } from '../../src/model/past-run.ts';
import { type Severity, severities } from '../../src/model/severity.ts';
import type { Fare, FareSince, Timeline, TimelineEndpoint } from '../../src/model/timeline.ts';
import { changeText } from '../../src/wording/change-text.ts';
import { endpointState, firstRunAt, pastCertificate } from './past-runs.ts';

const dayMs = 86_400_000;
const findings: Readonly<Partial<Record<Fare, PastFinding>>> = {
  critical: { rule: 'transport-no-tls', severity: 'critical', title: 'Transport without TLS' },
  high: { rule: 'leaf-expired', severity: 'high', title: 'Certificate has expired' },
  medium: { rule: 'leaf-expiring', severity: 'medium', title: 'Certificate expires soon' },
};

/** A fleet that was scanned once a day, of which one endpoint in fifty has something, and one in four a certificate that others show too. */
export function syntheticTimeline(endpoints: number, days = 60): Timeline {
  const at = new Date(firstRunAt + days * dayMs).toISOString();
  const all = Array.from({ length: endpoints }, (_, index) => endpointOf(index, days));
  const runs = Array.from({ length: days }, (_, day) => runOf(day, all));
  const latest = runs.at(-1) as PastRun;
  const cluster = { findings: [], unknown: [], policy: null };
  return { at, series: [{ command: 'scan', runs, latest, cluster }], endpoints: all, changes: [changesOf(runs, all)] };
}

function endpointOf(index: number, days: number): TimelineEndpoint {
  const now: Fare =
    index % 50 === 7
      ? ((['critical', 'high', 'medium'] as const)[index % 3] ?? 'medium')
      : index % 97 === 5
        ? 'down'
        : index % 101 === 9
          ? 'part'
          : 'ok';
  const finding = findings[now];
  const shared = index % 4 === 0;
  const certificate = pastCertificate({
    sha256: (shared ? 'shared' : `${index}`).padStart(64, '0'),
    subject: shared ? 'CN=*.prod.example.org,O=Acme Logistics International' : `CN=es-hot-${index}.prod.example.org`,
    notAfter: new Date(firstRunAt + (days + (shared ? 40 : ((index * 37) % 500) - 3)) * dayMs).toISOString(),
  });
  const state: EndpointState = endpointState({
    certificate: now === 'down' ? null : certificate,
    findings: finding === undefined ? [] : [finding],
    ...(now === 'down' ? { reachability: 'timeout' as const, incomplete: ['timed out after 5 s'] } : {}),
    ...(now === 'part' ? { incomplete: ['TLS 1.2: the handshake timed out'] } : {}),
  });
  const since = (day: number) => new Date(firstRunAt + day * dayMs).toISOString();
  const fares: readonly FareSince[] =
    now === 'ok' && index % 10 !== 3
      ? [{ since: since(0), fare: 'ok' }]
      : [
          { since: since(0), fare: now === 'ok' ? 'medium' : 'ok' },
          { since: since((index * 7) % days || 1), fare: now },
        ];
  return {
    target: `es-hot-${index}.prod.example.org:9300`,
    address: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
    state,
    checkedAt: since(days - 1),
    fares,
  };
}

function runOf(day: number, all: readonly TimelineEndpoint[]): PastRun {
  const startedAt = new Date(firstRunAt + day * dayMs).toISOString();
  const counts = Object.fromEntries(
    severities.map((severity) => [
      severity,
      all.filter(({ fares }) => fares.findLast(({ since }) => since <= startedAt)?.fare === severity).length,
    ]),
  ) as Record<Severity, number>;
  const finishedAt = new Date(Date.parse(startedAt) + 90_000).toISOString();
  const summary = { ...counts, endpoints: all.length, unreachable: 0, incomplete: 0 };
  return { id: day + 1, uuid: `run-${day}`, command: 'scan', startedAt, finishedAt, tool: '0.1.0', partial: false, summary };
}

function changesOf(runs: readonly PastRun[], all: readonly TimelineEndpoint[]): ChangesReport {
  const changes = all
    .filter((_, index) => index % 50 === 7)
    .map(
      ({
        target,
        address,
        state: {
          findings: [finding],
        },
      }) => {
        const facts: ChangeFacts = { kind: 'finding-opened', rule: finding?.rule ?? '', title: finding?.title ?? '' };
        const severity = finding?.severity ?? 'info';
        return { ...facts, target, address, severity, message: changeText(facts) };
      },
    )
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const [from, to] = [runs.at(-2), runs.at(-1)] as [PastRun, PastRun];
  return { from, to, changes, endpoints: { compared: all.length, changed: changes.length } };
}
