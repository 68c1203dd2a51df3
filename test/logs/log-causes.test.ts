import assert from 'node:assert/strict';
import { knownRules } from '../../src/jobs/explain/known-rules.ts';
import { logCauses } from '../../src/logs/log-causes.ts';

/** The comparison of Kibana's URLs with what answers there has no rule yet. */
const toCome = ['kibana-es-scheme-mismatch'];

describe('causes of log lines', () => {
  it('are rules that explain knows', () => {
    const known = new Set([...knownRules.map(({ id }) => id), ...toCome]);
    const named = logCauses.flatMap(({ rule, or = [] }) => [rule, ...or]);
    assert.deepEqual(
      [...new Set(named)].filter((id) => !known.has(id)),
      [],
    );
  });

  it('hold for the lines that the rules themselves give, where the rule is a reason not to start', () => {
    for (const { id, logLines = [] } of knownRules) {
      const owned = logCauses.filter(({ rule, refusedBy }) => rule === id && refusedBy === null);
      if (owned.length === 0) continue;
      assert.ok(
        logLines.some((line) => owned.some(({ text }) => text.test(line))),
        `${id}: none of ${logLines.join(' | ')} is a text that leads to it`,
      );
    }
  });
});
