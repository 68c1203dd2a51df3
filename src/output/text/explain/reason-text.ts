import type { ReasonExplained } from '../../../model/reason-explained.ts';
import { painter } from '../../paint.ts';
import { wrapText } from '../../wrap-text.ts';
import { indented } from '../paragraph.ts';

/** Reasons one under the other, for people: what each means, and what is found in whose log. */
export function renderReasons(
  reasons: readonly ReasonExplained[],
  { width, colour }: { readonly width: number; readonly colour: boolean },
): string {
  const paint = painter(colour);
  const logged = (where: string, lines: readonly string[]) =>
    lines.flatMap((line) => wrapText(line, width - 18)).map((line, index) => `  ${(index === 0 ? where : '').padEnd(16)}${line}`);
  return reasons
    .map(({ code, title, prose, lines }) =>
      [
        `${paint('strong', code)}  ${title}`,
        ...indented(prose, 2, width),
        ...logged('Elasticsearch', [...lines.jsse, ...lines.elasticsearch]),
        ...logged('Kibana', lines.node),
      ].join('\n'),
    )
    .join('\n\n')
    .concat('\n');
}
