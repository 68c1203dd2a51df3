import { publicKeyText } from '../model/public-key-text.ts';
import { type Severity, severities } from '../model/severity.ts';
import { labelValue, prometheusHead, prometheusSample } from './escape/prometheus-sample.ts';
import { CertificateList } from './sink/certificate-list.ts';
import { NotChecked } from './sink/not-checked.ts';
import { ProblemGroups } from './sink/problem-groups.ts';
import type { RunFacts, Sink, SinkEndpoint } from './sink/sink.ts';

/** What the samples of one endpoint are made of: its labels, and numbers. */
type Measured = {
  /** `instance="es01:9300",channel="transport"`, escaped. */
  readonly labels: string;
  readonly up: boolean;
  /** Whole ones: a fleet has a hundred thousand of them. */
  readonly milliseconds: number;
  /** Unix time; null where no certificate was seen. */
  readonly earliestEnd: number | null;
  readonly version: string | null;
  readonly clientAuth: string | null;
  readonly trusted: boolean | null;
  /** Findings: critical, high, medium. */
  readonly found: readonly [number, number, number];
};

/** Certificates that have a sample of their own: each is a series for ever. */
const mostCertificates = 1000;

const told = ['critical', 'high', 'medium'] as const satisfies readonly Severity[];

/**
 * For the textfile collector of node_exporter. What blackbox_exporter has a name for bears that name, so that dashboards and alerts go on working; the end of a certificate is there
 * whatever is wrong with it: expired, untrusted, or behind a port that requires a client certificate.
 */
export function openPrometheus(): Sink {
  const endpoints = new Map<string, Measured>();
  const certificates = new CertificateList(mostCertificates);
  const problems = new ProblemGroups();
  const notChecked = new NotChecked();
  /** Few counts differ. */
  const counts = new Map<string, Measured['found']>();
  const shared = (...found: Measured['found']): Measured['found'] => {
    const key = found.join();
    const known = counts.get(key) ?? found;
    counts.set(key, known);
    return known;
  };
  let unreachable = 0;
  let incomplete = 0;
  return {
    endpoint: (endpoint) => {
      const one = measured(endpoint, shared);
      // Two samples with the same labels would be refused.
      if (!endpoints.has(one.labels)) endpoints.set(one.labels, one);
      if (endpoint.reachability !== 'open') unreachable += 1;
      if (endpoint.incomplete.length > 0) incomplete += 1;
      certificates.endpoint(endpoint);
      problems.endpoint(endpoint);
      notChecked.endpoint(endpoint);
    },
    finding: (finding) => problems.finding(finding),
    file: (file) => {
      certificates.file(file);
      notChecked.file(file);
      for (const certificate of file.certificates) {
        for (const { rule, severity, detail } of certificate.problems) {
          problems.add({ rule, severity, detail, title: null, remedy: null, source: null, scope: { kind: 'rule' }, issuer: null }, [
            file.file,
          ]);
        }
      }
    },
    end: function* (run) {
      yield* runSamples(run, { endpoints: endpoints.size, unreachable, incomplete, complete: !notChecked.isAny(run) });
      yield* problemSamples(problems);
      yield* endpointSamples([...endpoints.values()].sort((a, b) => (a.labels < b.labels ? -1 : 1)));
      yield* certificateSamples(certificates);
      yield* pairSamples(run);
    },
  };
}

function measured(
  { target, address, channel, reachability, cost, chain, tls, clientAuth, trust, findings }: SinkEndpoint,
  shared: (...counts: Measured['found']) => Measured['found'],
): Measured {
  const ends = chain.map(({ notAfter }) => Date.parse(notAfter) / 1000);
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity && finding.waived === undefined).length;
  return {
    labels: flat(`instance="${labelValue(target)}",address="${labelValue(address ?? '')}",channel="${channel}"`),
    up: reachability === 'open',
    milliseconds: Math.round(cost.durationMs),
    earliestEnd: ends.length === 0 ? null : Math.min(...ends),
    version: tls?.version ?? null,
    clientAuth: clientAuth?.mode ?? null,
    trusted: trust === 'not-checked' ? null : trust === 'trusted',
    found: shared(count('critical'), count('high'), count('medium')),
  };
}

/** V8 keeps what was put together in its parts until somebody looks into it. */
function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

