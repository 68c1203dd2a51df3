import type { Unknown } from '../model/finding.ts';
import { atLeast, type Severity, severities } from '../model/severity.ts';
import { type JunitCase, type JunitSuite, judgedCase, junitHead, junitSuite, junitTail, named, unknownCases } from './junit-text.ts';
import { DeflatedRecords } from './sink/deflated-records.ts';
import { NumberedTexts } from './sink/numbered-texts.ts';
import type { RunFacts, Sink, SinkClusterFinding, SinkEndpoint, SinkFinding } from './sink/sink.ts';

/** A case that may come to count as a failure: which severities do is known at the end. Title and remedy are numbers, since a fleet has few of them. */
type FoundCase = {
  readonly rule: string;
  readonly severity: Severity;
  readonly detail: string;
  readonly title: number;
  readonly remedy: number;
  readonly at: readonly string[];
};

/** What is kept of an endpoint. */
type KeptEndpoint = {
  readonly name: string;
  readonly at: string;
  readonly seconds: number;
  readonly reached: JunitCase;
  readonly cases: readonly (FoundCase | JunitCase)[];
  readonly unknown: readonly Unknown[];
};

/** Test results of any number of endpoints: a suite for each, a case for each rule that found something or could not be judged. */
export function openJunit(): Sink {
  const texts = new NumberedTexts();
  const endpoints = new DeflatedRecords<KeptEndpoint>();
  const counts = new Counts();
  const compared: (FoundCase | JunitCase)[] = [];
  return {
    endpoint: (endpoint) => {
      const kept = keptEndpoint(endpoint, texts);
      counts.endpoint(kept);
      endpoints.add(kept);
    },
    finding: (finding) => {
      compared.push(foundCase(finding, texts));
    },
    // Files have a document of their own, with what is in each.
    file: () => {},
    end: function* (run) {
      const whole = (one: FoundCase | JunitCase) => ('result' in one ? one : caseOf(one, texts, run.failOn));
      const cases = compared.filter((_, index) => index !== run.cause?.finding).map(whole);
      const first = suitesOfRun(run, cases);
      const seconds = (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000;
      yield junitHead(counts.with(first, run.failOn), seconds);
      for (const suite of first) yield junitSuite(suite);
      for (const { name, at, seconds: own, reached, cases: found, unknown } of endpoints.all())
        yield junitSuite({ name, at, seconds: own, cases: named([reached, ...found.map(whole), ...unknownCases(unknown)]) });
      yield junitTail;
    },
  };
}

function keptEndpoint(endpoint: SinkEndpoint, texts: NumberedTexts): KeptEndpoint {
  const { target, address, startedAt, cost, reachability, status, findings, unknown, incomplete } = endpoint;
  return {
    name: address === null || target.includes(address) ? target : `${target} (${address})`,
    at: startedAt,
    seconds: cost.durationMs / 1000,
    reached: {
      name: 'reached',
      result:
        reachability === 'open' || incomplete.length === 0
          ? { kind: 'passed' }
          : { kind: 'error', type: reachability, message: status, text: incomplete.join('\n') },
    },
    cases: findings.map((finding) => foundCase(finding, texts)),
    unknown: unknown.map(({ rule, code, because }) => ({ rule, code, because })),
  };
}

function foundCase(finding: SinkFinding | SinkClusterFinding, texts: NumberedTexts): FoundCase | JunitCase {
  const { rule, severity, title, detail, remedy, waived } = finding;
  if (waived !== undefined)
    return { name: rule, result: { kind: 'skipped', message: `Waived until ${waived.until} by ${waived.owner}: ${waived.reason}` } };
  const at = 'subjects' in finding ? finding.subjects : [];
  return { rule, severity, detail, title: texts.numberOf(title), remedy: texts.numberOf(remedy), at };
}

function caseOf({ rule, severity, detail, title, remedy, at }: FoundCase, texts: NumberedTexts, failOn: RunFacts['failOn']): JunitCase {
  const where = at.length === 0 ? '' : `\nAt: ${at.join(', ')}`;
  const text = `${detail}${where}\n\nFix:\n${texts.text(remedy)}\n\nhandclasp explain ${rule}`;
  return judgedCase(rule, severity, failOn, { message: texts.text(title), text });
}

/** What is no endpoint's own. */
function suitesOfRun({ startedAt, cause, pairs, unknown, partial }: RunFacts, compared: readonly JunitCase[]): readonly JunitSuite[] {
  const ofRun = (name: string, cases: readonly JunitCase[]): readonly JunitSuite[] =>
    cases.length === 0 ? [] : [{ name, at: startedAt, seconds: 0, cases }];
  return [
    ...ofRun('cause', causeCases(cause)),
    ...ofRun('all endpoints', [
      ...compared,
      ...unknownCases(unknown),
      ...(partial ? [{ name: 'run', result: { kind: 'skipped', message: 'The run was interrupted.' } } as const] : []),
    ]),
    ...ofRun(
      'connections',
      pairs.map(
        ({ from, to, verdict, rule, detail }): JunitCase => ({
          name: `${from} connects to ${to}`,
          result:
            verdict === 'accepted'
              ? { kind: 'passed' }
              : verdict === 'unknown'
                ? { kind: 'skipped', message: detail }
                : { kind: 'failure', type: rule ?? 'refused', message: detail, text: detail },
        }),
      ),
    ),
  ];
}

function causeCases(cause: RunFacts['cause']): readonly JunitCase[] {
  if (cause === undefined) return [];
  if (cause === null) return [{ name: 'cause', result: { kind: 'passed' } }];
  const { rule, confidence, title, detail, remedy } = cause;
  return [{ name: rule, result: { kind: 'failure', type: confidence, message: title, text: `${detail}\n\n${remedy}` } }];
}

/** Of the cases of endpoints: the document begins with them. */
class Counts {
  #tests = 0;
  #errors = 0;
  #skipped = 0;
  readonly #found = new Map<Severity, number>();

  endpoint({ reached, cases, unknown }: KeptEndpoint): void {
    this.#tests += 1 + cases.length + unknown.length;
    if (reached.result.kind === 'error') this.#errors += 1;
    this.#skipped += unknown.length;
    for (const one of cases) {
      if ('result' in one) this.#skipped += 1;
      else this.#found.set(one.severity, (this.#found.get(one.severity) ?? 0) + 1);
    }
  }

  /** With those of other suites. */
  with(suites: readonly JunitSuite[], failOn: RunFacts['failOn']) {
    const others = suites.flatMap(({ cases }) => cases);
    const of = (kind: JunitCase['result']['kind']) => others.filter(({ result }) => result.kind === kind).length;
    const failing = severities.filter((severity) => failOn !== 'never' && atLeast(severity, failOn));
    return {
      tests: this.#tests + others.length,
      failures: failing.reduce((sum, severity) => sum + (this.#found.get(severity) ?? 0), of('failure')),
      errors: this.#errors + of('error'),
      skipped: this.#skipped + of('skipped'),
    };
  }
}
