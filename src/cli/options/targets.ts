import { files, type Values } from './option.ts';

/** Lists of targets, beside the targets that are operands. */
export const targetsOption = {
  targets: files('targets', {
    group: 'Targets',
    common: true,
    help: 'File with targets, one per line',
    detail: 'the same as @FILE; - for standard input',
  }),
};

/** The targets as `readTargets` takes them: those of the command line, and a word for each list. */
export function targetWords(operands: readonly string[], { targets }: Values<typeof targetsOption>): readonly string[] {
  return [...operands, ...targets.map((file) => (file === '-' ? '-' : `@${file}`))];
}
