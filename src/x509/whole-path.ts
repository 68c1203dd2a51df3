import type { Failure } from './failure.ts';
import type { Judging, Path } from './judging.ts';

/** What speaks against a path that is given whole, leaf first and the anchor last: links from the anchor down, then the leaf. */
export function wholePathFailure(judging: Judging, path: Path): Failure | null {
  for (let i = path.length - 1; i > 0; i--) {
    const [certificate, issuer] = [path[i - 1], path[i]];
    if (certificate === undefined || issuer === undefined) continue;
    const anchor = i === path.length - 1;
    const flaw = judging.linkFailure(certificate, issuer, anchor) ?? judging.issuerFailure(path.slice(0, i + 1), anchor);
    if (flaw !== null) return flaw;
  }
  return judging.wholeFailure(path) ?? judging.leafFailure();
}
