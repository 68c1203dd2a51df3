import assert from 'node:assert/strict';
import type { Outcome } from '../../src/rules/framework/rule.ts';
import { reasonText } from '../../src/wording/reason-text.ts';

/** The finding that the outcome must be. */
export function finding(outcome: Outcome): Extract<Outcome, { kind: 'finding' }> {
  if (outcome.kind !== 'finding') assert.fail(`no finding: ${JSON.stringify(outcome)}`);
  for (const fact of Object.keys(outcome.facts ?? {})) assert.notEqual(outcome.facts?.[fact], undefined, fact);
  assert.notDeepEqual(outcome.facts, {}, 'what was found is told in facts as well');
  return outcome;
}

/** Why it could not be told, which the outcome must say. */
export function unknownBecause(outcome: Outcome): string {
  if (outcome.kind !== 'unknown') assert.fail(`not unknown: ${JSON.stringify(outcome)}`);
  return reasonText(outcome.because);
}
