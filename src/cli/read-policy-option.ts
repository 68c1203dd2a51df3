import { extname } from 'node:path';
import { findPolicy, type Policy, readPolicy } from '../index.ts';
import { readInput } from './read-inputs.ts';
import { ruleIds } from './rule-ids.ts';

/** The policy of `--policy`: one that comes with handclasp, or a file. @throws UsageError */
export async function readPolicyOption(word: string): Promise<Policy> {
  if (!isPolicyFile(word)) return findPolicy(word);
  return readPolicy(Buffer.from(await readInput(word, 'the policy')).toString('utf8'), word, ruleIds);
}

/** Whether the word is a path, and not a name. */
export function isPolicyFile(word: string): boolean {
  return /[\\/]/.test(word) || ['.json', '.yml', '.yaml'].includes(extname(word).toLowerCase());
}