function* runSamples(
  { version, startedAt, finishedAt }: RunFacts,
  {
    endpoints,
    unreachable,
    incomplete,
    complete,
  }: Readonly<{ endpoints: number; unreachable: number; incomplete: number; complete: boolean }>,
): Generator<string> {
  const single = (name: string, help: string, value: number, labels: Readonly<Record<string, string>> = {}) =>
    prometheusHead(name, help) + prometheusSample(name, labels, value);
  yield single('handclasp_build_info', 'The version of handclasp.', 1, { version });
  yield single('handclasp_run_timestamp_seconds', 'When the run ended.', Date.parse(finishedAt) / 1000);
  yield single('handclasp_run_duration_seconds', 'How long the run took.', (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
  yield single('handclasp_run_complete', '1 where everything that was asked for could be checked.', complete ? 1 : 0);
  yield single('handclasp_endpoints', 'Endpoints that were asked.', endpoints);
  yield single('handclasp_endpoints_unreachable', 'Endpoints that were not reached.', unreachable);
  yield single('handclasp_endpoints_incomplete', 'Endpoints that were not reached or not fully checked.', incomplete);
}

function* problemSamples(problems: ProblemGroups): Generator<string> {
  const groups = problems.groups(0);
  yield prometheusHead('handclasp_findings', 'Findings by severity.');
  for (const severity of severities) {
    const counts = groups.filter((group) => group.severity === severity && group.waived === null).map(({ count }) => count);
    yield prometheusSample(
      'handclasp_findings',
      { severity },
      counts.reduce((sum, count) => sum + count, 0),
    );
  }
  if (groups.length > 0) yield prometheusHead('handclasp_rule_findings', 'Findings by rule.');
  for (const { rule, severity, count, waived } of groups) {
    yield prometheusSample('handclasp_rule_findings', { rule, severity, waived: String(waived !== null) }, count);
  }
}

type Family = {
  readonly name: string;
  readonly help: string;
  /** Samples of an endpoint: further labels, and the value. */
  readonly of: (one: Measured) => readonly (readonly [string, number])[];
};

const families: readonly Family[] = [
  { name: 'probe_success', help: '1 where a TCP connection came about.', of: ({ up }) => [['', up ? 1 : 0]] },
  { name: 'probe_duration_seconds', help: 'How long the endpoint was asked.', of: ({ milliseconds }) => [['', milliseconds / 1000]] },
  {
    name: 'probe_ssl_earliest_cert_expiry',
    help: 'When the first certificate of the chain ends, in Unix time.',
    of: ({ earliestEnd }) => (earliestEnd === null ? [] : [['', earliestEnd]]),
  },
  {
    name: 'probe_tls_version_info',
    help: 'The newest version of TLS that was negotiated.',
    of: ({ version }) => (version === null ? [] : [[`version="${version.replace('TLSv', 'TLS ')}"`, 1]]),
  },
  {
    name: 'handclasp_client_auth_info',
    help: 'Whether the endpoint asks for a client certificate: none, optional, required or unknown.',
    of: ({ clientAuth }) => (clientAuth === null ? [] : [[`mode="${clientAuth}"`, 1]]),
  },
  {
    name: 'handclasp_trusted',
    help: '1 where all that connect there trust the chain; absent where it was not checked.',
    of: ({ trusted }) => (trusted === null ? [] : [['', trusted ? 1 : 0]]),
  },
  {
    name: 'handclasp_endpoint_findings',
    help: 'Findings of an endpoint by severity.',
    of: ({ found }) => found.map((count, index) => [`severity="${told[index]}"`, count]),
  },
];

function* endpointSamples(endpoints: readonly Measured[]): Generator<string> {
  for (const { name, help, of } of families) {
    let isBegun = false;
    for (const one of endpoints) {
      for (const [label, value] of of(one)) {
        // A name without samples is left out.
        if (!isBegun) yield prometheusHead(name, help);
        isBegun = true;
        yield `${name}{${one.labels}${label === '' ? '' : `,${label}`}} ${value}\n`;
      }
    }
  }
}

function* certificateSamples(certificates: CertificateList): Generator<string> {
  if (certificates.size === 0) return;
  yield prometheusHead(
    'handclasp_certificate_not_after_timestamp_seconds',
    `When the certificate ends, in Unix time; of the ${mostCertificates} that end first.`,
  );
  for (const { sha256, subject, issuer, key, role, notAfter } of certificates.all()) {
    const labels = { sha256, subject, issuer, key: publicKeyText(key), shown_as: role };
    yield prometheusSample('handclasp_certificate_not_after_timestamp_seconds', labels, Date.parse(notAfter) / 1000);
  }
}

function* pairSamples({ pairs }: RunFacts): Generator<string> {
  if (pairs.length === 0) return;
  yield prometheusHead('handclasp_pairs', 'Connections between nodes by whether they would come about.');
  for (const verdict of ['accepted', 'refused', 'unknown']) {
    yield prometheusSample('handclasp_pairs', { verdict }, pairs.filter((pair) => pair.verdict === verdict).length);
  }
}
