import type { Failure } from './failure.ts';
import type { Path, PathChecks } from './path-checks.ts';

/** What speaks against a path, and how many of its links were found to hold before. */
export type PathFailure = { readonly failure: Failure; readonly held: number };

/** What speaks against a path that is given whole, leaf first and the anchor last: links from the anchor down, then the leaf. A leaf alone is its own anchor. */
export function chainLevelFailure(judging: PathChecks, path: Path): PathFailure | null {
  let held = 0;
  for (let i = path.length - 1; i > 0; i--, held++) {
    const [certificate, issuer] = [path[i - 1], path[i]];
    if (certificate === undefined || issuer === undefined) continue;
    const anchor = i === path.length - 1;
    const failure = judging.linkFailure(certificate, issuer, anchor) ?? judging.issuerFailure(path.slice(0, i + 1), anchor);
    if (failure !== null) return { failure, held };
  }
  const failure = judging.wholeFailure(path) ?? judging.leafFailure();
  return failure === null ? null : { failure, held };
}
