import { type Severity, severities } from '../../model/severity.ts';
import { numberText } from './days-left.ts';

/** `1 endpoint`, `3 endpoints`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}

/** `2 critical, 1 medium`; empty where there are none. */
export function severityCounts(counts: Readonly<Record<Severity, number>>, which: readonly Severity[] = severities): string {
  return which.flatMap((severity) => (counts[severity] > 0 ? [`${numberText(counts[severity])} ${severity}`] : [])).join(', ');
}
