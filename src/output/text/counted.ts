import { numberText } from '../../model/days-left.ts';
import { type Severity, severities } from '../../model/severity.ts';

/** `1 endpoint`, `3 endpoints`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}

/** `2 critical, 1 medium`; empty where there are none. */
export function severityCounts(counts: Readonly<Record<Severity, number>>, which: readonly Severity[] = severities): string {
  return which.flatMap((severity) => (counts[severity] > 0 ? [`${numberText(counts[severity])} ${severity}`] : [])).join(', ');
}

/** `The endpoint`, `Both endpoints`, `All 3 endpoints`. */
export function allCounted(count: number, one: string): string {
  return count === 1 ? `The ${one}` : count === 2 ? `Both ${one}s` : `All ${counted(count, one)}`;
}

/** `The endpoint is not`, `Neither endpoint is`, `None of 3 endpoints is`: the beginning of a sentence. */
export function noneCounted(count: number, one: string, verb: string): string {
  return count === 1 ? `The ${one} ${verb} not` : count === 2 ? `Neither ${one} ${verb}` : `None of ${counted(count, one)} ${verb}`;
}
