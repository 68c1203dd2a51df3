import type { SetupProblem, SetupProblemFacts } from '../model/setup.ts';

/** What a loader says of a problem beside what it is. */
export type ProblemDetails<Name extends string | null> = {
  readonly setting: Name;
  readonly file?: string;
  /** What the product logs, without what stands before it in each line. */
  readonly log?: string;
  readonly stops?: boolean;
  readonly certainty?: 'proven' | 'likely';
  readonly facts?: SetupProblemFacts;
};

/** Something that is wrong in a context; unless it says otherwise, the process does not start because of it, and the files prove it. */
export function setupProblem(
  { rule, context, place, because, logText }: Pick<SetupProblem, 'rule' | 'context' | 'place' | 'because' | 'logText'>,
  { setting, file, stops = true, certainty = 'proven', facts }: ProblemDetails<string | null>,
): SetupProblem {
  return {
    rule,
    stops,
    certainty,
    context,
    setting,
    place,
    file: file ?? null,
    ...(facts === undefined ? {} : { facts }),
    because,
    logText,
  };
}
