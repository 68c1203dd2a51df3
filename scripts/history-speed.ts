import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openHistory } from '../src/history/open-history.ts';
import type { PastEndpoint } from '../src/model/past-run.ts';
import { pastCertificate, scanOf } from '../test/support/past-runs.ts';

const usage = `bench:history: what past runs take in a history, and how long it takes to look into it, as JSON

  --runs 1000            how many, one a day
  --endpoints 100        of each; none is connected to
  --changing 0           how many of them show another certificate each day

Times are those of whole processes, of five the one in the middle: wall is what a user waits, cpu what this machine works.
`;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    endpoints: { type: 'string', default: '100' },
    changing: { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else
  process.stdout.write(
    `${JSON.stringify(await measured(Number(values.runs), Number(values.endpoints), Number(values.changing)), null, 2)}\n`,
  );

async function measured(runs: number, endpoints: number, changing: number) {
  const folder = mkdtempSync(join(tmpdir(), 'handclasp-history-'));
  try {
    const file = join(folder, 'tls.db');
    const history = await openHistory(file);
    let addMs = 0;
    for (let day = 0; day < runs; day++) {
      const { run } = scanOf(endpoints, day);
      const before = performance.now();
      history.add({ ...run, endpoints: run.endpoints.map((one, index) => (index < changing ? renewed(one, day) : one)) });
      addMs += performance.now() - before;
    }
    history.checkpoint();
    const rows = history.counts();
    history.close();
    return {
      ...{ runs, endpoints, changing, rows },
      megabytes: statSync(file).size / 1e6,
      addMs: addMs / runs,
      version: timed(['--version']),
      history: timed(['history', '--history', file]),
      show: timed(['history', 'show', '--history', file]),
      diff: timed(['diff', '--history', file, '--exit-zero']),
      diffOfFirstAndLast: timed(['diff', '1', String(runs), '--history', file, '--exit-zero']),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function renewed(endpoint: PastEndpoint, day: number): PastEndpoint {
  const certificate = pastCertificate({
    sha256: String(day).padStart(64, '0'),
    notAfter: new Date(Date.UTC(2028, 0, 1) + day * 86_400_000).toISOString(),
  });
  return { ...endpoint, state: { ...endpoint.state, certificate } };
}

function timed(args: readonly string[]) {
  const command = fileURLToPath(new URL('../bin/handclasp.js', import.meta.url));
  const all = Array.from({ length: 5 }, () => {
    const [wall, cpu] = [performance.now(), cpuOfChildren()];
    const { status, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`handclasp ${args.join(' ')} ended with ${status}: ${stderr}`);
    return { wallMs: Math.round(performance.now() - wall), cpuMs: Math.round(cpuOfChildren() - cpu) };
  });
  return all.toSorted((a, b) => a.wallMs - b.wallMs)[2];
}

/** Milliseconds that ended children worked; Linux says so, in hundredths of a second. */
function cpuOfChildren(): number {
  const { stdout } = spawnSync('sh', ['-c', `cut -d ' ' -f 16,17 /proc/${process.pid}/stat`], { encoding: 'utf8' });
  const [user = 0, system = 0] = stdout.trim().split(' ').map(Number);
  return (user + system) * 10;
}
