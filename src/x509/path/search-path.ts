import type { Failure } from './failure.ts';
import type { ModelChoices } from './model-choices.ts';
import { type Path, PathChecks, type PathQuestion } from './path-checks.ts';
import { searchAnyPath } from './search-any-path.ts';
import { searchFirstPath } from './search-first-path.ts';
import { searchSentPath } from './search-sent-path.ts';

export type PathAnswer =
  /** Leaf first, the anchor last; a leaf that is its own anchor stands alone. */
  { readonly kind: 'path'; readonly path: Path } | { readonly kind: 'failure'; readonly failure: Failure };

const searches = { any: searchAnyPath, 'as-sent': searchSentPath, first: searchFirstPath } as const;

/** Looks for a path that passes by a model's choices; where there is none, the failure is that of the path that came furthest. Yields once a candidate. */
export function* searchPath(question: PathQuestion, choices: ModelChoices): Generator<void, PathAnswer> {
  const judging = new PathChecks(question, choices);
  const path = yield* searches[choices.paths](judging);
  return path === null ? { kind: 'failure', failure: judging.telling() } : { kind: 'path', path };
}
