import { andMore } from '../../model/name-list.ts';
import { displayWidth } from '../display-width.ts';

/** Hosts in a line: all of them; with runs of numbers shortened, as in `es-warm-001 … es-warm-004`; null where neither fits. */
export function hostList(hosts: readonly string[], width: number): string | null {
  const [whole, short] = [hosts.join(' '), shortenedRuns(hosts).join(' ')];
  return displayWidth(whole) <= width ? whole : displayWidth(short) <= width ? short : null;
}

/** As many of them as fit, and how many more there are. */
export function someHosts(hosts: readonly string[], width: number): string {
  const whole = hostList(hosts, width);
  if (whole !== null) return whole;
  const parts = runsOf(hosts);
  for (let taken = parts.length - 1; taken > 0; taken--) {
    const shown = parts.slice(0, taken);
    const count = shown.reduce((sum, run) => sum + run.length, 0);
    const text = shown.map(runText).join(' ') + andMore(hosts.length - count, ' … ');
    if (displayWidth(text) <= width) return text;
  }
  return (hosts[0] ?? '') + andMore(hosts.length - 1, ' … ');
}

/** All of them, with runs of three or more shortened: for a text that is then wrapped. */
export function shortenedRuns(hosts: readonly string[]): readonly string[] {
  return runsOf(hosts).map(runText);
}

function runText(run: readonly string[]): string {
  return run.length < 3 ? run.join(' ') : `${run[0]} … ${run.at(-1)}`;
}

/** Hosts that follow each other by the last number in their names that is not the port. */
function runsOf(hosts: readonly string[]): readonly (readonly string[])[] {
  const runs: string[][] = [];
  for (const host of hosts) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && follows(last, host)) run.push(host);
    else runs.push([host]);
  }
  // Runs of two are no shorter: each of them may be left out by itself.
  return runs.flatMap((run) => (run.length < 3 ? run.map((host) => [host]) : [run]));
}

function follows(before: string, host: string): boolean {
  const [a, b] = [numbered(before), numbered(host)];
  if (a === null || b === null || a.head !== b.head || a.tail !== b.tail) return false;
  return Number(b.digits) === Number(a.digits) + 1 && (a.digits.length === b.digits.length || !/^0/.test(b.digits + a.digits));
}

/** The last number of the host, without a port or a domain behind it; of an address in IPv4 its last octet. */
function numbered(host: string): { readonly head: string; readonly digits: string; readonly tail: string } | null {
  const address = /^((?:\d+\.){3})(\d+)(:\d+)?$/.exec(host);
  const found = address ?? /^([^.:]*?)(\d{1,9})([^\d.:]*(?:[.:].*)?)$/.exec(host);
  if (found === null) return null;
  const [, head = '', digits = '', tail = ''] = found;
  return { head, digits, tail };
}
