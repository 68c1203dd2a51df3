import type { CertificateList } from './certificate-list.ts';
import type { ProblemGroups } from './problem-groups.ts';

/** What documents of one run may share: what fills a hundred thousand endpoints is kept once. Each is made when a document asks for it. */
export type SharedParts = {
  readonly certificates: () => Promise<CertificateList>;
  readonly problems: () => Promise<ProblemGroups>;
};

/** Parts of one run. */
export function sharedParts(): SharedParts {
  return {
    certificates: once(async () => new (await import('./certificate-list.ts')).CertificateList()),
    problems: once(async () => new (await import('./problem-groups.ts')).ProblemGroups()),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
