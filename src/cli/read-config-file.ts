import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  type ConfigFile,
  configFileOf,
  configSchema,
  type DescribedFault,
  faultText,
  type LineOf,
  policies,
  readDescribed,
  UsageError,
} from '../index.ts';
import { isReceiver } from './argv/receiver-url.ts';
import type { CommandText } from './commands/command.ts';
import { configOptions } from './config-options.ts';
import { reason } from './read-inputs.ts';
import { isPolicyFile } from './read-policy-option.ts';
import { ruleIds } from './rule-ids.ts';

/** What a file says, and where. */
export type ReadConfigFile = ConfigFile & {
  /** What is wrong with it: then the rest is what is right. Null where nothing is. */
  readonly refused: UsageError | null;
  /** The line of a key, or of one of its values. */
  readonly lineOf: LineOf;
};

/**
 * A file with options, targets and waivers, of which all is right. Paths in it are taken from its own folder.
 *
 * @throws UsageError `file-unreadable`, or `config-invalid` with all faults and their lines
 */
export function readConfigFile(file: string, commands: readonly CommandText[]): ReadConfigFile {
  const config = readConfigFileAsFarAsRight(file, commands);
  if (config.refused !== null) throw config.refused;
  return config;
}

/**
 * The same, for whoever goes on to see what else is wrong.
 *
 * @throws UsageError `file-unreadable`, or `config-invalid` where nothing of it can be read
 */
export function readConfigFileAsFarAsRight(file: string, commands: readonly CommandText[]): ReadConfigFile {
  const options = configOptions(commands);
  const requirements = new Map(policies.map(({ name, requirements: own }) => [name, own.map(({ id }) => id)]));
  const read = readDescribed(textOf(file), configSchema(options, { rules: ruleIds, requirements, at: new Date() }));
  const refused = read.kind === 'read' ? null : refusalOf(file, read.faults);
  const right = read.kind === 'read' ? read : read.rest;
  if (right === null) throw refused;
  const { value, lineOf } = right;
  const pathOf = (path: string) => (path === '-' || isReceiver(path) ? path : resolve(dirname(file), path));
  const config = { ...configFileOf(value, options, pathOf), refused, lineOf };
  const policy = config.options.get('policy')?.[0];
  if (policy === undefined || !isPolicyFile(policy)) return config;
  return { ...config, options: new Map([...config.options, ['policy', [pathOf(policy)]]]) };
}

function refusalOf(file: string, [first, ...more]: readonly [DescribedFault, ...DescribedFault[]]): UsageError {
  return new UsageError(
    'config-invalid',
    faultText(file, first),
    'options have the names that --help lists, without the dashes; docs/configuration.md has an example',
    { others: more.map((fault) => faultText(file, fault)) },
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError('file-unreadable', `cannot read the options of ${file}: ${reason(cause)}`, 'check the path and its permissions', {
      cause,
    });
  }
}
