import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freezeYoungGeneration, keepOldGenerationTight } from '../src/fleet/young-generation.ts';
import { formats } from '../src/output/index.ts';
import { feedLines } from '../src/output/sink/feed-lines.ts';
import { openSinks } from '../src/output/sink/open-sinks.ts';
import { syntheticLines } from '../test/support/synthetic-fleet.ts';

const usage = `bench:documents: what the documents of a streamed scan cost, as JSON

  --endpoints 100000     how many, each with a certificate of its own; none is connected to
  --formats a,b          all that grow with what is found, by default

Each format has a process of its own, and all of them together have one. "more" is what it takes beyond one that makes the same lines and reads none of them.
`;

/** Batches of lines after which a streamed scan has settled: 4,000 endpoints. */
const settledAfter = 125;

/** What one process took. */
type Measured = { readonly cpuMs: number; readonly peakMemoryMb: number; readonly bytes: number; readonly entries: number };

const able = formats.filter(({ open }) => open !== undefined).map(({ name }) => name);
const { values } = parseArgs({
  options: {
    endpoints: { type: 'string', default: '100000' },
    formats: { type: 'string', default: able.join(',') },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else if (values.only !== undefined) process.stdout.write(JSON.stringify(await measured(values.only, Number(values.endpoints))));
else process.stdout.write(`${JSON.stringify(measureAll(), null, 2)}\n`);

function measureAll() {
  const floor = inProcess('none');
  return {
    endpoints: Number(values.endpoints),
    withoutDocument: floor,
    documents: [...new Set([...values.formats.split(','), values.formats])].map((format) => {
      const one = inProcess(format);
      return { format, ...one, moreCpuMs: one.cpuMs - floor.cpuMs, moreMemoryMb: one.peakMemoryMb - floor.peakMemoryMb };
    }),
  };
}

function inProcess(format: string): Measured {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), '--only', format, '--endpoints', values.endpoints],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

async function measured(name: string, endpoints: number): Promise<Measured> {
  const opened = await openSinks(formats.filter((format) => name.split(',').includes(format.name)));
  const sinks = opened.filter((sink) => sink !== null);
  const now = new Date().toISOString();
  let [bytes, entries, fed] = [0, 0, 0];
  // As a streamed scan does.
  if (sinks.length > 0) keepOldGenerationTight();
  for (const lines of syntheticLines(endpoints)) {
    if (sinks.length > 0) feedLines(lines, sinks);
    fed += 1;
    if (fed === settledAfter) freezeYoungGeneration();
  }
  const file = openSync(devNull, 'w');
  const facts = {
    version: '0',
    startedAt: now,
    finishedAt: now,
    partial: false,
    failOn: 'high',
    undecided: false,
    pairs: [],
    unknown: [],
    rules: new Map(),
  } as const;
  for (const sink of sinks) {
    for (const piece of sink.end(facts)) {
      bytes += writeSync(file, piece);
      entries += 1;
    }
  }
  closeSync(file);
  const { user, system } = process.cpuUsage();
  return { cpuMs: Math.round((user + system) / 1000), peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024), bytes, entries };
}
