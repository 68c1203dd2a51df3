import type { Metric } from './metric.ts';

/** What is said of scheduled runs, beside what the last of them found. */
export const watchMetrics = {
  nextRun: { name: 'handclasp_watch_next_run_timestamp_seconds', help: 'When the next run is due, in Unix time.' },
  failedRuns: { name: 'handclasp_watch_failed_runs', help: 'Runs since the last that came to its end.' },
  documentsDelivered: {
    name: 'handclasp_documents_delivered',
    help: '1 where Elasticsearch has all documents of the last run; 0 where some wait or were refused.',
  },
  alertsOpen: { name: 'handclasp_alerts_open', help: 'Matters that were told and are not resolved.' },
  alertsWaiting: { name: 'handclasp_alerts_waiting', help: 'Messages that a receiver of alerts has not taken yet.' },
  reloadFailed: {
    name: 'handclasp_watch_config_refused',
    help: '1 where the file with options was read again and refused: the old ones count.',
  },
  queueUnreachable: { name: 'handclasp_watch_queue_unreachable', help: '1 where the server of --queue cannot be reached.' },
} as const satisfies Readonly<Record<string, Metric>>;
