import assert from 'node:assert/strict';
import { explainRule } from '../../../../src/jobs/explain/explain-rule.ts';
import { ruleCatalogue } from '../../../../src/jobs/explain/rule-catalogue.ts';
import { displayWidth } from '../../../../src/output/display-width.ts';
import { renderRule, renderRuleList } from '../../../../src/output/text/explain/rule-text.ts';

const look = { width: 80, colour: false } as const;
const [rule] = ruleCatalogue.map(explainRule);
assert.ok(rule);

describe('rules for people', () => {
  it('fit into the width, each and all, but for lines that are copied', () => {
    for (const width of [60, 80, 120]) {
      const rules = ruleCatalogue.map(explainRule);
      const copied = new Set(
        rules.flatMap(({ fixes }) => fixes.flatMap(({ steps }) => steps.flatMap(({ lines = [] }) => lines.map((line) => line.trim())))),
      );
      const text =
        renderRuleList(ruleCatalogue, { width, colour: false }) +
        rules.map((each) => renderRule(each, { width, colour: false, deployment: null })).join('');
      for (const line of text.split('\n')) assert.ok(displayWidth(line) <= width || copied.has(line.trim()), `${width}: ${line}`);
    }
  });

  it('give the fix for one deployment, or for all', () => {
    const one = renderRule(rule, { ...look, deployment: 'eck' });
    assert.match(one, /\nFix\n {2}eck\b/);
    assert.doesNotMatch(one, /\n {2}(?:self|ece|opensearch)\b/);
    assert.match(renderRule(rule, { ...look, deployment: null }), /\n {2}self\b(.|\n)*\n {2}(?:ech, )?serverless\b/);
  });

  it('give the fix for OpenSearch last, where it has one and none was chosen', () => {
    assert.match(renderRule(rule, { ...look, deployment: null }), /serverless\b(.|\n)*\n {2}opensearch\n {4}1\. /);
    assert.doesNotMatch(renderRule(rule, { ...look, deployment: 'eck' }), /opensearch/);
    const elastic = { ...rule, fixes: rule.fixes.filter(({ product }) => product === 'elastic') };
    assert.doesNotMatch(renderRule(elastic, { ...look, deployment: null }), /\n {2}opensearch/);
  });

  it('say what the words in capitals stand for', () => {
    const shown = renderRule(
      { ...rule, fixes: [{ deployments: ['self'], product: 'elastic', channels: ['transport'], steps: [step('cp CERT_FILE NODE.crt')] }] },
      { ...look, deployment: null },
    );
    assert.match(shown, /NODE the name of the node; CERT_FILE\s+the file/);
    assert.doesNotMatch(shown, /KEY_FILE/);
  });
});

function step(line: string) {
  return { where: { machine: 'node', name: 'es01', file: null }, kind: 'command', text: 'Do it.', lines: [line] } as const;
}
