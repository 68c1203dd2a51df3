import { dropImpliedPorts } from '../jobs/scan/scan.ts';
import type { ScannedEndpoint, Scanner } from '../jobs/scan/scanner.ts';
import type { Observation } from '../model/observation.ts';
import type { Target } from '../model/target.ts';
import type { EndpointLines, Written } from './endpoint-lines.ts';
import { addTally, noTally, type Tally, tallyOf } from './worker-messages.ts';

/** Judges what targets showed that were asked for as one. @param observed of each of them */
export async function judgeTogether(
  { judge }: Pick<Scanner, 'judge'>,
  targets: readonly Target[],
  observed: readonly (readonly Observation[])[],
): Promise<readonly (readonly Written[])[]> {
  const examined = await Promise.all(observed.map((own) => Promise.all(own.map((observation) => judge(observation)))));
  return targets.length === 1 ? examined : withoutGaps(examined, targets);
}

/** Writes a line for each address of each target, and counts them. */
export function addJudged(lines: EndpointLines, judged: readonly (readonly Written[])[]): Tally {
  let tally = noTally;
  for (const endpoints of judged) {
    lines.add(endpoints);
    tally = addTally(tally, tallyOf(endpoints.map(({ endpoint }) => endpoint)));
  }
  return tally;
}

/** Where a host was named alone and one of its ports answers, the closed ones are no gaps. */
function withoutGaps(examined: readonly (readonly ScannedEndpoint[])[], targets: readonly Target[]): readonly (readonly Written[])[] {
  const reported = dropImpliedPorts(
    examined.flatMap((own) => own.map(({ endpoint }) => endpoint)),
    targets,
  );
  let at = 0;
  return examined.map((own) =>
    own.map((one) => {
      const endpoint = reported[at++] ?? one.endpoint;
      return endpoint === one.endpoint ? one : { endpoint };
    }),
  );
}
