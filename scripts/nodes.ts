import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { goVersion } from '../test/support/go-server.ts';
import { findNodes } from '../test/support/node-runtimes.ts';
import { measureProcess } from './mass-scan/measure-process.ts';

const usage = `nodes: what the compiled product does on each release of Node.js that is here, a line each

  --targets 2000   endpoints of bench:mass
  --runs 5         starts; medians are printed

What is found in the lab has to be the same on all: it ends with 1 where they are not.
`;

const { values } = parseArgs({
  options: {
    targets: { type: 'string', default: '2000' },
    runs: { type: 'string', default: '5' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else process.exitCode = await compareNodes();

/** Of each endpoint of the practice stack, what was found there. */
type Stack = ReadonlyMap<string, string>;

async function compareNodes(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'handclasp-nodes-'));
  let first: { readonly version: string; readonly stack: Stack } | null = null;
  let differing = 0;
  try {
    for (const { version, program } of ours()) {
      const openssl = textOf(program, ['-p', 'process.versions.openssl']).trim();
      const [start, explain] = [await startOf(program, ['--version'], folder), await startOf(program, ['explain', 'leaf-expired'], folder)];
      const stack = practiceStack(program);
      first ??= { version, stack };
      const differences = differencesOf(first.stack, stack);
      if (differences.length > 0) differing += 1;
      const findings = [...stack.values()].flatMap((found) => found.split(' ').filter((rule) => rule !== '')).length;
      process.stdout.write(
        [
          `Node.js ${version}, OpenSSL ${openssl}: start ${start} ms of CPU, explain ${explain} ms`,
          massScan(program),
          `lab: ${findings} findings${first.version === version ? '' : differences.length === 0 ? `, as on ${first.version}` : `, other than on ${first.version}`}\n`,
        ].join('; '),
      );
      for (const difference of differences) process.stdout.write(`  ${difference}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (first === null) process.stdout.write('No other Node.js is here: HANDCLASP_RUNTIMES names the folder that has them.\n');
  return differing === 0 ? 0 : 1;
}

/** The newest of each major release. */
function ours(): readonly { readonly version: string; readonly program: string }[] {
  return [...new Map(findNodes().map((node) => [node.major, node])).values()];
}

async function startOf(program: string, args: readonly string[], folder: string): Promise<number> {
  const [input, output] = [join(folder, 'input'), join(folder, 'output')];
  writeFileSync(input, '');
  const times: number[] = [];
  for (let run = 0; run < Number(values.runs); run++)
    times.push((await measureProcess([program, compiled('bin', 'handclasp.js'), ...args], { input, output })).cpuMs);
  return times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
}

function practiceStack(program: string): Stack {
  const args = ['scan', '--lab', '--exit-zero', '--try-self-signed', '--format', 'json'];
  const { endpoints } = JSON.parse(textOf(program, [compiled('bin', 'handclasp.js'), ...args])) as {
    readonly endpoints: readonly { readonly findings: readonly { readonly rule: string; readonly severity: string }[] }[];
  };
  // Their ports differ from run to run, their order does not.
  return new Map(
    endpoints.map(({ findings }, index) => [
      `endpoint ${index + 1}`,
      findings
        .map(({ rule, severity }) => `${severity}:${rule}`)
        .sort()
        .join(' '),
    ]),
  );
}

function differencesOf(expected: Stack, found: Stack): readonly string[] {
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((name) =>
    expected.get(name) === found.get(name) ? [] : [`${name}: ${found.get(name) ?? 'not there'}, not ${expected.get(name) ?? 'there'}`],
  );
}

/** What an endpoint costs, by bench:mass; that needs Go. */
function massScan(program: string): string {
  if (goVersion() === null) return 'bench:mass not run, since there is no Go';
  const args = ['--targets', values.targets, '--servers', 'tls13', '--runs', '1', '--no-peers'];
  const { results } = JSON.parse(textOf(program, [compiled('scripts', 'mass-scan.js'), ...args])) as {
    readonly results: readonly {
      readonly handclasp: { readonly cpuMsPerEndpoint: number; readonly endpointsPerSecond: number; readonly peakMemoryMb: number | null };
    }[];
  };
  const [{ handclasp } = { handclasp: null }] = results;
  return `bench:mass ${handclasp?.cpuMsPerEndpoint} ms of CPU an endpoint, ${handclasp?.endpointsPerSecond} a second, ${handclasp?.peakMemoryMb} MB`;
}

function textOf(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

function compiled(...path: readonly string[]): string {
  return fileURLToPath(new URL(join('..', ...path), import.meta.url));
}
