import assert from 'node:assert/strict';
import { EndpointLines } from '../../src/fleet/endpoint-lines.ts';
import type { EndpointReport } from '../../src/model/report.ts';
import { endpointReport, finding } from '../support/report.ts';

function written(endpoint: EndpointReport, like?: EndpointReport, lines = new EndpointLines()): unknown {
  lines.add([{ endpoint, like }]);
  return JSON.parse(Buffer.from(lines.take()).toString());
}

describe('the line of an endpoint that is like another', () => {
  const first = endpointReport({ findings: [finding({ detail: 'of the first' })], unknown: [] });
  const [shared] = first.findings;
  if (shared === undefined) throw new Error('no finding');
  /** Of another endpoint of its kind: they share the fix, and may differ in all else. */
  const others: readonly (readonly [string, EndpointReport['findings']])[] = [
    ['the same finding', [shared]],
    ['one in other words', [{ ...shared, detail: 'of another', evidence: { subject: 'CN=es02' } }]],
    ['one of another severity', [{ ...shared, severity: shared.severity === 'low' ? 'high' : 'low' }]],
    ['one that is likely', [{ ...shared, certainty: shared.certainty === 'likely' ? 'proven' : 'likely' }]],
    ['one that is as the product is shipped', [{ ...shared, asShipped: true }]],
    ['one of another rule', [{ ...shared, rule: 'another-rule', title: 'Another' }]],
    ['both in turn', [shared, { ...shared, detail: 'more' }, { ...shared, certainty: 'likely' }, shared]],
    ['none', []],
  ];
  for (const [what, findings] of others) {
    it(`is what its own line would be: ${what}`, () => {
      const lines = new EndpointLines();
      written(first, first, lines);
      const endpoint = { ...first, target: 'es02:9200', host: 'es02', findings, unknown: [] };
      assert.deepEqual(written(endpoint, first, lines), written(endpoint));
    });
  }

  it('is so too, whatever the lines before it were of', () => {
    const lines = new EndpointLines();
    for (const [, findings] of [...others, ...others.toReversed()]) {
      const endpoint = { ...first, findings };
      assert.deepEqual(written(endpoint, first, lines), written(endpoint));
    }
  });

  it('says which of the addresses of its target it is of, and leaves the steps of fixes out', () => {
    const lines = new EndpointLines();
    lines.add([{ endpoint: first }, { endpoint: first, like: first }]);
    const both = Buffer.from(lines.take())
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      both.map(({ schema, part }) => [schema, part]),
      [
        ['handclasp.endpoint/1', { nth: 1, of: 2 }],
        ['handclasp.endpoint/1', { nth: 2, of: 2 }],
      ],
    );
    for (const { findings } of both) assert.ok(!('fix' in findings[0]) && 'remedy' in findings[0]);
  });
});
