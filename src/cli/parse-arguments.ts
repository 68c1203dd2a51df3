import yargs, { type Argv } from 'yargs';
import { type Deployment, deployments } from '../model/deployment.ts';
import { nearest } from '../model/nearest.ts';
import { toolVersion } from '../model/tool-version.ts';
import { UsageError } from '../model/usage-error.ts';
import { exitStatusHelp, type FailOn, failOnChoices } from './exit-status.ts';
import { type Output, pairFormats, pairOutputs } from './outputs.ts';

/** What the user wants done. */
export type Invocation =
  /** Help, the version, a completion script: text for standard output. */
  | { readonly kind: 'text'; readonly text: string }
  | ({ readonly kind: 'scan' } & ScanRequest)
  | ({ readonly kind: 'matrix' } & MatrixRequest)
  | { readonly kind: 'lab'; readonly verbose: boolean }
  | { readonly kind: 'explain'; readonly question: string | null; readonly deployment: Deployment | null; readonly output: Output }
  | {
      readonly kind: 'inspect';
      readonly files: readonly string[];
      readonly failOn: FailOn;
      readonly exitZero: boolean;
      readonly output: Output;
    };

export type ScanRequest = {
  /** As written: targets, `@FILE`, `-`. */
  readonly targets: readonly string[];
  readonly lab: boolean;
  /** Files, or `system`. */
  readonly ca: readonly string[];
  /** Files. */
  readonly crl: readonly string[];
  readonly cert: string | null;
  readonly key: string | null;
  readonly keyPassphraseFile: string | null;
  readonly serverName: string | null;
  readonly deployment: Deployment | null;
  readonly depth: 'glance' | 'quick' | 'standard' | 'full' | null;
  readonly quietWire: boolean;
  readonly testStranger: boolean;
  readonly vantage: 'inside' | 'outside' | null;
  readonly outputs: readonly Output[];
  readonly failOn: FailOn;
  readonly exitZero: boolean;
  readonly timeoutMs: number;
  readonly concurrency: number;
  /** Only where a report is streamed (ndjson). */
  readonly threads: number | null;
  readonly maxRate: number | null;
  readonly maxPerNetwork: number | null;
  /** The file of an earlier run, which goes on where that ended. */
  readonly resume: string | null;
  readonly quiet: boolean;
  readonly verbose: boolean;
};

export const matrixFormats = ['table', 'json', 'html'] as const;

/** What `matrix` has of the scan's options. */
export type MatrixRequest = Pick<
  ScanRequest,
  | 'targets'
  | 'ca'
  | 'cert'
  | 'key'
  | 'keyPassphraseFile'
  | 'serverName'
  | 'deployment'
  | 'depth'
  | 'quietWire'
  | 'failOn'
  | 'exitZero'
  | 'timeoutMs'
  | 'concurrency'
  | 'quiet'
  | 'verbose'
> & { readonly outputs: readonly Output<(typeof matrixFormats)[number]>[] };

/**
 * Reads the command line.
 *
 * @param width cells in a line of help
 * @throws UsageError `arguments`
 */
export async function parseArguments(args: readonly string[], width: number): Promise<Invocation> {
  let chosen: ((values: Values) => Invocation) | null = null;
  let values: Values = {};
  const choose = (make: (values: Values) => Invocation) => (parsed: Values) => {
    [chosen, values] = [make, parsed];
  };
  const printed: string[] = [];
  // A lone dash is an argument like any other here; yargs drops it.
  const dashed = args.map((arg) => (arg === '-' ? dash : arg));
  const parser = commandLine(choose, args, width);
  await parser.parseAsync(dashed, {}, (_error: unknown, _argv: unknown, output: string) => {
    if (output !== '') printed.push(output);
  });
  if (printed.length > 0) return { kind: 'text', text: `${printed.join('\n')}\n` };
  const make = chosen as ((values: Values) => Invocation) | null;
  // Shells ask for completions while the line is not finished, and may be given none.
  return make === null ? { kind: 'text', text: '' } : make(values);
}

