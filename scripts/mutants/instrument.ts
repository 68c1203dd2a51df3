import { Instrumenter } from '@stryker-mutator/instrumenter';
import ts from 'typescript';
import type { Mutant } from './mutant.ts';

export type Source = { readonly room: string; readonly file: string; readonly content: string };

/**
 * Puts every mutant of the sources into them, each asleep until it is named. Answers with JavaScript, and with the mutants but for those that only empty a text: a
 * string with a space in it is prose, and no verdict hangs on it.
 */
export async function instrument(sources: readonly Source[]): Promise<{
  readonly files: readonly { readonly file: string; readonly code: string }[];
  readonly mutants: readonly Mutant[];
  readonly prose: number;
}> {
  const quiet = { debug: () => undefined, info: () => undefined, isDebugEnabled: () => false };
  const { files, mutants } = await new Instrumenter(quiet).instrument(
    sources.map(({ file, content }) => ({ name: file, content, mutate: true as const })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  const byFile = new Map(sources.map((source) => [source.file, source]));
  const all = mutants.map(({ id, fileName, location: { start, end }, mutatorName, replacement }): Mutant => {
    const source = byFile.get(fileName);
    if (source === undefined) throw new Error(`a mutant of ${fileName}, which was not given`);
    const lines = source.content.split('\n');
    const cut = lines.slice(start.line, end.line + 1);
    cut[cut.length - 1] = (cut.at(-1) ?? '').slice(0, end.column);
    cut[0] = (cut[0] ?? '').slice(start.column);
    const within = (lines[start.line] ?? '').trim();
    const place = { file: fileName, line: start.line + 1, column: start.column + 1, within };
    return { id, room: source.room, ...place, mutator: mutatorName, original: cut.join('\n'), replacement };
  });
  const kept = all.filter(({ mutator, original }) => !(mutator === 'StringLiteral' && /\s/.test(original)));
  return {
    files: files.map(({ name, content }) => ({ file: name, code: transpiled(content) })),
    mutants: kept,
    prose: all.length - kept.length,
  };
}

/** JavaScript as the project's own build makes it of one file. */
export function transpiled(source: string): string {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
    rewriteRelativeImportExtensions: true,
  };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}
