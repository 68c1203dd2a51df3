import type { Severity } from '../../model/severity.ts';

/** As the risk scores of Elastic's own detection rules; 0 is nothing at all. */
export const ecsSeverity: Readonly<Record<Severity, number>> = { critical: 99, high: 73, medium: 47, low: 21, info: 1 };
