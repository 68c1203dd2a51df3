/** A question to documents of handclasp, as a rule of Kibana asks it: whatever comes back is an alert. */
export type EsqlRule = { readonly title: string; readonly query: string };

/** Written down in docs/elasticsearch.md. */
export const esqlRules: readonly EsqlRule[] = [
  {
    title: 'A certificate that expires within 30 days, once however many endpoints show it',
    query: `FROM logs-handclasp.endpoint-*
| WHERE @timestamp > NOW() - 1 day AND tls.server.x509.not_after < NOW() + 30 days
| STATS endpoints = COUNT_DISTINCT(handclasp.target), last_seen = MAX(@timestamp)
    BY tls.server.hash.sha256, tls.server.subject, tls.server.x509.not_after
| SORT tls.server.x509.not_after`,
  },
  {
    title: 'A critical or high problem that nobody waived',
    query: `FROM logs-handclasp.finding-*
| WHERE @timestamp > NOW() - 1 day AND handclasp.finding.severity IN ("critical", "high") AND handclasp.finding.waived == false
| STATS endpoints = COUNT_DISTINCT(handclasp.target), last_seen = MAX(@timestamp) BY rule.id, rule.name, handclasp.finding.severity
| SORT endpoints DESC`,
  },
  {
    title: 'A transport port that does not insist on client certificates',
    query: `FROM logs-handclasp.endpoint-*
| WHERE @timestamp > NOW() - 1 day AND handclasp.channel == "transport" AND handclasp.client_auth.mode IN ("none", "optional")
| STATS last_seen = MAX(@timestamp) BY handclasp.target, handclasp.client_auth.mode`,
  },
  {
    title: 'An endpoint that was not reached or not fully checked',
    query: `FROM logs-handclasp.endpoint-*
| WHERE @timestamp > NOW() - 1 day AND event.outcome != "success"
| STATS last_seen = MAX(@timestamp) BY handclasp.target, event.outcome, event.reason`,
  },
  {
    title: 'An endpoint that showed more than one certificate in a week',
    query: `FROM logs-handclasp.endpoint-*
| WHERE @timestamp > NOW() - 7 days AND tls.server.hash.sha256 IS NOT NULL
| STATS certificates = COUNT_DISTINCT(tls.server.hash.sha256) BY handclasp.target
| WHERE certificates > 1`,
  },
  {
    title: 'No run for a day: silence is an alarm',
    query: `FROM logs-handclasp.endpoint-*
| WHERE @timestamp > NOW() - 30 days
| STATS last_seen = MAX(@timestamp) BY observer.hostname
| WHERE last_seen < NOW() - 1 day`,
  },
];
