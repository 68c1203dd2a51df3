import { stat } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { type Deployment, parseTargetTexts, printable, type Target, type TargetText, UsageError } from '../index.ts';
import { readEach } from './input-faults.ts';
import { asText, readInput } from './read-inputs.ts';
import { wholeStandardInput } from './standard-input.ts';
import type { Terminal } from './terminal.ts';

/**
 * The targets of the command line, lists read. What a user may not have meant is remarked on standard error: a target that is the name of a file, and targets that stand twice.
 *
 * @throws UsageError of all lists that cannot be read; also where lists were named and hold nothing.
 */
export async function readTargets(
  words: readonly string[],
  terminal: Pick<Terminal, 'stdin' | 'stdinIsTerminal' | 'err' | 'interrupted'>,
  { quiet, deployment = null }: { readonly quiet: boolean; readonly deployment?: Deployment | null },
): Promise<readonly Target[]> {
  const texts = await readEach('targets', words, async (word): Promise<TargetText> => {
    if (word === '-') return { text: asText(await wholeStandardInput(terminal, targetLines)), origin: 'standard input' };
    if (!word.startsWith('@')) return { text: word, origin: null };
    const list = word.slice(1);
    return { text: asText(await readInput(list, 'the list of targets')), origin: list, file: pathOfList(list) };
  });
  const list = await listNamedAsTarget(words);
  const { targets, repeated } = parsed(texts, list, deployment);
  if (targets.length === 0) {
    throw new UsageError(
      'no-target',
      `no target in ${words.map((word) => (word === '-' ? 'standard input' : word.trim() === '' ? '""' : word.replace(/^@/, ''))).join(', ')}`,
      'write one target per line; # begins a comment',
    );
  }
  if (!quiet) for (const remark of remarksOn(list, repeated)) terminal.err(`handclasp: ${remark}\n`);
  return targets;
}

/** Readers of reports look for the list where the command ran: the root of a repository, say. */
export function pathOfList(file: string): string {
  const path = relative('', file).split(sep).join('/');
  return path.startsWith('../') || isAbsolute(path) ? file : path;
}

/** What is to be typed where targets are read from a terminal. */
export const targetLines = 'targets, one per line';

/** @param list a word that is taken for a target, and is a file */
function parsed(texts: readonly TargetText[], list: string | null, deployment: Deployment | null): ReturnType<typeof parseTargetTexts> {
  try {
    return parseTargetTexts(texts, deployment);
  } catch (error) {
    if (list === null || !(error instanceof UsageError)) throw error;
    throw new UsageError(error.code, error.message, `${list} is a file: for the targets in it, write @${list}`, { cause: error });
  }
}

function remarksOn(list: string | null, repeated: number): readonly string[] {
  return [
    ...(list === null ? [] : [listRemark(list)]),
    ...(repeated === 0
      ? []
      : [repeated === 1 ? 'a target is listed twice: it is checked once' : `${repeated} targets are repeated: each is checked once`]),
  ];
}

/** Of a word that is taken for a target, and is a file. */
export function listRemark(list: string): string {
  return printable(`${list} is taken for a host, and is a file: for the targets in it, write @${list}`);
}

/** A word that names a file, and not by `@`; null where none does. */
export async function listNamedAsTarget(words: readonly string[]): Promise<string | null> {
  for (const word of words) {
    if (word === '-' || word.startsWith('@') || word.length > 255) continue;
    const found = await stat(word).catch(() => null);
    if (found?.isFile()) return word;
  }
  return null;
}
