import { countBySeverity, type Severity } from '../../model/severity.ts';
import type { Cell } from './columns.ts';
import { severityCounts } from './counted.ts';

/** How many problems of each severity an endpoint has. Notes are no problems. */
export function problemsCell(findings: readonly { readonly severity: Severity }[]): Cell {
  const counts = countBySeverity(findings);
  const text = severityCounts(counts, ['critical', 'high', 'medium']);
  if (text === '') return { text: '-', tone: 'faint' };
  return { text, tone: counts.critical > 0 ? 'critical' : counts.high > 0 ? 'high' : 'medium' };
}