type Values = Readonly<Record<string, unknown>>;
type Choose = (make: (values: Values) => Invocation) => (values: Values) => void;

const dash = '@-';

function commandLine(choose: Choose, args: readonly string[], width: number): Argv {
  return yargs()
    .scriptName('handclasp')
    .locale('en')
    .detectLocale(false)
    .exitProcess(false)
    .showHelpOnFail(false)
    .parserConfiguration({
      'camel-case-expansion': false,
      'boolean-negation': false,
      'greedy-arrays': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .usage('$0 <command>\n\nTLS diagnostics for the Elastic Stack: who may connect, who will be trusted, and what to change.')
    .command(
      'scan [target..]',
      'Probe endpoints, judge them, report',
      (command) => scanOptions(command).epilogue(exitStatusHelp),
      choose((values) => ({ kind: 'scan', ...scanRequest(values, args) })),
    )
    .command(
      'matrix <target..>',
      'Who would accept whom, for every pair of nodes, from outside',
      (command) => matrixOptions(command).epilogue(exitStatusHelp),
      choose((values) => ({ kind: 'matrix', ...matrixRequest(values, args) })),
    )
    .command(
      'explain [rule..]',
      'What a rule means and how to mend it; takes an id, words, or a line from a log',
      (command) => explainOptions(command).epilogue(exitStatusHelp),
      choose((values) => ({
        kind: 'explain',
        question: positional(values, 'rule').join(' ').trim() || null,
        deployment: choice(values, 'deployment', deployments),
        output: single(pairOutputs(args)),
      })),
    )
    .command(
      'inspect <file..>',
      'What is in certificate files (PEM, DER), and what is wrong with it',
      (command) => inspectOptions(command).epilogue(exitStatusHelp),
      choose((values) => ({
        kind: 'inspect',
        files: positional(values, 'file'),
        failOn: choice(values, 'fail-on', failOnChoices) ?? 'high',
        exitZero: values['exit-zero'] === true,
        output: single(pairOutputs(args)),
      })),
    )
    .command(
      'lab',
      'A practice stack on this machine: try handclasp without a cluster',
      (command) =>
        command
          .usage(
            '$0 lab\n\nStarts TLS servers on loopback, each with one misconfiguration, and healthy ones; prints their addresses; runs until interrupted.',
          )
          .option('verbose', { alias: 'v', type: 'boolean', describe: 'Say more on standard error' })
          .example('$0 lab', 'in one terminal, then scan what it prints in another')
          .example('$0 scan --lab', 'both in one step')
          .epilogue(exitStatusHelp),
      choose((values) => ({ kind: 'lab', verbose: values.verbose === true })),
    )
    .completion('completion', 'A completion script for bash or zsh: add it to ~/.bashrc or ~/.zshrc')
    .demandCommand(1, noCommand)
    .strict()
    .help('help', 'Show help')
    .alias('help', 'h')
    .version('version', 'Show the version', toolVersion)
    .example('$0 scan es01', 'transport, HTTP and Kibana at their default ports')
    .example('$0 scan --lab', 'see it at work without a cluster')
    .example('$0 explain "Empty client certificate chain"', 'what a log line means')
    .epilogue(exitStatusHelp)
    .wrap(width)
    .fail((message: string, error: Error | undefined) => {
      // What yargs itself minds is a fault of the line as well, whether it comes as a message or as an error.
      throw error === undefined || error.name === 'YError' ? usageError(error?.message ?? message, args) : error;
    });
}

function scanOptions(command: Argv): Argv {
  const asked = command
    .usage(
      `$0 scan [target..]

Probes endpoints without touching their data, judges what it saw, and reports.

A target is host (its ports 9300, 9200 and 5601), host:port, https://host:port, transport://host:port, kibana://host:port, [v6]:port, a CIDR block, @FILE (a target a line, # for comments), or - for standard input.`,
    )
    .positional('target', { type: 'string', array: true, describe: 'What to scan', default: [], defaultDescription: 'none' })
    .option('lab', {
      type: 'boolean',
      describe: 'Scan the practice stack, started for the purpose: its CAs as --ca, --test-stranger',
    })
    .option('ca', { ...text, array: true, describe: 'Certificates to trust (PEM or DER), or "system" for public roots; may be repeated' })
    .option('crl', { ...text, array: true, describe: 'Revocation lists (PEM or DER) to hold the chain to; may be repeated' })
    .option('cert', { ...text, describe: 'Client certificate with its chain (PEM)' })
    .option('key', { ...text, describe: 'Its private key (PEM); by default looked for in --cert' })
    .option('key-passphrase-file', { ...text, describe: "The key's passphrase: first line of a file; or set HANDCLASP_KEY_PASSPHRASE" })
    .option('server-name', { ...text, describe: "Name for SNI and the name check, instead of the target's host" })
    .option('deployment', { ...text, choices: deployments, describe: 'How the stack is run; guessed from names by default' })
    .option('depth', {
      ...text,
      choices: depths,
      describe:
        'glance: one connection for chain and client authentication. quick: identity too, and the other of TLS 1.3 and 1.2. standard adds versions and cipher suites. full adds groups, signature schemes and the rest',
      defaultDescription: 'quick; standard with --lab',
    })
    .option('quiet-wire', {
      type: 'boolean',
      describe: 'Finish no handshake without a certificate: nodes log nothing, client authentication stays unproved',
    })
    .option('test-stranger', { type: 'boolean', describe: 'Offer a fresh self-signed certificate, to see whether anyone is let in' })
    .option('vantage', { ...text, choices: vantages, describe: "Where this machine stands: within the cluster's network, or outside" });
  const reported = reportOptions(asked, {
    formats: 'table, json, or ndjson (a line an address, as results come); may be repeated, each with its --output',
    concurrency: '32; 200 for ndjson',
  })
    .option('threads', { ...text, describe: 'ndjson: threads to spread the work over', defaultDescription: 'one a processor' })
    .option('max-rate', { ...text, describe: 'ndjson: targets to begin in a second', defaultDescription: 'no limit' })
    .option('max-per-network', {
      ...text,
      describe: 'ndjson: targets of one /24, /64 or parent domain at once; one address never has more than four connections',
      defaultDescription: 'no limit',
    })
    .option('resume', { ...text, describe: 'ndjson: go on where the run that wrote this file ended, and append to it' });
  return streamOptions(reported)
    .example('$0 scan es01 es02 es03', 'three nodes at their default ports')
    .example('$0 scan --ca ca.crt https://es01:9200', 'judge trust and name as well')
    .example('$0 scan transport://10.0.0.0/28', 'every transport port of a block')
    .example('$0 scan @hosts.txt --format json -o scan.json', 'a list, into a file')
    .example('$0 scan - --depth glance --resume fleet.ndjson < hosts.txt', 'ten thousand, and again after an interruption')
    .example('$0 scan --lab', 'the practice stack');
}

function matrixOptions(command: Argv): Argv {
  const asked = command
    .usage(
      `$0 matrix <target..>

Lets every transport port meet each other one, from what they show: would the one accept the other, and be let in? Needs no files and no credentials. Targets are those of scan.`,
    )
    .positional('target', { type: 'string', array: true, demandOption: true, describe: 'The nodes: host, host:port, @FILE, -' })
    .option('ca', {
      ...text,
      array: true,
      describe: 'CA certificates (PEM or DER), which tell which key a name stands for; may be repeated',
    })
    .option('cert', { ...text, describe: 'Client certificate with its chain (PEM): what nodes do with it proves whom they trust' })
    .option('key', { ...text, describe: 'Its private key (PEM); by default looked for in --cert' })
    .option('key-passphrase-file', { ...text, describe: "The key's passphrase: first line of a file; or set HANDCLASP_KEY_PASSPHRASE" })
    .option('server-name', { ...text, describe: "Name for SNI, instead of the target's host" })
    .option('deployment', { ...text, choices: deployments, describe: 'How the stack is run; guessed from names by default' })
    .option('depth', {
      ...text,
      choices: matrixDepths,
      describe: 'quick leaves older versions and most cipher suites out',
      defaultDescription: 'standard',
    })
    .option('quiet-wire', { type: 'boolean', describe: 'Finish no handshake without a certificate: nodes log nothing' });
  const reported = reportOptions(asked, { formats: 'table, json or html; may be repeated, each with its --output', concurrency: '32' });
  return streamOptions(reported)
    .example('$0 matrix es01 es02 es03', 'three nodes at their default ports')
    .example('$0 matrix @nodes.txt --format html -o matrix.html', 'the grid as one file');
}

/** How a report is written and judged, and how long and how widely it is asked for. */
function reportOptions(command: Argv, { formats, concurrency }: { readonly formats: string; readonly concurrency: string }): Argv {
  return command
    .option('format', {
      ...text,
      array: true,
      describe: formats,
      defaultDescription: 'table',
    })
    .option('output', {
      ...text,
      array: true,
      alias: 'o',
      describe: 'File for the --format beside it',
      defaultDescription: 'standard output',
    })
    .option('fail-on', {
      ...text,
      choices: failOnChoices,
      describe: 'Least severity that makes the exit status 1',
      defaultDescription: 'high',
    })
    .option('exit-zero', { type: 'boolean', describe: 'Exit with 0 whatever was found, for cron' })
    .option('timeout', {
      ...text,
      describe: 'Seconds to wait for a peer that says nothing; an address gets four times as long',
      defaultDescription: '5',
    })
    .option('concurrency', { ...text, describe: 'Targets at once', defaultDescription: concurrency });
}

/** What goes to standard error. */
function streamOptions(command: Argv): Argv {
  return command
    .option('quiet', { type: 'boolean', alias: 'q', describe: 'No progress and no remarks on standard error' })
    .option('verbose', { type: 'boolean', alias: 'v', describe: 'Say what is asked, on standard error' });
}

function explainOptions(command: Argv): Argv {
  return command
    .usage('$0 explain [rule..]\n\nWhat a rule means and how to mend it. Without a rule, all of them.')
    .positional('rule', {
      type: 'string',
      array: true,
      describe: 'An id, words, or a line from a log',
      default: [],
      defaultDescription: 'all rules',
    })
    .option('deployment', { ...text, choices: deployments, describe: 'Show the remedy for this one alone' })
    .option('format', { ...text, describe: 'table or json', defaultDescription: 'table' })
    .option('output', { ...text, alias: 'o', describe: 'File to write', defaultDescription: 'standard output' })
    .example('$0 explain leaf-expired', '')
    .example('$0 explain client authentication', 'rules that speak of it')
    .example('$0 explain "received plaintext http traffic"', 'what a log line means');
}

function inspectOptions(command: Argv): Argv {
  return command
    .usage('$0 inspect <file..>\n\nWhat certificate files hold, and what is wrong by dates, keys, names and usages. Needs no network.')
    .positional('file', { type: 'string', array: true, demandOption: true, describe: 'PEM or DER; - for standard input' })
    .option('fail-on', {
      ...text,
      choices: failOnChoices,
      describe: 'Least severity that makes the exit status 1',
      defaultDescription: 'high',
    })
    .option('exit-zero', { type: 'boolean', describe: 'Exit with 0 whatever was found' })
    .option('format', { ...text, describe: 'table or json', defaultDescription: 'table' })
    .option('output', { ...text, alias: 'o', describe: 'File to write', defaultDescription: 'standard output' })
    .example('$0 inspect http_ca.crt', '')
    .example('$0 inspect --format json node.crt ca.crt', 'for programs');
}

/** A value is needed, and numbers stay text until they are judged here. */
const text = { type: 'string', requiresArg: true } as const;
const depths = ['glance', 'quick', 'standard', 'full'] as const;
/** One connection to a port shows too little to compare by. */
const matrixDepths = ['quick', 'standard', 'full'] as const;
const vantages = ['inside', 'outside'] as const;
const noCommand = 'no command was given';

function scanRequest(values: Values, args: readonly string[]): ScanRequest {
  const request: ScanRequest = {
    targets: positional(values, 'target'),
    lab: values.lab === true,
    ca: many(values, 'ca'),
    crl: many(values, 'crl'),
    cert: one(values, 'cert'),
    key: one(values, 'key'),
    keyPassphraseFile: one(values, 'key-passphrase-file'),
    serverName: one(values, 'server-name'),
    deployment: choice(values, 'deployment', deployments),
    depth: choice(values, 'depth', depths),
    quietWire: values['quiet-wire'] === true,
    testStranger: values['test-stranger'] === true,
    vantage: choice(values, 'vantage', vantages),
    outputs: outputsOf(values, args),
    failOn: choice(values, 'fail-on', failOnChoices) ?? 'high',
    exitZero: values['exit-zero'] === true,
    timeoutMs: Math.round(1000 * number(values, 'timeout', 5, { least: 0.1, most: 3600 })),
    concurrency: Math.round(number(values, 'concurrency', streamed(values, args) ? 200 : 32, { least: 1, most: 1024 })),
    threads: optional(values, 'threads', { least: 1, most: 256 }),
    maxRate: optional(values, 'max-rate', { least: 0.01, most: 1_000_000 }),
    maxPerNetwork: optional(values, 'max-per-network', { least: 1, most: 1_000_000 }),
    resume: one(values, 'resume'),
    quiet: values.quiet === true,
    verbose: values.verbose === true,
  };
  if (!streamed(values, args)) {
    const only = ['threads', 'max-rate', 'max-per-network'].find((name) => values[name] !== undefined);
    if (only !== undefined) throw new UsageError('arguments', `--${only} is for streamed scans`, 'add --format ndjson, or --resume FILE');
  } else if (request.outputs.length > 1) {
    throw new UsageError(
      'arguments',
      'ndjson cannot be combined with another format',
      'a streamed scan keeps no report: make the other from a scan of its own',
    );
  } else if (request.lab) {
    throw new UsageError('arguments', 'the practice stack is not streamed', 'use --format json with --lab');
  }
  if (request.lab && request.targets.length > 0) {
    throw new UsageError('arguments', '--lab takes no targets', 'scan either the practice stack or your own endpoints');
  }
  if (!request.lab && request.targets.length === 0) {
    throw new UsageError(
      'no-target',
      'nothing to scan',
      'name a target, as in "handclasp scan es01", or try the practice stack with "handclasp scan --lab"',
    );
  }
  if (request.key !== null && request.cert === null) {
    throw new UsageError('arguments', '--key needs --cert', 'give the certificate that the key belongs to');
  }
  return request;
}

function matrixRequest(values: Values, args: readonly string[]): MatrixRequest {
  const request: MatrixRequest = {
    targets: positional(values, 'target'),
    ca: many(values, 'ca'),
    cert: one(values, 'cert'),
    key: one(values, 'key'),
    keyPassphraseFile: one(values, 'key-passphrase-file'),
    serverName: one(values, 'server-name'),
    deployment: choice(values, 'deployment', deployments),
    depth: choice(values, 'depth', matrixDepths),
    quietWire: values['quiet-wire'] === true,
    outputs: pairFormats(args, matrixFormats),
    failOn: choice(values, 'fail-on', failOnChoices) ?? 'high',
    exitZero: values['exit-zero'] === true,
    timeoutMs: Math.round(1000 * number(values, 'timeout', 5, { least: 0.1, most: 3600 })),
    concurrency: Math.round(number(values, 'concurrency', 32, { least: 1, most: 1024 })),
    quiet: values.quiet === true,
    verbose: values.verbose === true,
  };
  if (request.key !== null && request.cert === null) {
    throw new UsageError('arguments', '--key needs --cert', 'give the certificate that the key belongs to');
  }
  return request;
}

function texts(value: unknown): readonly string[] {
  const all = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  return all.map((each) => (each === dash ? '-' : String(each)));
}

/** Everything after `--` is a positional, too, and yargs leaves it in `_`, behind the command's name. */
function positional(values: Values, name: string): readonly string[] {
  return [...texts(values[name]), ...texts(values._).slice(1)];
}

function many(values: Values, name: string): readonly string[] {
  return texts(values[name]);
}

function one(values: Values, name: string): string | null {
  const [value, ...more] = texts(values[name]);
  if (more.length > 0) throw new UsageError('arguments', `--${name} was given twice`, 'give it once');
  return value ?? null;
}

function choice<T extends string>(values: Values, name: string, choices: readonly T[]): T | null {
  const value = one(values, name);
  if (value === null) return null;
  const found = choices.find((each) => each === value);
  if (found === undefined) throw new UsageError('arguments', `--${name} cannot be "${value}"`, `it is one of ${choices.join(', ')}`);
  return found;
}

function number(values: Values, name: string, usual: number, { least, most }: { readonly least: number; readonly most: number }): number {
  const value = one(values, name);
  if (value === null) return usual;
  const read = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (!(read >= least && read <= most))
    throw new UsageError('arguments', `--${name} cannot be "${value}"`, `it is a number from ${least} to ${most}`);
  return read;
}

/** `--resume FILE` alone is what `--format ndjson --output FILE` is, with what FILE holds left in it. */
function outputsOf(values: Values, args: readonly string[]): readonly Output[] {
  const resume = one(values, 'resume');
  const given = pairOutputs(args);
  if (resume === null) return given;
  const asked = values.format !== undefined || values.output !== undefined;
  const [output] = given;
  if (asked && (given.length > 1 || output?.format !== 'ndjson' || (output.file ?? resume) !== resume)) {
    throw new UsageError(
      'arguments',
      '--resume names its own output',
      'leave --format and --output out: the file is gone on with, as ndjson',
    );
  }
  return [{ format: 'ndjson', file: resume }];
}

function streamed(values: Values, args: readonly string[]): boolean {
  return outputsOf(values, args).some(({ format }) => format === 'ndjson');
}

function optional(values: Values, name: string, range: { readonly least: number; readonly most: number }): number | null {
  return values[name] === undefined ? null : number(values, name, 0, range);
}

function single(outputs: readonly Output[]): Output {
  const [output, ...more] = outputs;
  if (output?.format === 'ndjson') throw new UsageError('arguments', 'ndjson is for scans', 'use --format json');
  if (output === undefined || more.length > 0)
    throw new UsageError('arguments', 'one --format and one --output are enough here', 'run the command twice');
  return output;
}

const commands = ['scan', 'matrix', 'explain', 'inspect', 'lab', 'completion'];

/** yargs' words, in ours. */
function usageError(message: string, args: readonly string[]): UsageError {
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
        `unknown option ${option.startsWith('--') ? '--' : '-'}${unknown}`,
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
    'server-name',
    'deployment',
    'depth',
    'quiet-wire',
    'test-stranger',
    'vantage',
    'format',
    'output',
  ],
  ...['fail-on', 'exit-zero', 'timeout', 'concurrency', 'threads', 'max-rate', 'max-per-network', 'resume'],
  ...['quiet', 'verbose', 'help', 'version'],
];

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
