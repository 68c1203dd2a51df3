import { UsageError } from '../../index.ts';
import { type BundleRequest, bundleOption } from '../options/bundle.ts';
import { type ComparedRunRequest, comparedRunOptions, comparedTargets } from '../options/compared-run.ts';
import { checkEck, type EckRequest, eckOptions } from '../options/eck.ts';
import { directories, files, flag, text } from '../options/option.ts';
import { reportRequest } from '../options/report.ts';
import { setupOptions } from '../options/setup.ts';
import { type CommandText, command } from './command.ts';
import type { ScanRequest } from './scan.ts';

/** What `ready` is to do: tell of policies, or hold a cluster to one. */
export type ReadyRequest =
  | { readonly kind: 'list' }
  | { readonly kind: 'print'; readonly policy: string }
  | { readonly kind: 'emit'; readonly policy: string; readonly deployment: ScanRequest['deployment'] }
  | (ComparedRunRequest &
      BundleRequest &
      EckRequest & {
        readonly kind: 'judge';
        /** Configuration directories of nodes and of Kibana. */
        readonly config: readonly string[];
        readonly release: string | null;
        readonly envFile: string | null;
        /** Null: of an upgrade alone. */
        readonly policy: string | null;
        /** As written: what it means is read where the run begins, so that a start loads no runtimes. */
        readonly upgrade: { readonly release: string | null; readonly jdk: string | null; readonly node: string | null };
        readonly waivers: readonly string[];
        /** Tell what became of the waivers, not of the policy. */
        readonly auditsWaivers: boolean;
        /** Whose options a file may have. */
        readonly commands: readonly CommandText[];
      });

// The policy decides, and neither a severity nor a time of the command line.
const {
  failOn: _severity,
  expiresIn: _time,
  ...options
} = comparedRunOptions('readiness', {
  trust: 'PEM, DER, PKCS#12 or JKS',
  identity: 'transport then tells which release it runs, and whom it trusts',
  depth: 'policies ask for cipher suites and groups, which quick and standard leave out in part',
  usualDepth: 'full',
});

const { release, envFile } = setupOptions('elasticsearch.yml');

export const ready = command({
  name: 'ready',
  summary: 'Is the cluster ready for production? A gate by a policy',
  synopsis: '[TARGET..]',
  about: `Checks every port, compares the nodes, and checks the result against a policy: the one of --policy, otherwise baseline, the minimum for any cluster. The exit status is 0 only if each MUST requirement was checked and is met. With --target-version, --target-jdk or --target-node: whether an upgrade breaks a handshake between nodes, Kibana and clients. Targets are written as for scan.`,
  operands: {
    metavariable: 'TARGET',
    help: 'Nodes and Kibana: host, host:port, https://host:port, @FILE, -',
    usual: null,
    least: 0,
    most: 'any',
    completes: 'targets',
  },
  options: {
    policy: text('policy', 'POLICY', {
      group: 'Policy',
      common: true,
      help: 'Name of a policy, or a file of your own',
      detail: 'a file has a slash in its path, or ends in .json, .yml or .yaml',
      usual: 'baseline',
    }),
    listPolicies: flag('list-policies', { group: 'Policy', help: 'List the policies and exit' }),
    printPolicy: text('print-policy', 'NAME', { group: 'Policy', help: 'Print a policy as JSON and exit' }),
    emit: flag('emit', {
      group: 'Policy',
      help: 'Print settings that pass, and exit',
      detail: 'for Elasticsearch 8 and 9 and their Kibana; with --deployment eck as resources',
    }),
    waivers: files('waivers', {
      group: 'Policy',
      help: 'Problems that were accepted, and until when',
      detail: 'YAML; the file of --config-file can list them as well',
    }),
    targetVersion: text('target-version', 'N', {
      group: 'Policy',
      common: true,
      help: 'What an upgrade to this release breaks',
      detail: 'as 9.5.3, 9.5 or 9.x; with the JDK and the Node.js that it brings; without --policy, that alone decides',
    }),
    targetJdk: text('target-jdk', 'N', { group: 'Policy', help: 'The JDK of Elasticsearch after the upgrade', detail: 'from 17 to 27' }),
    targetNode: text('target-node', 'N', { group: 'Policy', help: 'The Node.js of Kibana after the upgrade', detail: 'as 24 or 22.17.1' }),
    config: directories('config', {
      group: 'Files',
      common: true,
      help: 'Files of a node or of Kibana to check',
      detail: 'the directory with elasticsearch.yml or kibana.yml; repeat it for each',
    }),
    ...bundleOption,
    ...eckOptions,
    release,
    envFile,
    ...options,
    // The line on TARGET names @FILE, which is the same.
    targets: { ...options.targets, common: false },
  },
  writes: 'readiness',
  examples: [
    ['ready --ca ca.crt es01 es02 es03', 'three nodes, by the baseline policy'],
    ['ready --ca ca.crt --policy mozilla-intermediate https://es01:9200 kibana.example.org', 'by a published policy'],
    ['ready --ca ca.crt --user monitor --discover https://es01:9200', 'every node that the first knows of'],
    ['ready --ca ca.crt --config /etc/elasticsearch --config /etc/kibana es01', 'with the files of this machine'],
    ['ready --bundle api-diagnostics.zip', 'from an archive of support-diagnostics alone'],
    ['ready --eck prod/main --eck-files ./exported', 'resources and secrets of Elastic Cloud on Kubernetes'],
    ['ready --policy mozilla-intermediate --emit', 'the settings that pass it'],
    ['ready --ca ca.crt --target-version 9.5 es01 es02 kibana.example.org', 'what an upgrade would break, and what to do first'],
    ['ready --list-policies', 'which policies there are'],
  ],
  request: ({ values, operands, outputs, receiver, commands }): ReadyRequest => {
    const { listPolicies, printPolicy, emit, policy, targetVersion, targetJdk, targetNode, ...rest } = values;
    const upgrade = { release: targetVersion, jdk: targetJdk, node: targetNode };
    const asksUpgrade = Object.values(upgrade).some((word) => word !== null);
    if (listPolicies) return { kind: 'list' };
    if (printPolicy !== null) return { kind: 'print', policy: printPolicy };
    if (emit) return { kind: 'emit', policy: policy ?? 'baseline', deployment: values.deployment };
    const auditsWaivers = operands[0] === 'waivers';
    if (auditsWaivers && values.waivers.length === 0)
      throw new UsageError(
        'arguments',
        'ready waivers has no waivers to look at',
        'give --waivers FILE, or --config-file FILE that has some',
      );
    checkEck(values);
    const targets = comparedTargets(
      auditsWaivers ? operands.slice(1) : operands,
      { ...values, failOn: null, expiresIn: null, receiver },
      {
        message: 'nothing to check',
        hint: 'name the nodes, as in "handclasp ready --ca ca.crt es01 es02", or an archive (--bundle FILE)',
      },
      values.config.length > 0 || values.bundle.length > 0 || values.eck !== null,
    );
    return {
      ...rest,
      ...reportRequest({ ...rest, failOn: 'high' }),
      expiresIn: null,
      kind: 'judge',
      policy: policy ?? (asksUpgrade ? null : 'baseline'),
      upgrade,
      auditsWaivers,
      commands,
      targets,
      outputs,
      receiver,
    };
  },
});
