import type { Report } from '../../../model/report.ts';

/** The node that does not join, at the beginning of a sentence; one without a name is `The node`. */
export function nodeName({ diagnosed }: Report): string {
  return diagnosed?.name ?? 'The node';
}
