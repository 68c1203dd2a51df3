import { type Deployment, formatsOf, ndjson, type Shard, UsageError } from '../../index.ts';
import type { Output } from '../argv/pair-outputs.ts';
import { type CredentialsRequest, checkCredentials, credentialsOptions, discoverOption } from '../options/credentials.ts';
import { deploymentOption } from '../options/depth.ts';
import { type HistoryRequest, historyOptions } from '../options/history.ts';
import { checkIdentity, type IdentityRequest, identityOptions } from '../options/identity.ts';
import { choice, file, files, flag, number, text } from '../options/option.ts';
import { outputOptions } from '../options/outputs.ts';
import { type PasswordsRequest, passwordsOption } from '../options/passwords.ts';
import { checkReceiver, type ReceiverRequest, receiverOptions } from '../options/receiver.ts';
import { type ReplayRequest, replayOptions } from '../options/replay.ts';
import {
  type ExpiryRequest,
  exitOptions,
  expiryOption,
  paceOptions,
  type ReportRequest,
  reportRequest,
  streamOptions,
} from '../options/report.ts';
import { checkServerName } from '../options/server-name.ts';
import { shardOf, shardOption } from '../options/shard.ts';
import { targetsOption, targetWords } from '../options/targets.ts';
import { type ViewRequest, viewOptions } from '../options/view.ts';
import { command } from './command.ts';

