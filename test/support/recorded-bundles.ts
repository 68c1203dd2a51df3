import { readdirSync, readFileSync } from 'node:fs';
import type { MadeEntry } from './archive-maker.ts';

const folder = new URL(
  import.meta.url.includes('/dist/') ? '../../../test/jobs/bundle/recorded/' : '../jobs/bundle/recorded/',
  import.meta.url,
);

/** What support-diagnostics would have collected from each node that does not join, by its fault: `scripts/record-failing-nodes.ts` makes it anew. */
export function recordedFaults(): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.slice(0, -4));
}

/** The files of its archive. */
export function recordedEntries(fault: string): readonly MadeEntry[] {
  return `\n${readFileSync(new URL(`${fault}.txt`, folder), 'utf8')}`
    .split('\n=== ')
    .slice(1)
    .map((section) => {
      const end = section.indexOf('\n');
      return { path: section.slice(0, end), content: section.slice(end + 1) };
    });
}
