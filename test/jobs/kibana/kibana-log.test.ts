import assert from 'node:assert/strict';
import type { KibanaVerdict } from '../../../src/jobs/kibana/kibana-cause.ts';
import { readKibanaLog, withKibanaLog } from '../../../src/jobs/kibana/kibana-log.ts';
import { readLog } from '../../../src/logs/read-log.ts';

const nothing: KibanaVerdict = { cause: null, ruledOut: [], findings: [], unknown: [], reported: [] };
const entry = (second: number, level: string, logger: string, text: string) =>
  `[2026-11-23T20:00:${String(second).padStart(2, '0')}.123+00:00][${level}][${logger}] ${text}\n`;
const unreached = (second: number, why: string) =>
  entry(second, 'ERROR', 'elasticsearch-service', `Unable to retrieve version information from Elasticsearch nodes. ${why}`);
const available = (second: number) => entry(second, 'INFO ', 'status', 'Kibana is now available (was degraded)');
const registry = entry(
  1,
  'ERROR',
  'plugins.fleet',
  'Failed to fetch latest version of synthetics from registry: request to https://epr.elastic.co/search failed, reason: self-signed certificate in certificate chain',
);
const webhook = entry(
  2,
  'WARN ',
  'plugins.actions.webhook',
  'action execution failure: .webhook:1: hook: unable to verify the first certificate',
);
const geoip =
  '[2026-11-23T22:21:21,848][WARN ][o.e.i.g.GeoIpDownloader  ] [es01] exception during geoip databases update\njavax.net.ssl.SSLHandshakeException: PKIX path building failed\n';

function reported(log: string, verdict: KibanaVerdict = nothing) {
  const read = readKibanaLog(readLog(log));
  return { ...withKibanaLog(verdict, read, 'self'), log: read.report };
}

describe('a log of Kibana', () => {
  const cases: readonly (readonly [what: string, log: string, rule: string | null, confidence?: string])[] = [
    [
      'says why it does not reach Elasticsearch',
      unreached(3, 'self-signed certificate in certificate chain'),
      'kibana-missing-es-ca',
      'proven',
    ],
    ['says that nobody listens', unreached(3, 'connect ECONNREFUSED 10.0.0.12:9200'), 'elasticsearch-host-unreachable', 'proven'],
    [
      'says what it does not start with',
      entry(3, 'FATAL', 'root', "Error: ENOENT: no such file or directory, open '/etc/kibana/ca.crt'"),
      'file-missing',
      'proven',
    ],
    ['points to a cause', unreached(3, 'socket hang up'), 'kibana-es-scheme-mismatch', 'possible'],
    ['says nothing of it in what its plugins connect to', registry + webhook, null],
    ['says nothing of it in lines of a node', geoip, null],
    ['goes on after other connections', registry + unreached(3, 'certificate has expired') + webhook, 'leaf-expired', 'proven'],
    ['is over once it is available', unreached(3, 'certificate has expired') + available(9), null],
    [
      'begins anew after that',
      unreached(3, 'certificate has expired') + available(9) + unreached(20, 'socket hang up'),
      'kibana-es-scheme-mismatch',
      'possible',
    ],
    [
      'has the latest of what it states',
      unreached(3, 'certificate has expired') + unreached(9, 'connect ECONNREFUSED 10.0.0.12:9200'),
      'elasticsearch-host-unreachable',
      'proven',
    ],
    [
      'proves nothing by a warning of its clock',
      entry(
        3,
        'WARN ',
        'plugins.security',
        'Kibana and Elasticsearch clocks are out of sync by at least 61000ms. Kibana time: 2026-11-23T20:00:03.000Z; Elasticsearch time: 2026-11-23T19:59:02.000Z.',
      ),
      'clock-skew',
      'possible',
    ],
    [
      'proves nothing by a warning of a setting',
      entry(3, 'WARN ', 'elasticsearch', 'Using "elasticsearch.ssl.certificate" without "elasticsearch.ssl.key" has no effect.'),
      'kibana-es-mtls-half-configured',
      'possible',
    ],
    ['has nothing', entry(1, 'INFO ', 'root', 'Kibana is starting'), null],
  ];
  for (const [what, log, rule, confidence] of cases) {
    it(what, () => {
      const { cause, findings } = reported(log);
      assert.deepEqual([cause?.rule ?? null, cause?.confidence], [rule, confidence], cause?.detail);
      assert.deepEqual(
        findings.map((one) => [one.rule, one.severity]),
        rule === null ? [] : [[rule, 'critical']],
      );
      if (cause !== null) assert.ok(cause.commands.length > 0 || cause.fix.steps.length > 0);
    });
  }

  it('names the other connections, what to do there, and that it became available', () => {
    const { log } = reported(unreached(0, 'certificate has expired') + available(1) + registry + webhook + geoip);
    assert.deepEqual(
      log.remarks.map(({ kind, rule }) => [kind, rule]),
      [
        ['settled', 'leaf-expired'],
        ['other-connection', 'kibana-missing-es-ca'],
        ['other-connection', 'kibana-missing-es-ca'],
        ['other-connection', 'trust-unknown-issuer'],
      ],
    );
    const texts = log.remarks.map(({ text }) => text);
    assert.match(texts[0] ?? '', /that was before Kibana became available \(line 2\)\.$/);
    assert.ok(
      texts.some((text) =>
        /^Kibana refuses its peer; that is a connection of Kibana to the package registry.*NODE_EXTRA_CA_CERTS/.test(text),
      ),
    );
    assert.ok(texts.some((text) => /xpack\.actions\.customHostSettings/.test(text)));
    assert.ok(texts.some((text) => /GeoIP databases/.test(text)));
    assert.deepEqual([log.joined, log.verdict], [true, 'Kibana became available (line 2).']);
  });

  it('proves what files and wire make likely, and is set aside by what they prove', () => {
    const log = unreached(3, 'self-signed certificate in certificate chain');
    const { cause } = reported(log);
    assert.ok(cause !== null);
    const likely = reported(log, { ...nothing, cause: { ...cause, confidence: 'likely' } });
    assert.deepEqual([likely.cause?.rule, likely.cause?.confidence], ['kibana-missing-es-ca', 'proven']);
    assert.match(JSON.stringify(likely.cause?.evidence.log), /"line":1\b/);
    const other = { ...cause, rule: 'leaf-expired' };
    assert.equal(reported(log, { ...nothing, cause: { ...other, confidence: 'proven' } }).cause?.rule, 'leaf-expired');
    const known = reported(log, { ...nothing, cause: { ...other, confidence: 'likely' } });
    assert.equal(known.cause?.rule, 'kibana-missing-es-ca');
    assert.match(String(known.cause?.evidence.seenBesides), /^leaf-expired: /);
    // What is well by now, Kibana may not have read.
    const well = reported(log, {
      ...nothing,
      ruledOut: [{ what: 'trust', code: 'elasticsearch-not-trusted', because: 'it trusts the CA' }],
    });
    assert.deepEqual([well.cause?.rule, well.cause?.confidence], ['kibana-missing-es-ca', 'likely']);
  });
});
