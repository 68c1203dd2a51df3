import { nearest } from '../../model/nearest.ts';
import { UsageError } from '../../model/usage-error.ts';

/** What yargs is told to say where the command is missing. */
export const noCommand = 'no command was given';

const commands = ['scan', 'join', 'matrix', 'kibana', 'explain', 'inspect', 'lab', 'completion'];

/** yargs' words, in ours. */
export function usageErrorOf(message: string, args: readonly string[]): UsageError {
  const command = args.find((arg) => commands.includes(arg));
  const help = `"handclasp ${command === undefined ? '' : `${command} `}--help" lists what there is`;
  const unknown = /^Unknown arguments?: (.*)$/s.exec(message)?.[1]?.split(', ')[0];
  if (unknown !== undefined) {
    const option = args.find(
      (arg) => new RegExp(`^--?${escaped(unknown)}(=|$)`, 's').test(arg) || (/^-[^-]/.test(arg) && arg.includes(unknown)),
    );
    if (option !== undefined) {
      const [likely] = nearest(unknown, optionNames);
      return new UsageError(
        'arguments',
        `unknown option ${option.startsWith('--') ? '--' : '-'}${withoutValue(unknown)}`,
        likely === undefined ? help : `did you mean --${likely}? ${help}`,
      );
    }
    if (command === undefined) {
      const [likely] = nearest(unknown, commands);
      return new UsageError('arguments', `unknown command "${unknown}"`, likely === undefined ? help : `did you mean "${likely}"? ${help}`);
    }
    return new UsageError('arguments', `unexpected argument "${unknown}"`, help);
  }
  const lacking = /^Not enough arguments following: (.*)$/s.exec(message)?.[1];
  if (lacking !== undefined) return new UsageError('arguments', `${lacking.length === 1 ? '-' : '--'}${lacking} needs a value`, help);
  if (/^Not enough non-option arguments/.test(message))
    return new UsageError('arguments', command === 'matrix' ? 'a target is missing' : 'a file is missing', help);
  const invalid = /Argument: ([^,]+), Given: (.*?), Choices: (.*)$/s.exec(message);
  if (invalid !== null) {
    const choices = (invalid[3] ?? '').split('\n')[0]?.replaceAll('"', '') ?? '';
    return new UsageError('arguments', `--${invalid[1]} cannot be ${invalid[2]}`, `it is one of ${choices}`);
  }
  if (message === noCommand) return new UsageError('arguments', noCommand, `commands are ${commands.join(', ')}; ${help}`);
  const [line = 'the command line cannot be read'] = message.split('\n');
  return new UsageError('arguments', line.charAt(0).toLowerCase() + line.slice(1), help);
}

const optionNames = [
  ...[
    'lab',
    'ca',
    'crl',
    'cert',
    'key',
    'key-passphrase-file',
    'keystore',
    'server-name',
    'user',
    'user-password-file',
    'api-key-file',
    'discover',
    'deployment',
    'depth',
    'quiet-wire',
    'test-stranger',
    'vantage',
    'format',
    'output',
  ],
  ...['config', 'release', 'password-file', 'env-file', 'to', 'log', 'scan-report', 'self'],
  ...['fail-on', 'exit-zero', 'timeout', 'concurrency', 'threads', 'max-rate', 'max-per-host', 'max-per-network', 'resume'],
  ...['quiet', 'verbose', 'help', 'version'],
];

/** `--passwordhunter2`: somebody may have forgotten what parts the name from the secret. */
function withoutValue(name: string): string {
  const [, secret = '', rest = ''] = /^(.*?(?:passwo?r?d|passphrase|pass|pwd|secret|token|api-?key))(.*)$/is.exec(name) ?? [];
  return rest === '' || /^-[a-z-]+$/.test(rest) ? name : `${secret}...`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
