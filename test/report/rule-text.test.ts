import assert from 'node:assert/strict';
import { knownRules } from '../../src/jobs/known-rules.ts';
import { displayWidth } from '../../src/report/display-width.ts';
import { renderRule, renderRuleList } from '../../src/report/rule-text.ts';

describe('rules for people', () => {
  it('fit into the width, each and all', () => {
    for (const width of [60, 80, 120]) {
      const text =
        renderRuleList(knownRules, { width, colour: false }) +
        knownRules.map((rule) => renderRule(rule, { width, colour: false, deployment: null })).join('');
      for (const line of text.split('\n')) assert.ok(displayWidth(line) <= width, `${width}: ${line}`);
    }
  });

  it('give the remedy for one deployment, or for all', () => {
    const [rule] = knownRules;
    assert.ok(rule);
    const one = renderRule(rule, { width: 80, colour: false, deployment: 'eck' });
    assert.match(one, /\n {2}eck /);
    assert.doesNotMatch(one, /\n {2}ece /);
    assert.match(renderRule(rule, { width: 80, colour: false, deployment: null }), /\n {2}self (.|\n)*\n {2}serverless /);
  });

  it('give the remedy for OpenSearch last, where it has one and none was chosen', () => {
    const [rule] = knownRules;
    assert.ok(rule);
    const { openSearch: _, ...remedy } = rule.remedy;
    const look = { width: 80, colour: false } as const;
    const shown = { ...rule, remedy: { ...remedy, openSearch: 'Change opensearch.yml.' } };
    assert.match(
      renderRule(shown, { ...look, deployment: null }),
      /\n {2}serverless (.|\n)*\n {2}opensearch {2}Change opensearch\.yml\.\n/,
    );
    assert.doesNotMatch(renderRule(shown, { ...look, deployment: 'eck' }), /opensearch/);
    assert.doesNotMatch(renderRule({ ...rule, remedy }, { ...look, deployment: null }), /\n {2}opensearch /);
  });
});
