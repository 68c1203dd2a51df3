import type { RequirementReport } from '../../model/policy-report.ts';
import type { Report } from '../../model/report.ts';
import { xmlText } from '../escape/xml-text.ts';
import { places } from './problem-section.ts';

const verdicts: Readonly<Record<RequirementReport['verdict'], string>> = {
  met: 'met',
  waived: 'waived',
  broken: 'not met',
  undetermined: 'not checked',
  'not-applicable': 'nothing here is subject to it',
  'by-hand': 'to be attested by somebody',
};

/** What a policy asks for, requirement by requirement. */
export function policySection({ policy }: Report): string {
  if (policy === undefined) return '';
  const rows = policy.requirements.map(({ level, title, clause, verdict, broken, waived, undetermined }) => {
    const against = broken.map(
      ({ subject, found }) => `${places([subject])}: ${found.map((one) => `<code>${xmlText(one)}</code>`).join(' ')}`,
    );
    const excused = waived.map(
      ({ subject, found, reason, owner, until }) =>
        `${places([subject])}: ${found.map((one) => `<code>${xmlText(one)}</code>`).join(' ')} waived until ${xmlText(until)} by ${xmlText(owner)}: ${xmlText(reason)}`,
    );
    const open = undetermined.map(({ subject, because }) => `${places([subject])}: ${xmlText(because)}`);
    const tone = verdict === 'broken' ? (level === 'must' ? 'critical' : 'medium') : verdict === 'met' ? 'good' : 'medium';
    return `<tr class="item"><td class="nowrap"><span class="severity ${tone}">${verdicts[verdict]}</span></td><td>${level}</td><td>${xmlText(title)}${clause === null ? '' : ` <span class="where">${xmlText(clause)}</span>`}</td><td>${[...against, ...excused, ...open].slice(0, 50).join('<br>')}</td></tr>`;
  });
  return `<section><h2>${xmlText(policy.title)}, ${xmlText(policy.edition)}</h2>
<p class="source">${xmlText(policy.source)}${policy.provenance === 'secondary' ? ', from a secondary source' : ''}${policy.note === null ? '' : `. ${xmlText(policy.note)}`}</p>
<div class="grid"><table class="wide">
<thead><tr><th scope="col">Verdict</th><th scope="col">Level</th><th scope="col">Requirement</th><th scope="col">Against it, or not checked</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>
</section>`;
}
