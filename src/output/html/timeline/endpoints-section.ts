import { daysLeft, daysText } from '../../../model/days-left.ts';
import { groupBy } from '../../../model/group-by.ts';
import { countBySeverity } from '../../../model/severity.ts';
import { type Fare, fares, type Timeline, type TimelineEndpoint } from '../../../model/timeline.ts';
import { xmlText } from '../../escape/xml-text.ts';
import { counted, severityCounts } from '../../text/counted.ts';

const titles: Readonly<Record<Fare, string>> = {
  critical: 'With a critical problem',
  high: 'With a high problem',
  medium: 'With a medium problem',
  down: 'Not reached',
  part: 'Not fully checked',
  ok: 'Without problems',
};

const tones: Readonly<Record<Fare, string>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  down: 'high',
  part: 'medium',
  ok: 'good',
};

/** Every endpoint with its history, by how it fares. What is well stays closed: a browser does not lay out what nobody looks at. */
export function endpointsSection(timeline: Timeline): string {
  if (timeline.endpoints.length === 0) return '';
  const groups = groupBy(timeline.endpoints, ({ fares: all }) => all.at(-1)?.fare ?? 'part');
  const from = timeline.endpoints.reduce(
    (first, { fares: [one] }) => (one !== undefined && one.since < first ? one.since : first),
    timeline.at,
  );
  const blocks = fares.flatMap((fare) => {
    const group = groups.get(fare);
    if (group === undefined) return [];
    const isOpen = fare !== 'ok' && group.length <= 200;
    return [
      `<details class="group"${isOpen ? ' open=""' : ''}><summary><span class="severity ${tones[fare]}">${titles[fare]}</span> <span class="where">${counted(group.length, 'endpoint')}</span></summary>
<div class="grid"><table class="wide">
<thead><tr><th scope="col">Endpoint</th><th scope="col">Service</th><th scope="col">Client certificate</th><th scope="col">Certificate</th><th scope="col">Problems</th><th scope="col">Since</th><th scope="col">From ${xmlText(from.slice(0, 10))} to now</th></tr></thead>
<tbody>
${group.map((endpoint) => row(endpoint, from, timeline.at)).join('\n')}
</tbody>
</table></div></details>`,
    ];
  });
  return `<section><h2>Endpoints</h2>\n${blocks.join('\n')}\n</section>`;
}

function row({ target, address, state, fares: all }: TimelineEndpoint, from: string, at: string): string {
  const { service, channel, reachability, certificate, clientAuth } = state;
  const since = all.at(-1)?.since ?? at;
  const cells = [
    address === null || target.includes(address) ? target : `${target} (${address})`,
    reachability === 'open' ? [service.product ?? channel, service.version].filter(Boolean).join(' ') : reachability,
    clientAuth ?? '-',
    certificate === null ? '-' : `${lifeOf(certificate.notAfter, at)}, ${certificate.subject}`,
    severityCounts(countBySeverity(state.findings), ['critical', 'high', 'medium']) || '-',
    since.slice(0, 10),
  ];
  // What is short stays in one line; names are broken where there is no room.
  const tight = new Set([1, 4, 5]);
  return `<tr class="item">${cells.map((cell, index) => `<td${tight.has(index) ? ' class="nowrap"' : ''}>${xmlText(cell)}</td>`).join('')}<td>${bar(all, from, at)}</td></tr>`;
}

function lifeOf(notAfter: string, at: string): string {
  const days = daysLeft(notAfter, at);
  return days < 0 ? 'expired' : daysText(days);
}

/** How it fared from then to now, as a strip. */
function bar(all: TimelineEndpoint['fares'], from: string, at: string): string {
  const [start, end] = [Date.parse(from), Date.parse(at)];
  const x = (time: string) => (end === start ? 0 : ((Date.parse(time) - start) / (end - start)) * 100);
  const parts = all.map(({ since, fare }, index) => {
    const next = all[index + 1]?.since ?? at;
    const [left, right] = [x(since), end === start ? 100 : x(next)];
    return `<rect class="${tones[fare]}" x="${left.toFixed(1)}" width="${Math.max(0.5, right - left).toFixed(1)}" height="10"/>`;
  });
  const words = all.map(({ since, fare }) => `${since.slice(0, 10)} ${fare}`).join(', ');
  return `<svg class="strip" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${xmlText(words)}"><title>${xmlText(words)}</title>${parts.join('')}</svg>`;
}
