import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { libraryMembers } from './bundle/library-members.ts';
import { mergeChunks } from './bundle/merge-chunks.ts';
import { shortenPackages } from './bundle/shorten-packages.ts';

/**
 * Puts the command into a few files, over what the compiler made of it: to find and load hundreds of modules one by one costs more than a scan. The library stays as
 * it is. What others wrote is inside, and so their licences go beside it.
 */
const folder = 'dist/bin';
const target = 'node20.19';
/** What a command loads first, where that matters: for the others, what they share with these may bring a little more. */
const starts = [
  'bin/handclasp.ts',
  'src/cli/run-process.ts',
  'src/cli/argv/parse-arguments.ts',
  'src/cli/run-explain.ts',
  'src/cli/run-diff.ts',
  'src/cli/run-history.ts',
  'src/cli/run-scan.ts',
  'src/cli/run-mass-scan.ts',
  'src/fleet/scan-worker.ts',
];
// Packages in CommonJS ask for Node's own modules, and for nothing else, by `require`. It stands in every file: a `createRequire` in each would cost more than to read the file.
const banner = { js: 'const require = process.getBuiltinModule;' };
const { metafile: split } = await build({
  // The worker stands beside the chunk that names it, as it does in the sources.
  entryPoints: { handclasp: 'bin/handclasp.ts', 'scan-worker': 'src/fleet/scan-worker.ts' },
  outdir: folder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target,
  // An HTTP client for the few who ask the REST API, larger than all the rest, and SQLite where Node brings none, which has a binary: loaded when they are wanted.
  external: ['undici', 'tar', 'yauzl', 'nodemailer', '@photostructure/sqlite', 'bullmq', 'ioredis', 'pg'],
  plugins: [libraryMembers, shortenPackages(target)],
  banner,
  // What V8 reads is a third of a start. Names stay: the message of a fault has them.
  minifyWhitespace: true,
  minifySyntax: true,
  metafile: true,
  logLevel: 'warning',
});
const metafile = await mergeChunks(split, starts, { target, banner });
writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), licences(metafile));
// What is in which file: for whoever looks into the bundle, and its test.
writeFileSync('dist/bundle.json', JSON.stringify(metafile));

/** The licence of each package that is in the bundle, as the package has it. */
function licences({ inputs }: Metafile): string {
  const texts = new Map<string, string>();
  for (const home of new Set(Object.keys(inputs).flatMap((file) => packageHome(file) ?? []))) {
    const { name, version, license } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
    const file = readdirSync(home).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${home} has no licence to go with it`);
    // One version may be there at several places.
    texts.set(`${name} ${version}`, `${name} ${version} (${license})\n\n${readFileSync(join(home, file), 'utf8').trim()}\n`);
  }
  const parts = [...texts.keys()].sort().map((key) => texts.get(key));
  return `handclasp's command contains these packages:\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** The folder of the package that a file belongs to; null for our own. */
function packageHome(file: string): string | null {
  if (!file.includes('node_modules/')) return null;
  for (let home = dirname(file); home !== '.'; home = dirname(home)) {
    if (existsSync(join(home, 'package.json')) && 'name' in JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))) return home;
  }
  throw new Error(`${file} is in no package`);
}
