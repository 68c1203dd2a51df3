import yargs, { type Argv } from 'yargs';
import { toolVersion } from '../model/tool-version.ts';
import { type ExplainRequest, explainOptions, explainRequest } from './arguments/explain.ts';
import { type InspectRequest, inspectOptions, inspectRequest } from './arguments/inspect.ts';
import { type JoinRequest, joinOptions, joinRequest, spreadTo } from './arguments/join.ts';
import { type KibanaRequest, kibanaOptions, kibanaRequest } from './arguments/kibana.ts';
import { type MatrixRequest, matrixOptions, matrixRequest } from './arguments/matrix.ts';
import { type ScanRequest, scanOptions, scanRequest } from './arguments/scan.ts';
import { noCommand, usageErrorOf } from './arguments/usage-error-of.ts';
import { dash, type Values } from './arguments/values.ts';
import { exitStatusHelp } from './exit-status.ts';

/** What the user wants done. */
export type Invocation =
  /** Help, the version, a completion script: text for standard output. */
  | { readonly kind: 'text'; readonly text: string }
  | ({ readonly kind: 'scan' } & ScanRequest)
  | ({ readonly kind: 'matrix' } & MatrixRequest)
  | ({ readonly kind: 'join' } & JoinRequest)
  | ({ readonly kind: 'kibana' } & KibanaRequest)
  | { readonly kind: 'lab'; readonly verbose: boolean }
  | ({ readonly kind: 'explain' } & ExplainRequest)
  | ({ readonly kind: 'inspect' } & InspectRequest);

/**
 * Reads the command line.
 *
 * @param width cells in a line of help
 * @throws UsageError `arguments`
 */
export async function parseArguments(args: readonly string[], width: number): Promise<Invocation> {
  const choose = (make: (values: Values) => Invocation) => (values: Values) => {
    throw new Chosen(make, values);
  };
  const printed: string[] = [];
  // A lone dash is an argument like any other here; yargs drops it.
  const dashed = spreadTo(args).map((arg) => (arg === '-' ? dash : arg));
  try {
    await commandLine(choose, args, width).parseAsync(dashed, {}, (_error: unknown, _argv: unknown, output: string) => {
      if (output !== '') printed.push(output);
    });
  } catch (outcome) {
    if (!(outcome instanceof Chosen)) throw outcome;
    return outcome.make(outcome.values);
  }
  // Shells ask for completions while the line is not finished, and may be given none.
  return { kind: 'text', text: printed.length > 0 ? `${printed.join('\n')}\n` : '' };
}

/** The command that was given. Thrown, since yargs lays out the help of a command whose handler returns, which takes longer than a scan. */
class Chosen extends Error {
  readonly make: (values: Values) => Invocation;
  readonly values: Values;

  constructor(make: (values: Values) => Invocation, values: Values) {
    super('a command was chosen');
    this.make = make;
    this.values = values;
  }
}

type Choose = (make: (values: Values) => Invocation) => (values: Values) => void;

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
      'join [target..]',
      'Why a node does not join: one cause, how sure it is, and what mends it',
      (command) => joinOptions(command).epilogue(exitStatusHelp),
      choose((values) => ({ kind: 'join', ...joinRequest(values, args) })),
    )
    .command(
      'matrix <target..>',
      'Who would accept whom, for every pair of nodes, from outside',
      (command) => matrixOptions(command).epilogue(exitStatusHelp),
      choose((values) => ({ kind: 'matrix', ...matrixRequest(values, args) })),
    )
    .command(
      'kibana',
      'Both sides of a Kibana: why it does not start, or not reach Elasticsearch',
      (command) => kibanaOptions(command).epilogue(exitStatusHelp),
      choose((values) => ({ kind: 'kibana', ...kibanaRequest(values, args) })),
    )
    .command(
      'explain [rule..]',
      'What a rule means and how to mend it; takes an id, words, or a line from a log',
      (command) => explainOptions(command).epilogue(exitStatusHelp),
      choose((values) => ({ kind: 'explain', ...explainRequest(values, args) })),
    )
    .command(
      'inspect <file..>',
      'What is in files with certificates and keys (PEM, DER, PKCS#12, JKS), and what is wrong with it',
      (command) => inspectOptions(command).epilogue(exitStatusHelp),
      choose((values) => ({ kind: 'inspect', ...inspectRequest(values, args) })),
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
    .example('$0 join --config /etc/elasticsearch', 'why this node does not join')
    .example('$0 scan --lab', 'see it at work without a cluster')
    .example('$0 kibana --config /etc/kibana', 'why Kibana does not reach Elasticsearch')
    .example('$0 explain "Empty client certificate chain"', 'what a log line means')
    .epilogue(exitStatusHelp)
    .wrap(width)
    .fail((message: string, error: Error | undefined) => {
      // What yargs itself minds is a fault of the line as well, whether it comes as a message or as an error.
      throw error === undefined || error.name === 'YError' ? usageErrorOf(error?.message ?? message, args) : error;
    });
}
