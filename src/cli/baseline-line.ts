import { atLeast, type BaselineReport, type ComparedFinding, someNamed } from '../index.ts';
import { counted } from './counted.ts';

/** How many are named. */
const mostNamed = 5;

/** What changed since the baseline, in one line. A problem is what is medium or worse; the rest is notes. */
export function baselineLine({ startedAt, new: added, gone, known, notSeen }: BaselineReport): string {
  const [plus, minus] = [added, gone].map((all) => all.filter(({ severity }) => atLeast(severity, 'medium')));
  const sentences = [
    `Since baseline${startedAt === null ? '' : ` (${startedAt.slice(0, 10)})`}: +${counted(plus?.length ?? 0, 'problem')}, -${minus?.length ?? 0}`,
    ...(known === 0 ? [] : [`${counted(known, 'finding')} known from it ${known === 1 ? 'is' : 'are'} not shown`]),
    ...(gone.length === 0 ? [] : [`Gone: ${someNamed(gone.map(goneText), mostNamed)}`]),
    ...(notSeen.length === 0
      ? []
      : [
          `Not seen now: ${someNamed(
            notSeen.map(({ target, findings }) => `${target} (${counted(findings, 'finding')} then)`),
            mostNamed,
          )}`,
        ]),
  ];
  return `${sentences.join('. ')}.`;
}

function goneText({ rule, target }: ComparedFinding): string {
  return `${rule} (${target})`;
}
