import type { Change, ChangesReport } from '../../../model/change.ts';
import { groupBy } from '../../../model/group-by.ts';
import { xmlText } from '../../escape/xml-text.ts';
import { counted } from '../../text/counted.ts';
import { utcText } from '../../text/history/utc-text.ts';
import { where } from './where.ts';

const mostGroups = 50;

/** What changed, run by run, the latest first; the same change at several endpoints once. */
export function changesSection(changes: readonly ChangesReport[]): string {
  if (changes.length === 0) return '<section><h2>What changed</h2>\n<p>Nothing changed from run to run.</p>\n</section>';
  return `<section><h2>What changed</h2>\n${changes.map((one, index) => ofRun(one, index === 0)).join('\n')}\n</section>`;
}

function ofRun({ from, to, changes }: ChangesReport, isOpen: boolean): string {
  const groups = [...groupBy(changes, ({ severity, message }) => `${severity} ${message}`).values()];
  const items = groups.slice(0, mostGroups).map(group);
  const left = groups.length - items.length;
  return `<details class="item"${isOpen ? ' open=""' : ''}><summary><time datetime="${xmlText(to.startedAt)}">${utcText(to.startedAt)} UTC</time>: ${counted(changes.length, 'change')} <span class="where">run ${to.id} against run ${from.id}</span></summary>
<ul>
${items.join('\n')}
</ul>${left > 0 ? `<p>And ${left} more: <code>handclasp diff ${from.id} ${to.id}</code></p>` : ''}</details>`;
}

function group(same: readonly Change[]): string {
  const [first] = same;
  if (first === undefined) return '';
  const at = same.flatMap(({ target }) => (target === '' ? [] : [target]));
  return `<li><span class="severity ${first.severity}">${first.severity}</span> ${xmlText(first.message)}${where(at)}</li>`;
}
