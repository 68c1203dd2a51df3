import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';

type Outputs = Metafile['outputs'];

/** Chunks that are loaded by the same of the starts, and the file that they are put into. */
type Merged = { readonly name: string; readonly chunks: readonly string[] };

/**
 * Puts chunks that the same starts load into one file. The bundler makes a file for each set of entries that share a part, and with sixty of them a scan opens
 * eighty, most of less than 2 kB: to open them is a tenth of a short scan, and more than a process with few file descriptors may do.
 *
 * No start loads more than before, and no two files come to import each other: what a chunk imports is loaded by all that load the chunk.
 *
 * @param starts  sources that are loaded first, each with all that it imports
 * @returns the metafile, as it holds for what is there now
 */
export async function mergeChunks(
  metafile: Metafile,
  starts: readonly string[],
  options: Pick<BuildOptions, 'target' | 'banner'>,
): Promise<Metafile> {
  const merged = sharedAlike(metafile.outputs, starts);
  const homes = new Map(merged.flatMap(({ name, chunks }) => chunks.map((chunk, place) => [chunk, { name, place }] as const)));
  for (const one of merged) writeFileSync(one.name, await joined(one, metafile.outputs, options));
  for (const chunk of homes.keys()) rmSync(chunk);
  const outputs = renamed(metafile.outputs, merged, homes);
  for (const file of Object.keys(outputs)) writeFileSync(file, redirected(readFileSync(file, 'utf8'), homes));
  for (const [file, output] of Object.entries(outputs)) output.bytes = readFileSync(file).length;
  return { ...metafile, outputs };
}

type Homes = ReadonlyMap<string, { readonly name: string; readonly place: number }>;

function sharedAlike(outputs: Outputs, starts: readonly string[]): readonly Merged[] {
  const loaders = new Map<string, string[]>();
  for (const start of starts)
    for (const file of closure(outputs, outputOf(outputs, start))) loaders.set(file, [...(loaders.get(file) ?? []), start]);
  const groups = new Map<string, string[]>();
  for (const [file, by] of loaders)
    if (outputs[file]?.entryPoint === undefined) groups.set(by.join(), [...(groups.get(by.join()) ?? []), file]);
  return [...groups.values()].flatMap((group) => {
    const chunks = group.toSorted();
    // Chunks are named by what is in them.
    const name = join('dist/bin', `shared-${createHash('sha256').update(chunks.join()).digest('hex').slice(0, 8).toUpperCase()}.js`);
    return chunks.length > 1 ? [{ name, chunks }] : [];
  });
}

/** @throws Error where no output has this source for its entry */
function outputOf(outputs: Outputs, source: string): string {
  const found = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === source);
  if (found === undefined) throw new Error(`${source} is loaded by nothing`);
  return found;
}

/** A file, and all that is loaded with it. */
function closure(outputs: Outputs, file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path, kind } of outputs[file]?.imports ?? [])
    if (kind === 'import-statement' && path in outputs) closure(outputs, path, seen);
  return seen;
}

/** The text of one file with all that these chunks export, each name with the place of its chunk: two chunks may have the same. */
async function joined({ chunks }: Merged, outputs: Outputs, options: Pick<BuildOptions, 'target' | 'banner'>): Promise<string> {
  const inside = new Set(chunks.map((chunk) => `./${fileName(chunk)}`));
  const contents = chunks
    .map((chunk, place) => {
      const names = outputs[chunk]?.exports ?? [];
      const from = JSON.stringify(`./${fileName(chunk)}`);
      return `import ${from};\nexport { ${names.map((name) => `${name} as ${exported(name, place)}`).join(', ')} } from ${from};`;
    })
    .join('\n');
  const { outputFiles } = await build({
    ...options,
    stdin: { contents, resolveDir: 'dist/bin', loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    // What a chunk does when it is loaded it does in the joined file as well.
    ignoreAnnotations: true,
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'warning',
    plugins: [
      {
        name: 'other-files-apart',
        setup: (bundler) =>
          bundler.onResolve({ filter: /.*/ }, ({ path, kind }) =>
            kind === 'entry-point' || inside.has(path) ? undefined : { path, external: true },
          ),
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}

/** The same imports, of the files where their names are now. */
function redirected(text: string, homes: Homes): string {
  return text.replace(/\bimport(?:\{([^}]*)\}from)?"\.\/([\w-]+\.js)"/g, (all, names: string | undefined, file: string) => {
    const home = homes.get(join('dist/bin', file));
    if (home === undefined) return all;
    const from = `"./${fileName(home.name)}"`;
    if (names === undefined) return `import${from}`;
    const listed = names.split(',').map((one) => {
      const [name = '', local = name] = one.split(' as ');
      return `${exported(name, home.place)} as ${local}`;
    });
    return `import{${listed.join(',')}}from${from}`;
  });
}

function renamed(outputs: Outputs, merged: readonly Merged[], homes: Homes): Outputs {
  const importsOf = (own: string, files: readonly string[]) => {
    const all = files
      .flatMap((file) => outputs[file]?.imports ?? [])
      .map((one) => ({ ...one, path: homes.get(one.path)?.name ?? one.path }));
    return [...new Map(all.filter(({ path }) => path !== own).map((one) => [`${one.kind} ${one.path}`, one])).values()];
  };
  const kept = Object.entries(outputs).filter(([file]) => !homes.has(file));
  return Object.fromEntries([
    ...kept.map(([file, output]) => [file, { ...output, imports: importsOf(file, [file]) }] as const),
    ...merged.map(({ name, chunks }) => [
      name,
      {
        bytes: 0,
        inputs: Object.assign({}, ...chunks.map((chunk) => outputs[chunk]?.inputs ?? {})),
        imports: importsOf(name, chunks),
        exports: chunks.flatMap((chunk, place) => (outputs[chunk]?.exports ?? []).map((one) => exported(one, place))),
      },
    ]),
  ]);
}

function exported(name: string, place: number): string {
  return `${name}_${place}`;
}

function fileName(output: string): string {
  return output.slice('dist/bin/'.length);
}
