import { readFileSync } from 'node:fs';

/** Ticks of the clock in a second, as Linux tells CPU time. */
const ticksPerSecond = 100;

/** Looks at a process of this machine again and again (Linux: /proc). */
export class ProcessMeter {
  readonly #pid: number;
  readonly #timer: NodeJS.Timeout;
  readonly #residentMb: number[] = [];
  #peakMb = 0;
  #cpuMs = 0;
  readonly #cpuBeforeMs: number;

  constructor(pid: number, everyMs = 200) {
    this.#pid = pid;
    this.#look();
    this.#cpuBeforeMs = this.#cpuMs;
    this.#timer = setInterval(() => this.#look(), everyMs);
  }

  /** Of a process that has ended: as it was when it was last looked at. Memory is what was resident, at the end of each quarter of the time; CPU is user and system, since the meter began. */
  end(): { readonly peakMb: number; readonly residentMb: readonly number[]; readonly cpuMs: number } {
    clearInterval(this.#timer);
    this.#look();
    const at = (share: number) => this.#residentMb[Math.ceil(this.#residentMb.length * share) - 1] ?? 0;
    return { peakMb: this.#peakMb, residentMb: [0.25, 0.5, 0.75, 1].map(at), cpuMs: this.#cpuMs - this.#cpuBeforeMs };
  }

  #look(): void {
    try {
      const status = readFileSync(`/proc/${this.#pid}/status`, 'utf8');
      const megabytes = (field: string) => Math.round(Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? NaN) / 1024);
      const [resident, peak] = [megabytes('VmRSS'), megabytes('VmHWM')];
      // A process that has ended and was not waited for has none.
      if (Number.isNaN(resident)) return;
      const fields = readFileSync(`/proc/${this.#pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      this.#residentMb.push(resident);
      this.#peakMb = peak;
      this.#cpuMs = ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
    } catch {
      // It has ended.
    }
  }
}
