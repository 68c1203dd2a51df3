import assert from 'node:assert/strict';
import type { Finding } from '../../../src/model/finding.ts';
import type { FixStep } from '../../../src/model/fix.ts';
import { painter } from '../../../src/output/paint.ts';
import { problemsOf } from '../../../src/output/text/problem.ts';
import { problemSection } from '../../../src/output/text/problem-section.ts';

const where = { machine: 'node', name: 'es01', file: null } as const;
const step = (text: string): FixStep => ({ where, kind: 'command', text, lines: [] });

function finding(rule: string, title: string, steps: readonly FixStep[]): Finding {
  return {
    rule,
    severity: 'high',
    title,
    detail: `detail of ${rule}`,
    evidence: {},
    certainty: 'proven',
    fix: { steps },
    remedy: steps.map(({ text }) => text).join('\n'),
    source: 'a test',
  } as unknown as Finding;
}

const issue = [step('Issue a certificate.'), step('Replace the file.')];

function told(findings: readonly Finding[], details = false): string {
  const problems = problemsOf(findings.map((one) => ({ finding: one, subjects: ['es01:9300'] })));
  return problemSection(problems, { view: { details, show: [] }, width: 100, paint: painter(false), namesSubjects: true })
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

describe('problems one below the other', () => {
  for (const details of [false, true])
    it(`have steps that are the same once${details ? ', with --details as well' : ''}`, () => {
      const text = told([finding('one', 'The first', issue), finding('two', 'The second', issue)], details);
      assert.equal(text.split('Replace the file').length - 1, 1, text);
      assert.match(text, /The second[\s\S]* Fix {2}The same 2 steps as for "The first" above/);
    });

  it('have each its own steps where these differ, and a single step each time', () => {
    const other = told([finding('one', 'The first', issue), finding('two', 'The second', [...issue, step('Restart it.')])]);
    assert.equal(other.split('Replace the file').length - 1, 2, other);
    const single = told([finding('one', 'The first', [step('Restart it.')]), finding('two', 'The second', [step('Restart it.')])]);
    assert.equal(single.split('Restart it').length - 1, 2, single);
  });
});
