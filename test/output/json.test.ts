import assert from 'node:assert/strict';
import { renderJson } from '../../src/output/json.ts';
import { endpointReport, finding, report } from '../support/report.ts';
import { assertIsReport } from '../support/report-schema.ts';

describe('report as JSON', () => {
  it('holds to the schema that ships', () => {
    const unreachable = endpointReport({
      address: null,
      reachability: 'unresolved',
      answer: 'nothing',
      channel: 'unknown',
      channelFrom: 'nothing',
      service: { security: 'unknown', product: null, version: null, clusterName: null, nodeName: null, speaks: null },
      tls: null,
      clientAuth: null,
      chain: [],
      hostname: { verdict: 'not-checked', name: null, detail: 'no certificate was seen' },
      incomplete: ['it could not be reached'],
    });
    const judged = endpointReport({
      verdicts: { rfc5280: { trusted: false, reason: 'unknown-issuer', detail: 'nobody signed it' } },
      findings: [finding()],
      unknown: [{ rule: 'ca-expired', code: 'issuing-ca-missing', because: 'no issuer was seen' }],
    });
    const trusted = endpointReport({ verdicts: { rfc5280: { trusted: true } } });
    assertIsReport(JSON.parse(renderJson(report([unreachable, judged, trusted]))));
  });

  it('the schema refuses what is no report', () => {
    assert.throws(() => assertIsReport({ ...report([]), schema: 'handclasp.report/2' }));
    assert.throws(() => assertIsReport(report([{ ...endpointReport(), port: 0 }])));
    assert.throws(() => assertIsReport(report([{ ...endpointReport(), surprise: true } as never])));
    assert.throws(() => assertIsReport(report([endpointReport({ verdicts: { rfc5280: { trusted: false } as never } })])));
  });

  it('keeps the order of keys', () => {
    const text = renderJson(report([endpointReport()]));
    assert.deepEqual(Object.keys(JSON.parse(text)), ['schema', 'tool', 'startedAt', 'finishedAt', 'partial', 'endpoints', 'summary']);
    assert.deepEqual(Object.keys(JSON.parse(text).endpoints[0]).slice(0, 5), ['target', 'host', 'address', 'port', 'channel']);
    assert.ok(text.endsWith('}\n'));
  });

  it('escapes what a terminal would obey, and means the same', () => {
    const status = 'a\u001b[2Jb\u009b31mc\u202ed\u2028e\u007f\u{e0041}';
    const text = renderJson(report([endpointReport({ status })]));
    assert.doesNotMatch(text, /[^\P{Cc}\n]|\p{Cf}|\u2028/u);
    assert.equal(JSON.parse(text).endpoints[0].status, status);
  });
});
