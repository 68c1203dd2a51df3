import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** What a process took, its start included. */
export type Measured = {
  readonly wallMs: number;
  /** User and system. */
  readonly cpuMs: number;
  /** The most that was resident at once; null where the system does not tell (/proc). */
  readonly peakMemoryMb: number | null;
  readonly status: number | null;
};

/** The kernel keeps the peak itself: looked at now and then, the last look is close to the end. */
const lookEveryMs = 20;

/** Runs a command with its standard input from one file and its standard output into another. */
export async function measureProcess(
  command: readonly string[],
  files: { readonly input: string; readonly output: string },
): Promise<Measured> {
  const input = openSync(files.input, 'r');
  const output = openSync(files.output, 'w');
  const startedAt = performance.now();
  // The shell's `times` adds up what its children used; its first line here is the child's process id.
  const shell = spawn('sh', ['-c', '"$@" <&3 >&4 2>/dev/null & echo $!; wait $!; status=$?; times; exit $status', 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'ignore', input, output],
  });
  closeSync(input);
  closeSync(output);
  let text = '';
  let peakMemoryMb: number | null = null;
  shell.stdout?.on('data', (bytes: Buffer) => {
    text += bytes.toString();
  });
  const look = setInterval(() => {
    peakMemoryMb = peakOf(text.split('\n', 1)[0] ?? '') ?? peakMemoryMb;
  }, lookEveryMs);
  const status = await new Promise<number | null>((resolve) => shell.once('close', resolve));
  clearInterval(look);
  return { wallMs: Math.round(performance.now() - startedAt), cpuMs: childrensCpuMs(text), peakMemoryMb, status };
}

function peakOf(pid: string): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
  } catch {
    return null;
  }
}

/** The last line of what the shell's `times` prints: user and system time of its children. */
function childrensCpuMs(times: string): number {
  const parts = [...(times.trimEnd().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return Math.round(parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0));
}
