import { type ProbeTrace, probeTraceIn } from '../../elastic/probe-traces.ts';

/** Who else leaves a line from a log: a scanner or a health check; null where nothing but a fault does. */
export function findTrace(question: string): Pick<ProbeTrace, 'from' | 'by'> | null {
  return probeTraceIn(question);
}
