import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type ConfigFile, configFileOf, configSchema, faultText, policies, readDescribed, UsageError } from '../index.ts';
import { isReceiver } from './argv/receiver-url.ts';
import type { CommandText } from './commands/command.ts';
import { configOptions } from './config-options.ts';
import { reason } from './read-inputs.ts';
import { isPolicyFile } from './read-policy-option.ts';
import { ruleIds } from './rule-ids.ts';

/**
 * A file with options, targets and waivers. Paths in it are taken from its own folder.
 *
 * @throws UsageError `file-unreadable`, or `config-invalid` with the first fault and its line
 */
export function readConfigFile(file: string, commands: readonly CommandText[]): ConfigFile {
  const options = configOptions(commands);
  const requirements = new Map(policies.map(({ name, requirements: own }) => [name, own.map(({ id }) => id)]));
  const read = readDescribed(textOf(file), configSchema(options, { rules: ruleIds, requirements, at: new Date() }));
  if (read.kind === 'faulty') {
    throw new UsageError(
      'config-invalid',
      faultText(file, read.faults[0]),
      'options have the names that --help lists, without the dashes; docs/configuration.md has an example',
      { others: read.faults.slice(1).map((fault) => faultText(file, fault)) },
    );
  }
  const pathOf = (path: string) => (path === '-' || isReceiver(path) ? path : resolve(dirname(file), path));
  const config = configFileOf(read.value, options, pathOf);
  const policy = config.options.get('policy')?.[0];
  if (policy === undefined || !isPolicyFile(policy)) return config;
  return { ...config, options: new Map([...config.options, ['policy', [pathOf(policy)]]]) };
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
