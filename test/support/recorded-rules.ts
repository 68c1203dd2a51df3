import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Files run side by side: each process leaves what its rules said in a directory that the first one reads at the end. */
const asWorker = process.env.MOCHA_WORKER_ID !== undefined;
const notes = join(tmpdir(), `handclasp-rules-${asWorker ? process.ppid : process.pid}`);

export const mochaHooks = {
  afterAll() {
    writeFileSync(join(notes, `${process.pid}.json`), JSON.stringify([...said]));
  },
};

export function mochaGlobalSetup(): void {
  mkdirSync(notes, { recursive: true });
}

export function mochaGlobalTeardown(): void {
  const everyone = readdirSync(notes).flatMap((file) => JSON.parse(readFileSync(join(notes, file), 'utf8')) as [string, Said][]);
  rmSync(notes, { recursive: true });
  // Whoever gives mocha an argument may have picked tests by name, or a file.
  if (process.argv.length > 2) return;
  const lacking = [...said.keys()].flatMap((id) => [
    ...(everyone.some(([of, { finds }]) => of === id && finds) ? [] : [`no test lets ${id} find anything`]),
    ...(everyone.some(([of, { leaves }]) => of === id && leaves) ? [] : [`no test has ${id} leave anything be`]),
  ]);
  if (lacking.length === 0) return;
  process.stderr.write(`${lacking.join('\n')}\n`);
  process.exit(1);
}
