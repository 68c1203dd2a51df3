import type { Metric } from './metric.ts';

/** Certificates that have a sample of their own: each is a series for ever. */
export const mostCertificates = 1000;

/** What is said of a run as a whole, of its findings, of certificates and of pairs of nodes. */
export const runMetrics = {
  build: { name: 'handclasp_build_info', help: 'The version of handclasp.' },
  endedAt: { name: 'handclasp_run_timestamp_seconds', help: 'When the run ended.' },
  duration: { name: 'handclasp_run_duration_seconds', help: 'How long the run took.' },
  complete: { name: 'handclasp_run_complete', help: '1 where everything that was asked for could be checked.' },
  endpoints: { name: 'handclasp_endpoints', help: 'Endpoints that were asked.' },
  unreachable: { name: 'handclasp_endpoints_unreachable', help: 'Endpoints that were not reached.' },
  incomplete: { name: 'handclasp_endpoints_incomplete', help: 'Endpoints that were not reached or not fully checked.' },
  findings: { name: 'handclasp_findings', help: 'Findings by severity.' },
  ruleFindings: { name: 'handclasp_rule_findings', help: 'Findings by rule.' },
  certificateEnd: {
    name: 'handclasp_certificate_not_after_timestamp_seconds',
    help: `When the certificate ends, in Unix time; of the ${mostCertificates} that end first.`,
  },
  pairs: { name: 'handclasp_pairs', help: 'Connections between nodes by whether they would come about.' },
} as const satisfies Readonly<Record<string, Metric>>;
