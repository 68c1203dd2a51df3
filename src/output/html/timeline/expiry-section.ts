import { dayMs, daysLeft, daysText, numberText } from '../../../model/days-left.ts';
import type { PastCertificate } from '../../../model/past-run.ts';
import type { Timeline } from '../../../model/timeline.ts';
import { xmlText } from '../../escape/xml-text.ts';
import { counted } from '../../text/counted.ts';
import { barChart } from './bar-chart.ts';
import { where } from './where.ts';

const mostRows = 20;
const mostPast = 200;
const weeks = 52;

type InUse = { readonly certificate: PastCertificate; readonly at: string[] };

/** What ends next, each certificate once: how many in which week, and the first of them by name. */
export function expirySection({ endpoints, at }: Timeline): string {
  const all = new Map<string, InUse>();
  for (const { target, state } of endpoints) {
    if (state.certificate === null) continue;
    const known = all.get(state.certificate.sha256);
    if (known === undefined) all.set(state.certificate.sha256, { certificate: state.certificate, at: [target] });
    else known.at.push(target);
  }
  if (all.size === 0) return '';
  const byEnd = [...all.values()].sort((a, b) => Date.parse(a.certificate.notAfter) - Date.parse(b.certificate.notAfter));
  const past = byEnd.filter(({ certificate }) => daysLeft(certificate.notAfter, at) < 0);
  const next = byEnd.slice(past.length);
  const shown = next.slice(0, mostRows);
  const left = next.length - shown.length;
  return `<section><h2>What ends next</h2>
${chart(byEnd, at)}
${past.length === 0 ? '' : `<details class="item"${past.length <= mostRows ? ' open=""' : ''}><summary><span class="severity critical">expired</span> ${counted(past.length, 'certificate')}</summary>${table(past.slice(0, mostPast), at)}${past.length > mostPast ? `<p>And ${past.length - mostPast} more.</p>` : ''}</details>\n`}${shown.length === 0 ? '' : table(shown, at)}${left > 0 ? `\n<p>And ${counted(left, 'certificate')} that ${left === 1 ? 'ends' : 'end'} later.</p>` : ''}
</section>`;
}

function table(certificates: readonly InUse[], at: string): string {
  const rows = certificates.map(({ certificate: { subject, issuer, notAfter }, at: shownBy }) => {
    const days = daysLeft(notAfter, at);
    const tone = days < 7 ? 'critical' : days < 30 ? 'medium' : 'good';
    return `<tr class="item"><td class="nowrap"><time datetime="${xmlText(notAfter)}">${xmlText(notAfter.slice(0, 10))}</time></td><td class="nowrap"><span class="severity ${tone}">${days < 0 ? 'expired' : daysText(days)}</span></td><td>${xmlText(subject)}</td><td>${xmlText(issuer)}</td><td>${where(shownBy)}</td></tr>`;
  });
  return `<div class="grid"><table class="wide">
<thead><tr><th scope="col">Ends</th><th scope="col">Left</th><th scope="col">Certificate</th><th scope="col">Issuer</th><th scope="col">Shown by</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
}

function chart(byEnd: readonly InUse[], at: string): string {
  const start = Date.parse(at);
  const counts = Array.from({ length: weeks }, () => 0);
  let expired = 0;
  let later = 0;
  for (const { certificate } of byEnd) {
    const week = Math.floor((Date.parse(certificate.notAfter) - start) / (7 * dayMs));
    if (week < 0) expired += 1;
    else if (week >= weeks) later += 1;
    else counts[week] = (counts[week] ?? 0) + 1;
  }
  const bars = counts.map((count, week) => {
    const from = new Date(start + week * 7 * dayMs).toISOString().slice(0, 10);
    return {
      label: from,
      title: `In the week from ${from}: ${counted(count, 'certificate')}`,
      parts: [{ kind: week < 1 ? 'critical' : week < 5 ? 'medium' : 'good', value: count }],
    } as const;
  });
  const beside = [
    counted(byEnd.length, 'certificate'),
    ...(expired > 0 ? [`expired: ${numberText(expired)}`] : []),
    `within a year: ${numberText(byEnd.length - expired - later)}`,
    ...(later > 0 ? [`later: ${numberText(later)}`] : []),
  ].join(', ');
  return barChart({ caption: `Certificates that end in each week of the next year. ${beside}.`, bars });
}
