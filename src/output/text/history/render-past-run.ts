import { daysLeft, daysText } from '../../../model/days-left.ts';
import { groupBy } from '../../../model/group-by.ts';
import type { PastEndpoint, PastRunReport } from '../../../model/past-run.ts';
import { atLeast, severities } from '../../../model/severity.ts';
import { painter } from '../../paint.ts';
import { printableData } from '../../printable.ts';
import { closingLine } from '../closing-line.ts';
import { type Column, columnLines } from '../columns.ts';
import { counted, severityCounts } from '../counted.ts';
import { indented, labelled } from '../paragraph.ts';
import { problemsCell } from '../problems-cell.ts';
import type { TextView } from '../text-view.ts';
import { utcText } from './utc-text.ts';

/** A run as it was kept, for people: its endpoints, the problems as they were judged then, and what could not be judged. */
export function renderPastRun(given: PastRunReport, { width, colour }: Pick<TextView, 'width' | 'colour'>): string {
  const look = { width, paint: painter(colour) };
  const run = printableData(given);
  const { endpoints, cluster, summary } = run;
  const head = `Run ${run.id}: ${run.command} of ${utcText(run.startedAt)} UTC, judged by handclasp ${run.tool}${run.partial ? ', interrupted' : ''}`;
  const problems = [
    ...endpoints.flatMap(({ target, state }) => state.findings.map((finding) => ({ ...finding, subjects: [target] }))),
    ...cluster.findings,
  ].toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const shown = problems.filter(({ severity }) => atLeast(severity, 'medium'));
  const unknown = [
    ...endpoints.flatMap(({ target, state }) => state.unknown.map((one) => ({ ...one, subject: target }))),
    ...cluster.unknown.map((one) => ({ ...one, subject: null })),
  ];
  const incomplete = endpoints.flatMap(({ target, state }) => state.incomplete.map((because) => ({ target, because })));
  const parts = [
    indented(head, 0, width).map((line) => look.paint('strong', line)),
    columnLines(columnsAt(run.startedAt, endpoints.some(isMoreThanItsName)), endpoints, { ...look, leavesOut: true }).lines,
    [...groupBy(shown, ({ severity, rule }) => `${severity} ${rule}`).values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const places = [...new Set(group.flatMap(({ subjects }) => subjects))];
      return labelled(first.severity.toUpperCase(), `${first.title}: ${named(places)} (${first.rule})`, 10, width);
    }),
    [
      ...[...groupBy(incomplete, ({ because }) => because)].flatMap(([text, group]) =>
        labelled('Not checked:', `${text} (${named(group.map(({ target }) => target))})`, 14, width),
      ),
      ...[...groupBy(unknown, ({ because }) => because)].flatMap(([text, group]) => {
        const rules = [...new Set(group.map(({ rule }) => rule))];
        const places = new Set(group.flatMap(({ subject }) => subject ?? []));
        return labelled(
          'Not checked:',
          `${rules.join(', ')}: ${text}${places.size === 0 ? '' : ` (${counted(places.size, 'endpoint')})`}`,
          14,
          width,
        );
      }),
    ],
    closingLine(
      [
        severityCounts(summary, ['critical', 'high', 'medium']) || 'no problem',
        shown.length < problems.length ? `${counted(problems.length - shown.length, 'note')} in --format json` : null,
        counted(summary.endpoints, 'endpoint'),
        summary.unreachable === 0 ? null : `${summary.unreachable} unreachable`,
        summary.incomplete === 0 ? null : `${summary.incomplete} not fully checked`,
      ],
      look,
    ),
  ].filter((part) => part.length > 0);
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}

function named(places: readonly string[]): string {
  return places.length > 6 ? `${places.slice(0, 5).join(', ')} and ${places.length - 5} more` : places.join(', ');
}

/** It has an address that does not stand in its name. */
function isMoreThanItsName({ target, address }: PastEndpoint): boolean {
  return address !== null && !target.includes(address);
}

function columnsAt(at: string, hasAddresses: boolean): readonly Column<PastEndpoint>[] {
  const all: readonly Column<PastEndpoint>[] = [
    { head: 'ENDPOINT', cell: ({ target }) => ({ text: target }), least: 12, cut: 'middle', dispensable: null },
    {
      head: 'ADDRESS',
      cell: (endpoint) => ({ text: isMoreThanItsName(endpoint) ? (endpoint.address ?? '') : '' }),
      least: 7,
      cut: 'end',
      dispensable: 3,
    },
    {
      head: 'SERVICE',
      cell: ({ state: { channel, service, reachability } }) => ({
        text: reachability === 'open' ? [service.product ?? channel, service.version].filter(Boolean).join(' ') : reachability,
      }),
      least: 7,
      cut: 'end',
      dispensable: 2,
    },
    { head: 'CLIENT CERT', cell: ({ state }) => ({ text: state.clientAuth ?? '' }), least: 8, cut: 'end', dispensable: 4 },
    {
      head: 'CERTIFICATE',
      cell: ({ state: { certificate } }) => ({
        text: certificate === null ? '' : `${lifeOf(certificate.notAfter, at)}, ${certificate.subject}`,
      }),
      least: 10,
      cut: 'end',
      dispensable: 1,
    },
    {
      head: 'PROBLEMS',
      cell: ({ state }) => problemsCell(state.findings),
      least: 8,
      cut: 'end',
      dispensable: null,
    },
  ];
  return hasAddresses ? all : all.filter(({ head }) => head !== 'ADDRESS');
}

function lifeOf(notAfter: string, at: string): string {
  const days = daysLeft(notAfter, at);
  return days < 0 ? 'expired' : daysText(days);
}
