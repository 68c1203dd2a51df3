import { UsageError } from '../../index.ts';
import type { Output } from '../argv/pair-outputs.ts';
import { type BundleRequest, bundleOption } from '../options/bundle.ts';
import { deploymentOption, diagnosisDepth, quietWireOption } from '../options/depth.ts';
import { checkEck, type EckRequest, eckOptions } from '../options/eck.ts';
import { checkIdentity, type IdentityRequest, identityOptions } from '../options/identity.ts';
import { file, files, list } from '../options/option.ts';
import { outputOptions } from '../options/outputs.ts';
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
import { type SetupRequest, setupOptions } from '../options/setup.ts';
import { targetsOption, targetWords } from '../options/targets.ts';
import { type ViewRequest, viewOptions } from '../options/view.ts';
import { command } from './command.ts';
import type { ScanRequest } from './scan.ts';

/** A node by its files, by its address, or by a log, and those that it is to join. */
export type JoinRequest = ExpiryRequest &
  ViewRequest &
  Pick<ScanRequest, 'targets' | 'ca' | 'deployment' | 'quietWire'> &
  IdentityRequest &
  ReplayRequest &
  ReportRequest &
  BundleRequest &
  EckRequest &
  SetupRequest & {
    readonly depth: 'quick' | 'standard' | 'full' | null;
    /** The nodes to join, as written; empty where the files, or the targets, tell. */
    readonly to: readonly string[];
    /** A file, or `-`. */
    readonly log: string | null;
    /** Reports of earlier runs. */
    readonly scanReport: readonly string[];
    readonly outputs: readonly Output[];
  };

export const join = command({
  name: 'join',
  summary: 'Why a node does not join: one cause, how sure it is, and its fix',
  synopsis: '[TARGET..] [--config DIR] [--to HOST..] [--log FILE]',
  about: `Why a node does not join its cluster: one cause, how sure it is, the evidence, the fix, and what was ruled out before it.

With --bundle, an archive is all that is looked at; the target is then the name of a node in it. With --eck, resources and secrets of Elastic Cloud on Kubernetes are; the target is then a pod. With --config, handclasp reads the files of the node: what it would load, and what keeps it from starting. It then connects to the seed hosts with the node's own certificate, and checks the way back. Without --config it looks from outside: with --to, the target is the node that does not join; without --to, the targets are all nodes, and the one that differs is taken. --log adds what the node or its peers wrote, or is used alone.`,
  operands: {
    metavariable: 'TARGET',
    help: 'The node that does not join; without --to and --config, all nodes',
    usual: null,
    least: 0,
    most: 'any',
    completes: 'targets',
  },
  options: {
    ...targetsOption,
    to: list('to', 'HOST', {
      group: 'Targets',
      common: true,
      help: 'Nodes that it should join',
      detail: 'host or host:port, several after one another',
      usual: 'discovery.seed_hosts',
    }),
    ...deploymentOption,
    ...setupOptions('elasticsearch.yml'),
    ...replayOptions,
    log: file('log', {
      group: 'Files',
      common: true,
      help: 'A log of the node or of its peers',
      detail: 'of Elasticsearch, OpenSearch or Kibana, plain or JSON; - for standard input',
    }),
    ...bundleOption,
    ...eckOptions,
    scanReport: files('scan-report', {
      group: 'Files',
      help: 'With --log: reports of earlier runs (json or ndjson)',
      detail: 'the lines that those runs left in the log are set aside',
    }),
    ca: files('ca', {
      group: 'Trust',
      common: true,
      help: 'CA certificates to trust',
      detail: 'PEM, DER, PKCS#12 or JKS; they show which key belongs to a CA name',
    }),
    ...expiryOption,
    ...identityOptions('without --config, to see what nodes do with it'),
    ...diagnosisDepth,
    ...quietWireOption,
    ...outputOptions('diagnosis'),
    ...streamOptions,
    ...viewOptions,
    ...exitOptions,
    ...paceOptions('32'),
  },
  writes: 'diagnosis',
  examples: [
    ['join --config /etc/elasticsearch', 'on the machine of the node'],
    ['join --config /etc/elasticsearch --to es01 es02', 'other nodes than its seed hosts'],
    ['join es03 --to es01 es02', 'from outside, without files'],
    ['join es01 es02 es03', 'which of them differs, and how'],
    ['join --log /var/log/elasticsearch/prod.log', 'from a log alone'],
    ['join --bundle local-diagnostics.zip', 'from an archive of support-diagnostics alone'],
    ['join --eck prod/main --eck-files all.json', 'pods of Elastic Cloud on Kubernetes, from their secrets'],
    ['join --log prod.log --scan-report scan.json', 'the same, after a scan that left lines in it'],
  ],
  request: ({ values, operands, outputs }): JoinRequest => {
    const targets = targetWords(operands, values);
    checkIdentity(values);
    const { config, log, scanReport, replay, to, cert, keystore, bundle } = values;
    checkEck(values);
    if (bundle.length > 0 || values.eck !== null) {
      checkAlone(values, bundle.length > 0 ? '--bundle' : '--eck');
      if (targets.length > 1)
        throw new UsageError(
          'arguments',
          `with ${bundle.length > 0 ? '--bundle' : '--eck'} one node is looked at`,
          'name one, or none: the one that did not join is then found',
        );
      return { ...values, ...reportRequest(values), targets, outputs };
    }
    if (config === null && replay === null && targets.length === 0 && log === null) {
      throw new UsageError(
        'no-target',
        'nothing to look at',
        'name the directory of the node (--config /etc/elasticsearch), its address and --to, or a log (--log FILE)',
      );
    }
    if (config === null && log === null && replay === null && to.length === 0 && targets.length === 1 && !/^@|^-$/.test(targets[0] ?? '')) {
      throw new UsageError('no-target', 'join needs the cluster as well', 'add --to es01 es02, or --config DIR');
    }
    if (scanReport.length > 0 && log === null) {
      throw new UsageError('arguments', '--scan-report needs --log', 'it tells which lines of a log a scan left: add --log FILE');
    }
    if (config !== null && (cert !== null || keystore !== null)) {
      throw new UsageError(
        'arguments',
        `${cert !== null ? '--cert' : '--keystore'} and --config cannot be used together`,
        'with its files a node is asked for with its own certificate',
      );
    }
    return { ...values, ...reportRequest(values), targets, outputs };
  },
});

/** An archive, or what Kubernetes has, is all there is: what is asked of the network, or read beside it, would be of another moment. */
function checkAlone(
  { config, log, replay, to, eck }: Pick<JoinRequest, 'config' | 'log' | 'replay' | 'to' | 'eck'>,
  alone: '--bundle' | '--eck',
): void {
  const beside =
    config !== null
      ? '--config'
      : log !== null
        ? '--log'
        : replay !== null
          ? '--replay'
          : to.length > 0
            ? '--to'
            : alone === '--bundle' && eck !== null
              ? '--eck'
              : null;
  if (beside !== null)
    throw new UsageError(
      'arguments',
      `${alone} and ${beside} cannot be used together`,
      `${alone === '--bundle' ? 'the archive is' : 'resources and secrets are'} looked at alone, without the network`,
    );
}
