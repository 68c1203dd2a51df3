import type { Finding } from '../../model/finding.ts';
import type { Fix, FixContext, FixOf, FixStep } from '../../model/fix.ts';
import { remedyText } from '../../model/fix-text.ts';
import { configDirectory } from './put-files.ts';
import { advice, atFault } from './steps.ts';

/** What a finding says of what to do: the steps, and the same as one text. */
export type Advised = Pick<Finding, 'remedy' | 'fix'>;

/** The fix of a rule in a context. */
export function fixFor(fixOf: FixOf, context: FixContext): Advised {
  const fix: Fix = { steps: withVolume(context, fixOf(context)) };
  return { remedy: remedyText(fix), fix };
}

/** What is written in a container lasts as long as that container, unless it is in a volume. */
function withVolume(context: FixContext, steps: readonly FixStep[]): readonly FixStep[] {
  if (context.packaging !== 'container') return steps;
  const first = steps.findIndex(({ lines = [] }) => lines.some((line) => writesInContainer.test(line)));
  if (first === -1) return steps;
  const directory = configDirectory(context);
  const text = `What the next steps write lasts only in a volume. If none is mounted at ${directory}, add one in docker-compose.yml first: "- config:${directory}" in the volumes of the service, and "config:" in the volumes at the end of the file.`;
  return [...steps.slice(0, first), advice(atFault(context), text), ...steps.slice(first)];
}

const writesInContainer =
  /^docker compose (?:run --rm(?!.* (?:-list|show|list)\b)|exec SERVICE \S*elasticsearch-reconfigure-node|cp \S+ SERVICE:)/;
