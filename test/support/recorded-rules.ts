import assert from 'node:assert/strict';
import type { Context, Suite } from 'mocha';
import * as certificateRules from '../../src/rules/certificate-rules.ts';
import { clusterRules } from '../../src/rules/cluster-rules.ts';
import { eckRules } from '../../src/rules/eck-rules.ts';
import { endpointRules } from '../../src/rules/endpoint-rules.ts';
import { joinRules, seedRules } from '../../src/rules/join-rules.ts';
import { kibanaRules } from '../../src/rules/kibana-rules.ts';
import { pairRules } from '../../src/rules/pair-rules.ts';
import { setupRules } from '../../src/rules/setup-rules.ts';

/**
 * Notes what each rule said while the tests ran, and fails a whole run in which one never found anything, or never let anything be. npm test loads it before the tests; a run of one
 * file, or of tests that were picked by name, is not held to it.
 */
type Judging = { readonly id: string; judge: (evidence: never) => { readonly kind: string } };
type Said = { finds: boolean; leaves: boolean };

const rules = new Set<Judging>(
  [
    ...Object.values(certificateRules),
    clusterRules,
    endpointRules,
    joinRules,
    seedRules,
    eckRules,
    kibanaRules,
    pairRules,
    setupRules,
  ].flat() as Judging[],
);
const said = new Map<string, Said>();

for (const rule of rules) {
  const { id, judge } = rule;
  const of = said.get(id) ?? { finds: false, leaves: false };
  said.set(id, of);
  rule.judge = (evidence) => {
    const outcome = judge(evidence);
    if (outcome.kind === 'finding' || outcome.kind === 'findings') of.finds = true;
    else if (outcome.kind !== 'unknown') of.leaves = true;
    return outcome;
  };
}

export const mochaHooks = {
  afterAll(this: Context) {
    const root = this.test?.parent;
    if (root === undefined || !wasWhole(root)) return;
    const lacking = [...said].flatMap(([id, { finds, leaves }]) => [
      ...(finds ? [] : [`no test lets ${id} find anything`]),
      ...(leaves ? [] : [`no test has ${id} leave anything be`]),
    ]);
    assert.deepEqual(lacking, []);
  },
};

/** All the rules' own tests ran: none was left out by its name, or by a failure before it. */
function wasWhole(suite: Suite): boolean {
  return suite.tests.every((test) => test.pending || test.state !== undefined) && suite.suites.every(wasWhole);
}
