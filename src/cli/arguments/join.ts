import type { Argv } from 'yargs';
import { deployments } from '../../model/deployment.ts';
import { UsageError } from '../../model/usage-error.ts';
import { type Output, pairFormats } from '../outputs.ts';
import { type IdentityRequest, identityOptions, identityRequest } from './identity.ts';
import type { ScanRequest } from './scan.ts';
import { type SetupRequest, setupOptions, setupRequest } from './setup.ts';
import { type ReportRequest, reportOptions, reportRequest, streamOptions } from './shared-options.ts';
import { choice, many, one, positional, text, type Values } from './values.ts';

export const joinFormats = ['table', 'json'] as const;

/** A node by its files, by its address, or by a log, and those that it is to join. */
export type JoinRequest = Pick<
  ScanRequest,
  'targets' | 'ca' | keyof IdentityRequest | 'deployment' | 'depth' | 'quietWire' | keyof ReportRequest
> &
  SetupRequest & {
    /** The nodes to join, as written; empty where the files, or the targets, tell. */
    readonly to: readonly string[];
    /** A file, or `-`. */
    readonly log: string | null;
    /** Reports of earlier runs. */
    readonly scanReport: readonly string[];
    readonly outputs: readonly Output<(typeof joinFormats)[number]>[];
  };

const joinDepths = ['quick', 'standard', 'full'] as const;

export function joinOptions(command: Argv): Argv {
  const trusted = setupOptions(
    command
      .usage(
        `$0 join [target..] [--config DIR] [--to HOST..] [--log FILE]

Why a node does not join its cluster: one cause, how sure it is, what shows it, and what mends it; and what was ruled out before.

With --config, from the files of the node: what it would load, what keeps it from starting, and what happens when it dials its seed hosts with its own certificate, and they dial it. Without, from outside: targets are the nodes, of which the one that differs is taken, or the node that does not join where --to names the others. With --log, from what it or its peers write; alone, or beside the rest.`,
      )
      .positional('target', {
        type: 'string',
        array: true,
        describe: 'The node that does not join, as others reach it; without --to and --config, all nodes',
        default: [],
        defaultDescription: 'none',
      }),
    'elasticsearch.yml',
  )
    .option('to', {
      ...text,
      array: true,
      describe: 'Nodes that it is to join: host or host:port, several after one another; may be repeated',
      defaultDescription: 'discovery.seed_hosts',
    })
    .option('log', { ...text, describe: 'A log of Elasticsearch, OpenSearch or Kibana, plain or JSON; - for standard input' })
    .option('scan-report', {
      ...text,
      array: true,
      describe: 'With --log: a report of an earlier run (json or ndjson), whose own lines in the log then count as such; may be repeated',
      defaultDescription: 'none',
    })
    .option('ca', {
      ...text,
      array: true,
      describe: 'CA certificates (PEM, DER, PKCS#12, JKS), which tell which key a name stands for; may be repeated',
    });
  const asked = identityOptions(trusted, 'Without --config: a client certificate with its chain (PEM), to see what nodes do with it')
    .option('deployment', { ...text, choices: deployments, describe: 'How the stack is run; guessed from names by default' })
    .option('depth', {
      ...text,
      choices: joinDepths,
      describe: 'standard and full ask for older versions and all cipher suites',
      defaultDescription: 'quick, and more where that does not settle it',
    })
    .option('quiet-wire', { type: 'boolean', describe: 'Finish no handshake without a certificate: nodes log nothing' });
  const reported = reportOptions(asked, {
    formats: 'table or json; may be repeated, each with its --output',
    concurrency: '32',
  });
  return streamOptions(reported)
    .example('$0 join --config /etc/elasticsearch', 'on the machine of the node')
    .example('$0 join --config /etc/elasticsearch --to es01 es02', 'other nodes than its seed hosts')
    .example('$0 join es03 --to es01 es02', 'from outside, without files')
    .example('$0 join es01 es02 es03', 'which of them differs, and how')
    .example('$0 join --log /var/log/elasticsearch/prod.log', 'from a log alone')
    .example('$0 join --log prod.log --scan-report scan.json', 'the same, after a scan that left lines in it');
}

/** @throws UsageError */
export function joinRequest(values: Values, args: readonly string[]): JoinRequest {
  const request: JoinRequest = {
    ...setupRequest(values),
    targets: positional(values, 'target'),
    to: many(values, 'to'),
    log: one(values, 'log'),
    scanReport: many(values, 'scan-report'),
    ca: many(values, 'ca'),
    ...identityRequest(values),
    deployment: choice(values, 'deployment', deployments),
    depth: choice(values, 'depth', joinDepths),
    quietWire: values['quiet-wire'] === true,
    outputs: pairFormats(args, joinFormats),
    ...reportRequest(values),
  };
  if (request.config === null && request.targets.length === 0 && request.log === null) {
    throw new UsageError(
      'no-target',
      'nothing to look at',
      'name the directory of the node (--config /etc/elasticsearch), its address and --to, or a log (--log FILE)',
    );
  }
  if (
    request.config === null &&
    request.log === null &&
    request.to.length === 0 &&
    request.targets.length === 1 &&
    !/^@|^-$/.test(request.targets[0] ?? '')
  ) {
    throw new UsageError(
      'no-target',
      'one node alone joins nothing',
      'name those that it is to join with --to, or give its files with --config',
    );
  }
  if (request.scanReport.length > 0 && request.log === null) {
    throw new UsageError('arguments', '--scan-report needs --log', 'it tells which lines of a log a scan left: add --log FILE');
  }
  if (request.config !== null && (request.cert !== null || request.keystore !== null)) {
    throw new UsageError(
      'arguments',
      `${request.cert !== null ? '--cert' : '--keystore'} and --config exclude each other`,
      'with its files a node is asked for with its own certificate',
    );
  }
  return request;
}

/** `--to a b` is `--to a --to b`: what follows up to the next option belongs to it. */
export function spreadTo(args: readonly string[]): readonly string[] {
  const command = args.find((arg) => !arg.startsWith('-'));
  if (command !== 'join' && command !== 'kibana') return args;
  const spread: string[] = [];
  let within = false;
  for (const arg of args) {
    if (arg.startsWith('-') && arg !== '-') within = arg === '--to';
    else if (within && spread.at(-1) !== '--to') spread.push('--to');
    spread.push(arg);
  }
  return spread;
}
