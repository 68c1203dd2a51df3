import { endpointMetrics, leafLabels, leafMetric, type MeasuredEndpoint, measureEndpoint } from '../metrics/endpoint-metrics.ts';
import type { Metric } from '../metrics/metric.ts';
import { mostCertificates, runMetrics } from '../metrics/run-metrics.ts';
import { publicKeyText } from '../model/public-key-text.ts';
import { severities } from '../model/severity.ts';
import { prometheusHead, prometheusLabels, prometheusSample } from './escape/prometheus-sample.ts';
import { CertificateList } from './sink/certificate-list.ts';
import { NotChecked } from './sink/not-checked.ts';
import type { ProblemGroups } from './sink/problem-groups.ts';
import type { RunFacts, Sink, SinkEndpoint } from './sink/sink.ts';

/** For the textfile collector of node_exporter, and for a metrics port. The end of a certificate is there whatever is wrong with it: expired, untrusted, or behind a port that requires a client certificate. */
export function openPrometheus(problems: ProblemGroups): Sink {
  const endpoints = new Map<string, MeasuredEndpoint>();
  const certificates = new CertificateList(mostCertificates);
  const notChecked = new NotChecked();
  const shared = new SharedTexts();
  let unreachable = 0;
  let incomplete = 0;
  return {
    endpoint: (endpoint) => {
      const labels = labelsOf(endpoint);
      // Two samples with the same labels would be refused.
      if (!endpoints.has(labels)) endpoints.set(labels, shared.once(measureEndpoint(endpoint)));
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
      yield* endpointSamples(endpoints, certificates);
      yield* certificateSamples(certificates);
      yield* pairSamples(run);
    },
  };
}

function labelsOf({ target, address, channel }: SinkEndpoint): string {
  return flat(prometheusLabels({ instance: target, address: address ?? '', channel }));
}

/** V8 keeps what was put together in its parts until somebody looks into it. */
function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

/** Few of what endpoints have differs: each is kept once. */
class SharedTexts {
  readonly #texts = new Map<string, string>();
  readonly #counts = new Map<string, MeasuredEndpoint['found']>();

  once(measured: MeasuredEndpoint): MeasuredEndpoint {
    const { version, cipher, accepted, clientAuth, leaf } = measured;
    // Field by field: all of them have the same shape.
    return {
      isOpen: measured.isOpen,
      milliseconds: measured.milliseconds,
      ipProtocol: measured.ipProtocol,
      earliestEnd: measured.earliestEnd,
      leaf,
      version: version === null ? null : this.#text(version),
      cipher: cipher === null ? null : this.#text(cipher),
      accepted: this.#text(accepted),
      clientAuth: clientAuth === null ? null : this.#text(clientAuth),
      isTrusted: measured.isTrusted,
      isNameRight: measured.isNameRight,
      found: this.#found(measured.found),
    };
  }

  #text(text: string): string {
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }

  #found(found: MeasuredEndpoint['found']): MeasuredEndpoint['found'] {
    const known = this.#counts.get(found.join());
    if (known === undefined) this.#counts.set(found.join(), found);
    return known ?? found;
  }
}

function single({ name, help }: Metric, value: number, labels: Readonly<Record<string, string>> = {}): string {
  return prometheusHead(name, help) + prometheusSample(name, labels, value);
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
  yield single(runMetrics.build, 1, { version });
  yield single(runMetrics.endedAt, Date.parse(finishedAt) / 1000);
  yield single(runMetrics.duration, (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
  yield single(runMetrics.complete, complete ? 1 : 0);
  yield single(runMetrics.endpoints, endpoints);
  yield single(runMetrics.unreachable, unreachable);
  yield single(runMetrics.incomplete, incomplete);
}

function* problemSamples(problems: ProblemGroups): Generator<string> {
  const groups = problems.groups(0);
  const { findings, ruleFindings } = runMetrics;
  yield prometheusHead(findings.name, findings.help);
  for (const severity of severities) {
    const counts = groups.filter((group) => group.severity === severity && group.waived === null).map(({ count }) => count);
    yield prometheusSample(
      findings.name,
      { severity },
      counts.reduce((sum, count) => sum + count, 0),
    );
  }
  if (groups.length > 0) yield prometheusHead(ruleFindings.name, ruleFindings.help);
  for (const { rule, severity, count, waived } of groups) {
    yield prometheusSample(ruleFindings.name, { rule, severity, waived: String(waived !== null) }, count);
  }
}

/** @param endpoints by their labels, as text */
function* endpointSamples(endpoints: ReadonlyMap<string, MeasuredEndpoint>, certificates: CertificateList): Generator<string> {
  const sorted = [...endpoints].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const { name, help, of } of endpointMetrics) {
    let isBegun = false;
    for (const [labels, endpoint] of sorted) {
      for (const [more, value] of of(endpoint)) {
        // A name without samples is left out.
        if (!isBegun) yield prometheusHead(name, help);
        isBegun = true;
        const own = prometheusLabels(more);
        yield `${name}{${labels}${own === '' ? '' : `,${own}`}} ${value}\n`;
      }
    }
  }
  const leaves = new Map([...certificates.all()].map((listed) => [listed.sha256, prometheusLabels(leafLabels(listed))]));
  if (!sorted.some(([, { leaf }]) => leaf !== null && leaves.has(leaf))) return;
  yield prometheusHead(leafMetric.name, leafMetric.help);
  for (const [labels, { leaf }] of sorted) {
    const own = leaf === null ? undefined : leaves.get(leaf);
    if (own !== undefined) yield `${leafMetric.name}{${labels},${own}} 1\n`;
  }
}

function* certificateSamples(certificates: CertificateList): Generator<string> {
  if (certificates.size === 0) return;
  const { name, help } = runMetrics.certificateEnd;
  yield prometheusHead(name, help);
  for (const { sha256, subject, issuer, key, role, notAfter } of certificates.all()) {
    yield prometheusSample(name, { sha256, subject, issuer, key: publicKeyText(key), shown_as: role }, Date.parse(notAfter) / 1000);
  }
}

function* pairSamples({ pairs }: RunFacts): Generator<string> {
  if (pairs.length === 0) return;
  const { name, help } = runMetrics.pairs;
  yield prometheusHead(name, help);
  for (const verdict of ['accepted', 'refused', 'unknown']) {
    yield prometheusSample(name, { verdict }, pairs.filter((pair) => pair.verdict === verdict).length);
  }
}
