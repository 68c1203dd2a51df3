import assert from 'node:assert/strict';
import { type AlertRun, alertRunOf, type SeenEndpoint, type SeenProblem, type ShownCertificate } from '../../src/alerts/alert-run.ts';
import { type AlertState, noAlertState } from '../../src/alerts/alert-state.ts';
import { evaluateAlerts, evaluateFailure } from '../../src/alerts/evaluate-alerts.ts';
import { type Alert, usualAlertRules } from '../../src/model/alert.ts';
import { alertText } from '../../src/wording/alert-texts.ts';
import { certificateReport, endpointReport, finding, report } from '../support/report.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.parse('2026-01-01T00:00:00Z');
const at = (ms: number) => new Date(start + ms).toISOString();

/** @param from,until milliseconds since the start */
function certificate(name: string, from: number, until: number, change: Partial<ShownCertificate> = {}): ShownCertificate {
  return {
    sha256: `${name} ${from} ${until}`,
    subject: `CN=${name}`,
    issuer: 'CN=Acme CA',
    notBefore: at(from),
    notAfter: at(until),
    isCa: false,
    isOperators: false,
    ...change,
  };
}

function endpoint(
  name: string,
  chain: readonly ShownCertificate[],
  problems: readonly SeenProblem[] = [],
  unknown: readonly string[] = [],
): SeenEndpoint {
  return { name, target: name, chain, problems, unknown };
}

function run(ms: number, endpoints: readonly SeenEndpoint[], change: Partial<AlertRun> = {}): AlertRun {
  return {
    at: new Date(start + ms),
    isPartial: false,
    targets: new Set(endpoints.map(({ target }) => target)),
    endpoints,
    byName: new Map(endpoints.map((one) => [one.name, one])),
    together: [],
    unknown: [],
    missed: 0,
    ...change,
  };
}

