import type { Format } from '../format.ts';
import { bySink } from '../sink/by-sink.ts';

/** Metrics for the textfile collector of node_exporter. */
export const prometheus: Format = {
  name: 'prometheus',
  help: 'metrics, for the textfile collector of node_exporter',
  endings: ['prom'],
  plain: false,
  replacesFile: true,
  ...bySink(async ({ problems }) => (await import('../open-prometheus.ts')).openPrometheus(await problems())),
};
