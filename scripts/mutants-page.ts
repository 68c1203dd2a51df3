/** Writes docs/mutants.md from docs/mutants/*.json and the reasons in scripts/mutants/equivalent.json. With `--check` it writes nothing, and a page that is out of date ends in status 1. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyOf } from './mutants/mutant.ts';
import type { RoomResult, Survivor } from './mutants/room-result.ts';

/** Why a change that no test notices may stay: `original` and `replacement` as the results have them. */
type Reason = Pick<Survivor, 'file' | 'within' | 'mutator' | 'original' | 'replacement'> & { readonly reason: string };

const page = 'docs/mutants.md';
const folder = 'docs/mutants';
const results: readonly RoomResult[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
const reasons: readonly Reason[] = JSON.parse(readFileSync('scripts/mutants/equivalent.json', 'utf8'));
const reasonOf = new Map(reasons.map((entry) => [keyOf(entry), entry.reason]));

const text = `# Mutants

\`npm run mutants -- ROOM\` changes a sample of the room's source, one place at a time, by [Stryker](https://stryker-mutator.io)'s mutators. The tests must notice each change.
Strings of prose are not changed. A time-out is not counted as a kill: mostly it is an endless loop. *Own tests* are those in the room's folder of \`test/\`, without those that
take longer than two seconds; what only others would notice counts as survived. Where survivors were tried again, tests may have been written for them: such a score is that of the
sample, and a sample by another \`--seed\` tells more of the room. \`npm run mutants:page\` makes this page of the results in \`docs/mutants/\` and of the reasons in
\`scripts/mutants/equivalent.json\`.

| room | tried | of | by | killed | timed out | survived | with a reason | score |
|---|---|---|---|---|---|---|---|---|
${results.map(rowOf).join('\n')}

${results.map(sectionOf).join('\n\n')}
`;
if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (readFileSync(page, 'utf8') !== text) {
  process.stderr.write(`${page} is out of date\n  npm run mutants:page\n`);
  process.exitCode = 1;
}

function rowOf({ room, tried, mutants, asked, killed, timedOut, survivors, score }: RoomResult): string {
  const explained = survivors.filter((survivor) => reasonOf.has(keyOf(survivor))).length;
  return `| \`${room}\` | ${tried} | ${mutants} | ${asked} | ${killed} | ${timedOut} | ${survivors.length - timedOut} | ${explained} | ${score} % |`;
}

function sectionOf({ room, files, survivors }: RoomResult): string {
  const rows = survivors.map((survivor) => {
    const { file, line, original, replacement, fate } = survivor;
    const note = reasonOf.get(keyOf(survivor)) ?? (fate === 'timed-out' ? 'timed out' : 'to be killed');
    return `| \`${file.replace(`src/${room}/`, '')}:${line}\` | ${code(original)} | ${code(replacement)} | ${note} |`;
  });
  const scores = files.map(({ file, tried, killed }) => {
    const gone = existsSync(file) ? '' : ' (not there any more)';
    return `| \`${file.replace(`src/${room}/`, '')}\`${gone} | ${killed} of ${tried} |`;
  });
  return [
    `## \`${room}\``,
    rows.length === 0 ? 'No change lives.' : `| place | source | change | why it lives |\n|---|---|---|---|\n${rows.join('\n')}`,
    `<details><summary>Score of each file</summary>\n\n| file | killed |\n|---|---|\n${scores.join('\n')}\n\n</details>`,
  ].join('\n\n');
}

/** In one line, short enough for a table. */
function code(source: string): string {
  const line = source.replace(/\s+/g, ' ').trim();
  const short = line.length > 100 ? `${line.slice(0, 99)}…` : line;
  return `\`\` ${short.replaceAll('|', '\\|')} \`\``;
}
