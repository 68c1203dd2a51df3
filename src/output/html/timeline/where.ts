import { counted } from '../../text/counted.ts';
import { places } from '../problem-section.ts';

/** So many places stand behind a sentence; more are folded, or they would push away what comes next. */
const mostBeside = 6;

/** Where something is, behind the sentence that says what. */
export function where(targets: readonly string[]): string {
  const all = [...new Set(targets)];
  if (all.length === 0) return '';
  if (all.length <= mostBeside) return ` <span class="where">${places(all)}</span>`;
  return `<details><summary class="where">${counted(all.length, 'endpoint')}</summary><p>${places(all)}</p></details>`;
}
