import type { Passerby } from '../../logs/catalogue/log-line.ts';
import { passerbyIn } from '../../logs/find-log-line.ts';

/** Who else leaves a line from a log: a scanner or a health check; null where nothing but a fault does. */
export function findTrace(question: string): Passerby | null {
  return passerbyIn(question);
}
