import type { Writer } from './catalogue/log-line.ts';
import type { ClientLine } from './client-lines/client-line.ts';
import { clientLines } from './client-lines/index.ts';
import { type Lowered, lookFor, lowered } from './find-log-line.ts';

/** A line of a client, and who writes it in these words. */
export type FoundClientLine = { readonly line: ClientLine; readonly writers: readonly Writer[] };

type Look = FoundClientLine & { readonly isIn: (text: Lowered) => boolean };

/** Made when a line is asked for: hundreds of patterns. */
let looks: readonly Look[] | null = null;

/** Which line of a client or of a service a text has; the first in their order, null where it has none. */
export function clientLineIn(text: string): FoundClientLine | null {
  looks ??= clientLines.flatMap((line) =>
    line.texts.map((each): Look => {
      const own = typeof each === 'string' ? undefined : each[2];
      return { line, writers: own === undefined ? line.writtenBy : [own], isIn: lookFor(each) };
    }),
  );
  const asked = lowered(text);
  const found = looks.find(({ isIn }) => isIn(asked));
  return found === undefined ? null : { line: found.line, writers: found.writers };
}
