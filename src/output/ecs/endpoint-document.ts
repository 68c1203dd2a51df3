import { countBySeverity, severities } from '../../model/severity.ts';
import type { SinkEndpoint } from '../sink/sink.ts';
import { type EcsDocument, type EcsRun, ecsDocument } from './ecs-document.ts';
import { endpointFields } from './endpoint-fields.ts';
import { ecsSeverity } from './severity-number.ts';

/** What an endpoint showed, in a document of its own. */
export function endpointDocument(endpoint: SinkEndpoint, run: EcsRun): EcsDocument {
  const { startedAt, cost, reachability, incomplete, status } = endpoint;
  const findings = endpoint.findings.filter(({ waived }) => waived === undefined);
  const worst = severities.find((severity) => findings.some((finding) => finding.severity === severity));
  const fields = endpointFields(endpoint);
  return ecsDocument(run, 'endpoint', {
    at: startedAt,
    fields: {
      ...fields,
      message: status,
      event: {
        kind: 'state',
        category: ['network', 'configuration'],
        type: ['info'],
        action: 'tls-check',
        outcome: reachability !== 'open' ? 'failure' : incomplete.length > 0 ? 'unknown' : 'success',
        start: startedAt,
        end: new Date(Date.parse(startedAt) + cost.durationMs).toISOString(),
        // Nanoseconds.
        duration: Math.round(cost.durationMs * 1_000_000),
        severity: worst === undefined ? 0 : ecsSeverity[worst],
        ...(incomplete.length === 0 ? {} : { reason: incomplete.join('; ') }),
      },
      ...(reachability === 'open' ? {} : { error: { code: reachability, message: status } }),
      handclasp: {
        ...endpointFacts(endpoint),
        findings: countBySeverity(findings),
        rules: [...new Set(findings.map(({ rule }) => rule))],
        ...(incomplete.length === 0 ? {} : { incomplete }),
      },
    },
  });
}

/** What ECS has no field for. */
function endpointFacts({ target, channel, reachability, deployment, trust, hostname, clientAuth, tls, chain }: SinkEndpoint): object {
  const versions = Object.entries(tls?.versions ?? {});
  const versionsThat = (were: string) => versions.flatMap(([version, answer]) => (answer === were ? [version] : []));
  const [own] = chain;
  const ends = chain.map(({ notAfter }) => notAfter).sort();
  return {
    target,
    channel,
    reachability,
    deployment: deployment.type,
    trust,
    hostname: { verdict: hostname.verdict },
    ...(clientAuth === null ? {} : { client_auth: { mode: clientAuth.mode } }),
    ...(tls === null ? {} : { protocols: { accepted: versionsThat('accepted'), rejected: versionsThat('rejected') } }),
    ...(tls?.cipherSuites === undefined ? {} : { cipher_suites: [...new Set(Object.values(tls.cipherSuites).flat())] }),
    ...(tls?.groups === undefined ? {} : { groups: tls.groups }),
    ...(own === undefined
      ? {}
      : {
          certificate: { days_left: own.daysLeft, is_ca: own.isCa },
          chain: { subjects: chain.map(({ subject }) => subject), earliest_end: ends[0] },
        }),
  };
}
