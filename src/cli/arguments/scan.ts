import type { Argv } from 'yargs';
import { type Deployment, deployments } from '../../model/deployment.ts';
import { UsageError } from '../../model/usage-error.ts';
import { type Output, pairOutputs } from '../outputs.ts';
import { type CredentialsRequest, credentialsOptions, credentialsRequest, discoverOption } from './credentials.ts';
import { type IdentityRequest, identityOptions, identityRequest } from './identity.ts';
import { type PasswordsRequest, passwordsOption, passwordsRequest } from './passwords.ts';
import { type ReportRequest, reportOptions, reportRequest, serverNameRequest, streamOptions } from './shared-options.ts';
import { choice, many, one, optional, positional, text, type Values } from './values.ts';

export type ScanRequest = CredentialsRequest &
  IdentityRequest &
  PasswordsRequest &
  ReportRequest & {
    /** As written: targets, `@FILE`, `-`. */
    readonly targets: readonly string[];
    readonly lab: boolean;
    /** Files, or `system`. */
    readonly ca: readonly string[];
    /** Files. */
    readonly crl: readonly string[];
    readonly serverName: string | null;
    /** Make targets of the other nodes of the cluster as well. */
    readonly discover: boolean;
    readonly deployment: Deployment | null;
    readonly depth: 'glance' | 'quick' | 'standard' | 'full' | null;
    readonly quietWire: boolean;
    readonly testStranger: boolean;
    readonly vantage: 'inside' | 'outside' | null;
    readonly outputs: readonly Output[];
    /** Only where a report is streamed (ndjson). */
    readonly threads: number | null;
    readonly maxRate: number | null;
    readonly maxPerNetwork: number | null;
    /** Connections to one address at once. */
    readonly maxPerHost: number | null;
    /** The file of an earlier run, which goes on where that ended. */
    readonly resume: string | null;
  };

const depths = ['glance', 'quick', 'standard', 'full'] as const;
const vantages = ['inside', 'outside'] as const;

export function scanOptions(command: Argv): Argv {
  const trusted = command
    .usage(
      `$0 scan [target..]

Probes endpoints without touching their data, judges what it saw, and reports. Known vulnerabilities (Heartbleed, ROBOT) are left to general scanners: sslyze, testssl.sh, sslscan, nmap.

A target is host (its ports 9300, 9200 and 5601), host:port, https://host:port, transport://host:port, kibana://host:port, [v6]:port, a CIDR block, @FILE (a target a line, # for comments), or - for standard input.`,
    )
    .positional('target', { type: 'string', array: true, describe: 'What to scan', default: [], defaultDescription: 'none' })
    .option('lab', {
      type: 'boolean',
      describe: 'Scan the practice stack, started for the purpose: its CAs as --ca, --test-stranger',
    })
    .option('ca', {
      ...text,
      array: true,
      describe: 'Certificates to trust (PEM, DER, PKCS#12, JKS), or "system" for public roots; may be repeated',
    })
    .option('crl', { ...text, array: true, describe: 'Revocation lists (PEM or DER) to hold the chain to; may be repeated' });
  const asked = passwordsOption(identityOptions(trusted, 'Client certificate with its chain (PEM)'))
    .option('server-name', { ...text, describe: "Name for SNI and the name check, instead of the target's host" })
    .option('deployment', { ...text, choices: deployments, describe: 'How the stack is run; guessed from names by default' })
    .option('depth', {
      ...text,
      choices: depths,
      describe:
        "glance: one connection for chain and client authentication. quick: identity too, and the other of TLS 1.3 and 1.2. standard adds versions and cipher suites. full adds groups, signature schemes, resumption and the rest. In a node's log: at most 2, 5 and 8 warnings for quick, standard and full",
      defaultDescription: 'standard; quick for ndjson',
    })
    .option('quiet-wire', {
      type: 'boolean',
      describe: 'Finish no handshake without a certificate: nodes log nothing, client authentication stays unproved',
    })
    .option('test-stranger', { type: 'boolean', describe: 'Offer a fresh self-signed certificate, to see whether anyone is let in' })
    .option('vantage', { ...text, choices: vantages, describe: "Where this machine stands: within the cluster's network, or outside" });
  const reported = reportOptions(discoverOption(credentialsOptions(asked)), {
    formats: 'table, json, or ndjson (a line an address, as results come); may be repeated, each with its --output',
    concurrency: '32; 200 for ndjson',
  })
    .option('max-per-host', { ...text, describe: 'Connections to one address at once, over all its ports', defaultDescription: '4' })
    .option('threads', {
      ...text,
      describe: 'ndjson: threads to spread the work over',
      defaultDescription: 'one, and more as they pay, up to one a processor',
    })
    .option('max-rate', { ...text, describe: 'ndjson: targets to begin in a second', defaultDescription: 'no limit' })
    .option('max-per-network', {
      ...text,
      describe: 'ndjson: targets of one /24, /64 or parent domain at once',
      defaultDescription: 'no limit',
    })
    .option('resume', { ...text, describe: 'ndjson: go on where the run that wrote this file ended, and append to it' });
  return streamOptions(reported)
    .example('$0 scan es01 es02 es03', 'three nodes at their default ports')
    .example('$0 scan --ca ca.crt https://es01:9200', 'judge trust and name as well')
    .example('$0 scan --ca ca.crt --user monitor --discover https://es01:9200', 'ask the REST API, and look at every node')
    .example('$0 scan transport://10.0.0.0/28', 'every transport port of a block')
    .example('$0 scan @hosts.txt --format json -o scan.json', 'a list, into a file')
    .example('$0 scan - --depth glance --resume fleet.ndjson < hosts.txt', 'ten thousand, and again after an interruption')
    .example('$0 scan --lab', 'the practice stack');
}

export function scanRequest(values: Values, args: readonly string[]): ScanRequest {
  const request: ScanRequest = {
    targets: positional(values, 'target'),
    lab: values.lab === true,
    ca: many(values, 'ca'),
    crl: many(values, 'crl'),
    ...identityRequest(values),
    ...passwordsRequest(values),
    serverName: serverNameRequest(values),
    ...credentialsRequest(values),
    discover: values.discover === true,
    deployment: choice(values, 'deployment', deployments),
    depth: choice(values, 'depth', depths),
    quietWire: values['quiet-wire'] === true,
    testStranger: values['test-stranger'] === true,
    vantage: choice(values, 'vantage', vantages),
    outputs: outputsOf(values, args),
    ...reportRequest(values, streamed(values, args) ? 200 : 32),
    threads: optional(values, 'threads', { least: 1, most: 256 }),
    maxRate: optional(values, 'max-rate', { least: 0.01, most: 1_000_000 }),
    maxPerHost: optional(values, 'max-per-host', { least: 1, most: 256 }),
    maxPerNetwork: optional(values, 'max-per-network', { least: 1, most: 1_000_000 }),
    resume: one(values, 'resume'),
  };
  if (!streamed(values, args)) {
    const only = ['threads', 'max-rate', 'max-per-network'].find((name) => values[name] !== undefined);
    if (only !== undefined) throw new UsageError('arguments', `--${only} is for streamed scans`, 'add --format ndjson, or --resume FILE');
  } else if (request.user !== null || request.apiKeyFile !== null || request.discover) {
    throw new UsageError('arguments', 'a streamed scan asks no REST API', 'use --format json with --user, --api-key-file and --discover');
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
  return request;
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
