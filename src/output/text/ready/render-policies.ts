import type { Policy } from '../../../model/policy.ts';
import { counted } from '../counted.ts';
import { labelled } from '../paragraph.ts';

/** The policies that there are, for people. */
export function renderPolicies(policies: readonly Policy[], { width }: { readonly width: number }): string {
  const column = 2 + Math.max(...policies.map(({ name }) => name.length));
  const lines = policies.flatMap(({ name, title, edition, provenance, requirements }) => {
    const origin = provenance === 'own' ? [] : [edition, ...(provenance === 'secondary' ? ['from a secondary source'] : [])];
    return labelled(name, [title, ...origin, counted(requirements.length, 'requirement')].join(', '), column, width);
  });
  return `${lines.join('\n')}\n`;
}