export type ScanRequest = ExpiryRequest &
  CredentialsRequest &
  IdentityRequest &
  PasswordsRequest &
  ReplayRequest &
  HistoryRequest &
  ReportRequest &
  ReceiverRequest &
  ViewRequest & {
    /** As written: targets, `@FILE`, `-`. */
    readonly targets: readonly string[];
    readonly lab: boolean;
    /** One part of the targets; null for all of them. */
    readonly shard: Shard | null;
    /** Files, or `system`. */
    readonly ca: readonly string[];
    /** Files. */
    readonly crl: readonly string[];
    readonly serverName: string | null;
    /** Make targets of the other nodes of the cluster as well. */
    readonly discover: boolean;
    readonly deployment: Deployment | null;
    readonly depth: (typeof depths)[number] | null;
    readonly quietWire: boolean;
    readonly trySelfSigned: boolean;
    readonly vantage: (typeof vantages)[number] | null;
    readonly outputs: readonly Output[];
    /** No report is kept: what is found is written, or counted, as it comes. */
    readonly isStreamed: boolean;
    /** The report of an earlier run, of which this one says what changed. */
    readonly baseline: string | null;
    /** Only where a report is streamed. */
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

/** Only where a report is streamed. */
const streamedOptions = {
  threads: number(
    'threads',
    { least: 1, most: 256 },
    {
      group: 'Pace',
      asks: true,
      help: 'Number of threads (ndjson)',
      usual: 'one, and more as they pay, up to one a processor',
    },
  ),
  maxRate: number(
    'max-rate',
    { least: 0.01, most: 1_000_000 },
    { group: 'Pace', asks: true, help: 'Targets to start per second (ndjson)', usual: 'no limit' },
  ),
  maxPerNetwork: number(
    'max-per-network',
    { least: 1, most: 1_000_000 },
    { group: 'Pace', asks: true, help: 'Targets of one /24, /64 or parent domain at once (ndjson)', usual: 'no limit' },
  ),
};

export const scan = command({
  name: 'scan',
  summary: 'Check endpoints from outside, and report problems',
  synopsis: '[TARGET..]',
  about: `Connects to endpoints without touching their data, and reports problems with their fixes. For known vulnerabilities (Heartbleed, ROBOT) use a general scanner: sslyze, testssl.sh, sslscan, nmap.

A target is host (its ports 9300, 9200 and 5601; with --deployment ece those of the proxy and the Cloud UI, of a host of Elastic Cloud 443 and 9243), host:port, https://host:port, transport://host:port, kibana://host:port, [v6]:port, a CIDR block, @FILE (a target a line, # for comments), or - for standard input.`,
  operands: {
    metavariable: 'TARGET',
    help: 'host, host:port, https://host:port, a CIDR block, @FILE, -',
    usual: null,
    least: 0,
    most: 'any',
    completes: 'targets',
  },
  options: {
    ...targetsOption,
    ...shardOption,
    lab: flag('lab', {
      group: 'Targets',
      asks: true,
      help: 'Start the lab and scan it',
      detail: 'with its CAs as --ca, and with --try-self-signed',
    }),
    serverName: text('server-name', 'NAME', {
      group: 'Targets',
      asks: true,
      help: "Name for SNI and the name check, instead of the target's host",
    }),
    ...deploymentOption,
    ...replayOptions,
    ...historyOptions,
    vantage: choice('vantage', vantages, {
      group: 'Targets',
      asks: true,
      help: "Where you scan from: within the cluster's network, or outside",
    }),
    ca: files('ca', {
      group: 'Trust',
      common: true,
      help: 'CA certificates to trust',
      detail: 'PEM, DER, PKCS#12 or JKS, or "system" for public roots',
    }),
    crl: files('crl', { group: 'Trust', help: 'Revocation lists (PEM or DER) to check the chain against' }),
    ...expiryOption,
    ...identityOptions(null),
    ...passwordsOption('Client identity'),
    trySelfSigned: flag('try-self-signed', {
      formerName: 'test-stranger',
      group: 'Client identity',
      asks: true,
      help: 'Offer a fresh self-signed certificate, to see whether the server accepts anyone',
    }),
    ...credentialsOptions,
    ...discoverOption,
    depth: choice('depth', depths, {
      group: 'Depth',
      asks: true,
      common: true,
      help: 'How much to check',
      detail:
        "glance: one connection for chain and client authentication. quick: identity too, and the other of TLS 1.3 and 1.2. standard adds versions and cipher suites. full adds groups, signature schemes, resumption and the rest. In a node's log: at most 2, 5 and 8 warnings for quick, standard and full",
      usual: 'standard; quick for ndjson',
    }),
    quietWire: flag('quiet-wire', {
      group: 'Depth',
      asks: true,
      help: 'Leave no line in the log of a node',
      detail: 'no handshake without a certificate is finished, so client authentication is not confirmed',
    }),
    ...outputOptions('scan'),
    ...receiverOptions,
    ...viewOptions,
    baseline: file('baseline', {
      group: 'Output',
      common: true,
      help: 'Show what is new since this report',
      detail:
        'of an earlier scan, json or ndjson, or a history, whose last run of the same targets counts; only what is new decides the exit status, and what is gone is listed; json keeps everything, with the changes in "baseline"',
    }),
    stream: flag('stream', {
      group: 'Output',
      asks: true,
      help: 'Keep no report in memory, for lists of any length',
      detail: 'always on with ndjson; only for formats that need no whole report',
    }),
    resume: file('resume', {
      group: 'Output',
      asks: true,
      help: 'Continue the run that wrote this file, and append to it (ndjson)',
    }),
    ...streamOptions,
    ...exitOptions,
    ...paceOptions('32; 200 for ndjson'),
    maxPerHost: number(
      'max-per-host',
      { least: 1, most: 256 },
      { group: 'Pace', asks: true, help: 'Connections to one address at once, over all its ports', usual: '4' },
    ),
    ...streamedOptions,
  },
  writes: 'scan',
  examples: [
    ['scan es01 es02 es03', 'three nodes at their default ports'],
    ['scan --ca ca.crt https://es01:9200', 'judge trust and name as well'],
    ['scan --ca ca.crt --user monitor --discover https://es01:9200', 'ask the REST API, and look at every node'],
    ['scan transport://10.0.0.0/28', 'every transport port of a block'],
    ['scan @hosts.txt -o scan.json', 'a list, into a file'],
    ['scan @hosts.txt -o scan.html -o scan.sarif', 'a page to pass on, and findings for GitHub'],
    ['scan @hosts.txt --ca ca.crt -o elasticsearch=https://es01:9200', 'documents for dashboards and alerts'],
    ['scan - --depth glance --resume fleet.ndjson < hosts.txt', 'ten thousand, and again after an interruption'],
    ['scan es01 --depth full --save es01.json', 'keep what was seen'],
    ['scan @hosts.txt --history tls.db', 'keep the run, for history and diff'],
    ['scan @hosts.txt --shard 0/8 -o part-0.json', 'the first of eight parts, for merge'],
    ['scan --replay es01.json --ca new-ca.crt', 'judge it by another trust, without the network'],
    ['scan --lab', 'the lab'],
  ],
  request: ({ values, operands, outputs: given, receiver }): ScanRequest => {
    const targets = targetWords(operands, values);
    const outputs = outputsOf(values, given);
    const isStreamed = values.stream || outputs.some(({ format }) => format.streams.includes('scan'));
    const whole = outputs.find(({ format }) => !format.streams.includes('scan') && format.open === undefined);
    checkIdentity(values);
    checkCredentials(values);
    checkServerName(values);
    checkReceiver({ ...values, receiver });
    if (!isStreamed) {
      const only = (['threads', 'maxRate', 'maxPerNetwork'] as const).find((key) => values[key] !== null);
      if (only !== undefined)
        throw new UsageError(
          'arguments',
          `--${streamedOptions[only].name} is for streamed scans`,
          'add --stream, --format ndjson, or --resume FILE',
        );
    } else if (values.user !== null || values.apiKeyFile !== null || values.discover) {
      throw new UsageError('arguments', 'a streamed scan asks no REST API', 'use --format json with --user, --api-key-file and --discover');
    } else if (whole !== undefined) {
      throw new UsageError(
        'arguments',
        `a streamed scan keeps no report, which ${whole.format.name} needs`,
        `it can write ${streamable().join(', ')}; make the other from a scan of its own`,
      );
    } else if (values.lab) {
      throw new UsageError('arguments', 'a scan of the lab is not streamed', 'use --format json with --lab');
    } else if (values.history !== null) {
      throw new UsageError('arguments', '--history is not for streamed scans', 'use --format json with --history');
    } else if (values.baseline !== null) {
      throw new UsageError('arguments', '--baseline is not for streamed scans', 'use --format json with --baseline');
    } else if (values.save !== null || values.replay !== null) {
      const option = values.save !== null ? '--save' : '--replay';
      throw new UsageError('arguments', `${option} is not for streamed scans`, `use --format json with ${option}`);
    }
    const shard = shardOf(values);
    if (values.lab && targets.length > 0) {
      throw new UsageError('arguments', '--lab takes no targets', 'scan either the lab or your own endpoints');
    }
    if (!values.lab && values.replay === null && targets.length === 0) {
      throw new UsageError(
        'no-target',
        'nothing to scan',
        'name a target, as in "handclasp scan es01", or try the lab with "handclasp scan --lab"',
      );
    }
    return { ...values, ...reportRequest(values, isStreamed ? 200 : 32), shard, targets, outputs, receiver, isStreamed };
  },
});

/** Formats that need no whole report. */
function streamable(): readonly string[] {
  return formatsOf('scan').flatMap(({ name, streams, open }) => (streams.includes('scan') || open !== undefined ? [name] : []));
}

/** `--resume FILE` alone is what `--format ndjson --output FILE` is, with what FILE holds left in it. */
function outputsOf(
  {
    resume,
    format,
    json,
    output,
  }: { readonly resume: string | null; readonly format: readonly string[]; readonly json: boolean; readonly output: readonly string[] },
  given: readonly Output[],
): readonly Output[] {
  if (resume === null) return given;
  const isAnother = given.length > 1 || given.some(({ format, file }) => format !== ndjson || (file ?? resume) !== resume);
  if ((json || format.length + output.length > 0) && isAnother) {
    throw new UsageError(
      'arguments',
      '--resume names its own output',
      'leave --format and --output out: handclasp appends to the file, as ndjson',
    );
  }
  return [{ format: ndjson, file: resume }];
}
