import { parseEnv } from 'node:util';
import type { Place } from '../../model/setup.ts';

/** A variable of the environment that a service starts with, and where it is set. */
export type EnvironmentVariable = { readonly name: string; readonly value: string; readonly place: Place };

/** The variables of a file with `NAME=value` lines, as systemd, Docker and Compose read one. */
export function readEnvironmentFile(text: string, file: string): readonly EnvironmentVariable[] {
  const lines = text.split(/\r?\n/);
  return Object.entries(parseEnv(text)).map(([name, value = '']) => {
    const at = lines.findLastIndex(
      (line) =>
        line
          .replace(/^\s*(?:export\s+)?/, '')
          .split('=')[0]
          ?.trim() === name,
    );
    return { name, value, place: { file, line: at < 0 ? null : at + 1 } };
  });
}

/** As a product looks a variable up. Of a name that stands twice the last counts. */
export function asEnvironment(variables: readonly EnvironmentVariable[]): Readonly<Record<string, string>> {
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}
