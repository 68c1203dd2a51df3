import { printable, showable, type UsageError } from '../index.ts';

/** What is wrong, a line for each fault, then what to do about it. */
export function usageErrorLines({ message, others, hint }: UsageError): readonly string[] {
  const shown = (text: string) => printable(showable(text));
  return [`handclasp: ${shown(message)}`, ...others.map((other) => `           ${shown(other)}`), `  ${shown(hint)}`];
}
