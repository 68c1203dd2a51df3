import { createHash } from 'node:crypto';
import { keyOf, type Mutant } from './mutant.ts';

/**
 * As many mutants of each room as asked for. Each has its number from the seed and from what it changes, so a commit elsewhere leaves the sample nearly as it was.
 */
export function sampleOf(mutants: readonly Mutant[], size: number, seed: number): readonly Mutant[] {
  return [...new Set(mutants.map(({ room }) => room))].flatMap((room) =>
    mutants
      .filter((mutant) => mutant.room === room)
      .map((mutant) => ({ mutant, number: numberOf(mutant, seed) }))
      .sort((a, b) => (a.number < b.number ? -1 : 1))
      .slice(0, size)
      .map(({ mutant }) => mutant),
  );
}

function numberOf(mutant: Mutant, seed: number): string {
  return createHash('sha256')
    .update(`${seed}\n${mutant.column}\n${keyOf(mutant)}`)
    .digest('hex');
}