/** What runs tell, one after another, each as `key change`. The state goes through JSON, as it does from run to run. */
function toldBy(
  runs: Iterable<AlertRun>,
  before: AlertState = noAlertState,
): { readonly told: readonly string[]; readonly alerts: readonly Alert[] } {
  let state = before;
  const alerts: Alert[] = [];
  for (const one of runs) {
    const evaluated = evaluateAlerts(state, one, usualAlertRules);
    state = JSON.parse(JSON.stringify(evaluated.state));
    alerts.push(...evaluated.alerts);
  }
  return {
    alerts,
    told: alerts.map(
      ({ key, change, facts }) => `${key.replace(/\/.*/, '')} ${facts.kind === 'certificate' ? `${facts.level} ` : ''}${change}`,
    ),
  };
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `es${index}:9200`);
const ticks = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('alerts', () => {
  it('of 10,000 endpoints with one certificate are one', () => {
    const shared = certificate('*.example.org', -335 * day, 20 * day);
    const endpoints = names(10_000).map((name) => endpoint(name, [shared]));
    const { alerts, told } = toldBy([run(0, endpoints), run(hour, endpoints), run(2 * hour, endpoints)]);
    assert.deepEqual(told, ['certificate due opened']);
    const [alert] = alerts;
    assert.ok(alert?.facts.kind === 'certificate');
    assert.equal(alert.facts.endpoints.count, 10_000);
    assert.equal(alert.facts.endpoints.examples.length, 5);
  });

  it('of 20 runs in the middle of a roll-over are one, and one more when it is done', () => {
    const [old, fresh] = [certificate('*.example.org', -335 * day, 40 * day), certificate('*.example.org', -day, 364 * day)];
    const endpoints = (onNew: number) => names(100).map((name, index) => endpoint(name, [index < onNew ? fresh : old]));
    const mixed = ticks(20).map((tick) => run((tick + 1) * 3 * hour, endpoints(37 + (tick % 3))));
    const { alerts, told } = toldBy([run(0, endpoints(0)), ...mixed]);
    assert.deepEqual(told, ['certificate half-renewed opened']);
    assert.match(alertText(alerts[0] ?? assert.fail()), /^Certificate CN=\*\.example\.org was renewed on \d+ of 100 endpoints/);
    const done = ticks(5).map((tick) => run((30 + tick) * 3 * hour, endpoints(100)));
    assert.deepEqual(toldBy([run(0, endpoints(0)), ...mixed, ...done]).told, [
      'certificate half-renewed opened',
      'certificate half-renewed closed',
    ]);
  });

  it('of an endpoint that shows the old and the new certificate in turn are one', () => {
    const [old, fresh] = [certificate('es01', -335 * day, 20 * day), certificate('es01', -day, 364 * day)];
    const runs = ticks(21).map((tick) => run(tick * hour, [endpoint('es01:9200', [tick % 2 === 0 ? old : fresh])]));
    assert.deepEqual(toldBy(runs).told, ['certificate due opened']);
    const calm = ticks(12).map((tick) => run((30 + tick) * hour, [endpoint('es01:9200', [fresh])]));
    assert.deepEqual(toldBy([...runs, ...calm]).told, ['certificate due opened', 'certificate due closed']);
  });

  it('tell a certificate once for each level, and its renewal once', () => {
    const old = certificate('es01', 0, 365 * day);
    const runs = ticks(366).map((tick) => run(tick * day, [endpoint('es01:9200', [old])]));
    const fresh = ticks(5).map((tick) => run((366 + tick) * day, [endpoint('es01:9200', [certificate('es01', 366 * day, 731 * day)])]));
    const { alerts, told } = toldBy([...runs, ...fresh]);
    assert.deepEqual(told, [
      'certificate due opened',
      'certificate urgent worsened',
      'certificate expired worsened',
      'certificate expired closed',
    ]);
    assert.deepEqual(
      alerts.map(({ severity }) => severity),
      ['medium', 'high', 'critical', 'critical'],
    );
  });

  it('begin at a share of the lifetime, and at most so many days before the end, from 24 hours to 99 years', () => {
    for (const [lifetime, before] of [
      [day, 0.2 * day],
      [90 * day, 18 * day],
      [365 * day, 30 * day],
      [99 * 365 * day, 30 * day],
    ] as const) {
      const one = certificate('es01', 0, lifetime);
      const told = (left: number) => toldBy([run(lifetime - left, [endpoint('es01:9200', [one])])]).told;
      assert.deepEqual(told(before + 60_000), []);
      assert.deepEqual(told(before - 60_000), ['certificate due opened']);
    }
  });

  it('are none in a year of ECK, whose operator renews a day before the end', () => {
    const eck = { isOperators: true };
    const lifetime = 365 * day;
    // Each pod gets its own within the hour; the CA and HTTP are replaced as well.
    function* year() {
      for (let tick = 0; tick <= 2 * 365 * 24; tick++) {
        const now = tick * hour;
        const of = (name: string, change: Partial<ShownCertificate>, lag = 0) => {
          const period = lifetime - day;
          const turn = Math.floor((now - lag) / period);
          return certificate(name, turn * period, turn * period + lifetime, { ...eck, ...change });
        };
        const ca = of('quickstart-transport', { isCa: true });
        const http = of('quickstart-es-http.default.es.local', {}, hour / 2);
        yield run(now, [
          ...['a', 'b', 'c'].map((pod, index) =>
            endpoint(`${pod}:9300`, [of(`${pod}.node.quickstart.default.es.local`, {}, index * hour), ca]),
          ),
          ...['a', 'b', 'c'].map((pod) => endpoint(`${pod}:9200`, [http])),
        ]);
      }
    }
    assert.deepEqual(toldBy(year()).told, []);
  });

  it('are told of ECK where the operator has not renewed half a day before the end', () => {
    const one = certificate('a.node.quickstart.default.es.local', 0, 365 * day, { isOperators: true });
    const told = (left: number) => toldBy([run(365 * day - left, [endpoint('a:9300', [one])])]).told;
    assert.deepEqual(told(13 * hour), []);
    assert.deepEqual(told(11 * hour), ['certificate due opened']);
    assert.deepEqual(told(hour), ['certificate urgent opened']);
  });

  it('are none in a year of certificates of 24 hours, renewed at two thirds, one of them on several endpoints', () => {
    function* year() {
      for (let tick = 0; tick <= 365 * 24; tick++) {
        const now = tick * hour;
        const of = (name: string, lag: number) => {
          const turn = Math.floor((now - lag) / (16 * hour));
          return certificate(name, turn * 16 * hour, turn * 16 * hour + day);
        };
        yield run(now, [
          ...names(10).map((name, index) => endpoint(name, [of(name, (index * hour) / 5)])),
          // It is seen half done at one run or two.
          ...['lb1:443', 'lb2:443', 'lb3:443'].map((name, index) => endpoint(name, [of('lb', (index * hour) / 2)])),
        ]);
      }
    }
    assert.deepEqual(toldBy(year()).told, []);
  });

  it('of endpoints that do not answer come at the second run, and an open matter stays open', () => {
    const due = certificate('es01', -335 * day, 20 * day);
    const up = [endpoint('es01:9200', [due]), endpoint('es02:9200', [certificate('es02', 0, 300 * day)])];
    const down = [endpoint('es01:9200', []), endpoint('es02:9200', [certificate('es02', 0, 300 * day)])];
    const { told } = toldBy([run(0, up), run(hour, down), run(2 * hour, down), run(3 * hour, down), run(4 * hour, up)]);
    assert.deepEqual(told, ['certificate due opened', 'not-checked opened', 'not-checked closed']);
    // One that never answered is no loss.
    assert.deepEqual(toldBy(ticks(5).map((tick) => run(tick * hour, [endpoint('es01:5601', [])]))).told, []);
    // A restart is none.
    assert.deepEqual(toldBy([run(0, up), run(hour, down), run(2 * hour, up)]).told, ['certificate due opened']);
  });

  it('of an endpoint that expires unseen get worse all the same, and close where it is no target any more', () => {
    const due = certificate('es01', -335 * day, day);
    const other = endpoint('es02:9200', [certificate('es02', 0, 300 * day)]);
    const { told } = toldBy([
      run(0, [endpoint('es01:9200', [due]), other]),
      run(day + hour, [endpoint('es01:9200', []), other]),
      run(day + 2 * hour, [other]),
      run(day + 3 * hour, [other]),
    ]);
    assert.deepEqual(told, ['certificate urgent opened', 'certificate expired worsened', 'certificate expired closed']);
  });

  it('of a problem are one for its rule, and one more where other endpoints have it', () => {
    const good = [certificate('es', 0, 300 * day)];
    const open: SeenProblem = {
      rule: 'transport-client-auth-optional',
      title: 'Transport accepts clients without a certificate',
      severity: 'critical',
    };
    const with_ = (...bad: readonly string[]) => names(3).map((name) => endpoint(name, good, bad.includes(name) ? [open] : []));
    const [a = '', b = ''] = names(3);
    const runs = [with_(a), with_(a), with_(a, b), with_(b), with_(a), with_(), with_(), with_()].map((each, tick) =>
      run(tick * hour, each),
    );
    assert.deepEqual(toldBy(runs).told, ['problem opened', 'problem worsened', 'problem closed']);
    // What cannot be judged has not gone.
    const unknown = names(3).map((name) => endpoint(name, good, [], [open.rule]));
    assert.deepEqual(toldBy([run(0, with_(a)), ...ticks(4).map((tick) => run((tick + 1) * hour, unknown))]).told, ['problem opened']);
    // What the thresholds of certificates are for, and what is minor, is no problem.
    const minor = [finding({ rule: 'leaf-expiring', severity: 'high' }), finding({ rule: 'weak-cipher-accepted', severity: 'low' })];
    assert.deepEqual(toldBy([run(0, [endpoint(a, good, minor)])]).told, []);
  });

  it('say that no run came about, once, and that runs go on, once', () => {
    const seen = [endpoint('es01:9200', [certificate('es01', 0, 300 * day)])];
    const { state } = evaluateAlerts(noAlertState, run(0, seen), usualAlertRules);
    const first = evaluateFailure(state, 'the disk is full');
    assert.deepEqual(
      first.alerts.map(({ key, change }) => `${key} ${change}`),
      ['no-run opened'],
    );
    const second = evaluateFailure(first.state, 'the disk is full');
    assert.deepEqual(second.alerts, []);
    assert.deepEqual(toldBy([run(3 * hour, seen)], second.state).told, ['no-run closed']);
    assert.deepEqual(toldBy([run(0, seen), run(9 * hour, seen, { missed: 8 }), run(10 * hour, seen)]).told, [
      'no-run opened',
      'no-run closed',
    ]);
  });

  it('are made of what a run that was interrupted came to, and nothing closes by it', () => {
    const due = certificate('es01', -335 * day, 20 * day);
    const all = [endpoint('es01:9200', [due]), endpoint('es02:9200', [due])];
    const cut = (tick: number) => run(tick * hour, [], { isPartial: true, targets: new Set(['es01:9200', 'es02:9200']) });
    assert.deepEqual(toldBy([run(0, all), cut(1), cut(2), cut(3), cut(4), run(5 * hour, all)]).told, ['certificate due opened']);
  });

  it('read a report: its certificates, its problems without those that are waived, and addresses', () => {
    const waived = { reason: 'r', owner: 'o', until: '2027-01-01' };
    const eck = certificateReport({ subject: 'CN=a.node.quickstart.default.es.local' });
    const read = alertRunOf(
      report([
        endpointReport({
          target: 'es01:9300',
          address: '10.0.0.1',
          chain: [eck],
          findings: [finding({}), finding({ rule: 'weak-key', waived })],
        }),
        endpointReport({ target: 'es02:9300', address: '10.0.0.2' }),
        endpointReport({ target: 'es02:9300', address: '10.0.0.3' }),
        endpointReport({ target: 'es03:9300', address: null, reachability: 'not-attempted', chain: [] }),
      ]),
      ['es01:9300', 'es02:9300', 'es03:9300'],
      0,
    );
    assert.deepEqual(
      read.endpoints.map(({ name }) => name),
      ['es01:9300', 'es02:9300 (10.0.0.2)', 'es02:9300 (10.0.0.3)'],
    );
    assert.deepEqual(
      read.endpoints[0]?.problems.map(({ rule }) => rule),
      ['leaf-expired'],
    );
    assert.equal(read.endpoints[0]?.chain[0]?.isOperators, true);
  });
});
