import assert from 'node:assert/strict';
import type { PolicyReport, RequirementReport } from '../../../src/model/policy-report.ts';
import type { Report } from '../../../src/model/report.ts';
import { formats, renderDocument } from '../../../src/output/index.ts';
import { parseXml } from '../../support/consumers.ts';
import { endpointReport, finding, report } from '../../support/report.ts';

const met: RequirementReport = {
  id: 'versions',
  level: 'must',
  title: 'TLS 1.2 or 1.3 alone',
  clause: null,
  verdict: 'met',
  broken: [],
  waived: [],
  undetermined: [],
};
const broken = {
  ...met,
  id: 'suites',
  title: 'Suites with forward secrecy',
  verdict: 'broken',
  broken: [{ subject: 'es01:9300', found: ['TLS_RSA_WITH_AES_128_CBC_SHA'] }],
} as const;
const waiver = { reason: 'an old client', owner: 'ops', until: '2027-01-31' };
const waived = {
  ...met,
  id: 'groups',
  title: 'No finite fields',
  verdict: 'waived',
  waived: [{ subject: 'es02:9300', found: ['ffdhe2048'], ...waiver }],
} as const;
const should = { ...broken, id: 'order', level: 'should', title: 'The server decides' } as const;
const open = {
  ...met,
  id: 'keys',
  title: 'Keys of 3072 bits',
  verdict: 'undetermined',
  undetermined: [{ subject: 'es03:9300', code: 'rule-failed', because: 'no certificate was seen' }],
} as const;

function heldTo(verdict: PolicyReport['verdict'], requirements: readonly RequirementReport[]): Report {
  // What endpoints have beside does not decide.
  return report([endpointReport({ findings: [finding()] })], {
    policy: {
      name: 'strict',
      title: 'Strict',
      edition: '2026',
      source: 'handclasp',
      provenance: 'own',
      note: null,
      verdict,
      requirements,
      waivers: [],
    },
  });
}

async function written(name: string, document: Report): Promise<string> {
  const format = formats.find((each) => each.name === name);
  assert.ok(format);
  return await renderDocument(format, 'readiness', { report: document }, { width: 80, colour: false });
}

describe('a report that was held to a policy', () => {
  for (const [what, document, state] of [
    ['met', heldTo('ready', [met]), 'OK'],
    ['met but for what should be', heldTo('ready', [met, should]), 'WARNING'],
    ['waived', heldTo('ready', [met, waived]), 'OK'],
    ['not met', heldTo('not-ready', [met, broken, open]), 'CRITICAL'],
    ['not checked', heldTo('undetermined', [met, open]), 'UNKNOWN'],
  ] as const) {
    it(`is ${state} for a plugin where it is ${what}`, async () => {
      assert.match(await written('nagios', document), new RegExp(`^TLS ${state} - `));
    });
  }

  it('has in SARIF what is not met, with what is waived as suppressed, and nothing else', async () => {
    const [run] = JSON.parse(await written('sarif', heldTo('not-ready', [met, broken, waived, open]))).runs;
    assert.deepEqual(
      run.results.map(({ ruleId, suppressions = [] }: { ruleId: string; suppressions?: readonly unknown[] }) => [
        ruleId,
        suppressions.length,
      ]),
      [
        ['strict/groups', 1],
        ['strict/suites', 0],
      ],
    );
    assert.match(JSON.stringify(run.invocations), /strict\/keys was not checked: no certificate was seen/);
  });

  it('has a case for each requirement among test results', async () => {
    const root = parseXml(await written('junit', heldTo('not-ready', [met, broken, should, waived, open])));
    const cases = root.children[0]?.children ?? [];
    assert.deepEqual(
      cases.map(({ attributes, children }) => [attributes.name, children[0]?.name ?? 'passed']),
      [
        ['versions', 'passed'],
        ['suites', 'failure'],
        ['order', 'system-out'],
        ['groups', 'skipped'],
        ['keys', 'skipped'],
      ],
    );
  });

  it('has its verdict and its requirements in a comment and on a page', async () => {
    for (const name of ['markdown', 'html']) {
      const text = await written(name, heldTo('not-ready', [met, broken, open]));
      for (const part of [
        'Not ready for production',
        'Suites with forward secrecy',
        'TLS_RSA_WITH_AES_128_CBC_SHA',
        'no certificate was seen',
      ])
        assert.ok(text.replaceAll('&#95;', '_').includes(part), `${name}: ${part}`);
    }
  });
});
