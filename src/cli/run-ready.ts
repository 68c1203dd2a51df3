import {
  emitManifest,
  emitSettings,
  emittedText,
  findPolicy,
  nagiosState,
  nagiosStatus,
  policies,
  type Report,
  readUpgradeTarget,
  ready,
  refusedByApi,
  renderPolicies,
  UsageError,
  upgradeAlone,
} from '../index.ts';
import type { ReadyRequest } from './commands/ready.ts';
import { exitStatus, isPluginRun, statusOfInterruption, statusWithDelivery } from './exit-status.ts';
import { InputReader } from './input-faults.ts';
import { prepareComparedRun, readComparedInputs } from './prepare-compared-run.ts';
import { readBundles } from './read-bundles.ts';
import { readEck } from './read-eck.ts';
import { readPasswordSource } from './read-passwords.ts';
import { readPolicyOption } from './read-policy-option.ts';
import { readSetups } from './read-setup.ts';
import { readWaivers } from './read-waivers.ts';
import { runToReport, tellDiscovery } from './run-report.ts';
import { saveRun } from './save-run.ts';
import { type Terminal, widthOf } from './terminal.ts';
import { sendReport } from './to-receiver.ts';
import { viewOf } from './view-of.ts';
import { writeDocuments } from './write-documents.ts';

/** Holds a cluster to a policy, writes the reports, and gives the exit status; or tells of policies. */
export async function runReady(request: ReadyRequest, terminal: Terminal): Promise<number> {
  switch (request.kind) {
    case 'list':
      await terminal.out(renderPolicies(policies, { width: widthOf(terminal) }));
      return exitStatus.clean;
    case 'print':
      await terminal.out(`${JSON.stringify(findPolicy(request.policy), null, 2)}\n`);
      return exitStatus.clean;
    case 'emit':
      await terminal.out(await settingsText(request));
      return exitStatus.clean;
    case 'judge':
      return judge(request, terminal);
  }
}

/** @throws UsageError where there is nothing that the user could set */
async function settingsText({ policy: word, deployment }: Extract<ReadyRequest, { readonly kind: 'emit' }>): Promise<string> {
  const policy = await readPolicyOption(word);
  if (deployment !== null && deployment !== 'self' && deployment !== 'eck')
    throw new UsageError(
      'arguments',
      `there are no settings to emit for ${deployment}`,
      'Elastic, or the platform, sets versions and cipher suites there: handclasp ready tells whether they pass',
    );
  try {
    const settings = emitSettings(policy, new Date());
    return emittedText(deployment === 'eck' ? emitManifest(settings) : settings, policy.name);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(
      'policy-impossible',
      `${policy.name}: ${error.message}`,
      'allow a version, a cipher suite and a group that Elasticsearch and Kibana have',
    );
  }
}

const senders = ['scan', 'matrix', 'ready'] as const;

type JudgeRequest = Extract<ReadyRequest, { readonly kind: 'judge' }>;

async function judge(request: JudgeRequest, terminal: Terminal): Promise<number> {
  const upgrade = readUpgradeTarget(request.upgrade);
  const inputs = new InputReader();
  const { policy, waivers, bundles, setups, eck } = await readOwnInputs(request, terminal, inputs);
  const { source, targets, progress, options, receiver, keep } = await prepareComparedRun(
    request,
    'ready',
    senders,
    terminal,
    undefined,
    inputs,
  );
  const { report, fault } = await runToReport(
    () =>
      ready(targets, {
        ...options,
        policy: policy(),
        waivers: waivers(),
        setups: setups(),
        bundles: bundles(),
        eck: eck(),
        ...(upgrade === null ? {} : { upgrade }),
      }),
    progress,
    terminal,
    source,
  );
  const status = fault !== null ? exitStatus.fault : statusOf(report, request, terminal);
  await writeDocuments(
    request.outputs,
    'readiness',
    { report, auditsWaivers: request.auditsWaivers, ...viewOf(request, status) },
    terminal,
  );
  const isDelivered = await sendReport(receiver, report, 'ready', request);
  await saveRun(request, source, { command: 'ready', targets, report, options }, terminal);
  await keep?.(source, { command: 'ready', targets, report, options });
  tellDiscovery(report, terminal);
  if (fault !== null) throw fault;
  return statusWithDelivery(status, isDelivered);
}

/** What no other command reads. */
async function readOwnInputs(request: JudgeRequest, terminal: Terminal, inputs: InputReader) {
  const policy = await inputs.read('policy', null, () => (request.policy === null ? upgradeAlone : readPolicyOption(request.policy)));
  const waivers = await inputs.read('waivers', null, () => readWaivers(request.waivers, request.commands));
  const bundles = await inputs.read('bundle', null, () => readBundles(request.bundle, terminal));
  const passwords = await readPasswordSource(inputs, request, terminal);
  const setups = await inputs.read('config', null, () => readSetups(request, terminal, passwords));
  const eck = await inputs.read('eck', null, () => readEck(request, terminal));
  return { policy, waivers, bundles, setups, eck };
}

/** All that it reads before it asks anything. @throws InputFaults */
export async function readReadyInputs(request: ReadyRequest, terminal: Terminal): Promise<void> {
  if (request.kind !== 'judge') return;
  const inputs = new InputReader();
  await readOwnInputs(request, terminal, inputs);
  await readComparedInputs(request, 'ready', senders, terminal, inputs);
}

/** The policy alone decides; of an audit, whether a waiver is over. Where there may be nodes that were not found, not all was checked. */
function statusOf(
  report: Report,
  { exitZero, outputs, auditsWaivers }: Pick<JudgeRequest, 'exitZero' | 'outputs' | 'auditsWaivers'>,
  { interrupted }: Terminal,
): number {
  const { policy, discovery } = report;
  const unread = discovery?.because != null || refusedByApi(report).length > 0;
  if (isPluginRun(outputs)) {
    const broken = policy?.requirements.filter(({ verdict }) => verdict === 'broken') ?? [];
    const found = broken.map(({ level }) => (level === 'must' ? 'high' : 'medium'));
    const undetermined = interrupted.aborted || policy?.verdict === 'undetermined' || unread;
    return nagiosStatus[nagiosState({ found, due: false, undetermined }, exitZero ? 'never' : 'high')];
  }
  if (interrupted.aborted) return statusOfInterruption(interrupted);
  if (exitZero) return exitStatus.clean;
  if (auditsWaivers) return policy?.waivers.some(({ state }) => state === 'expired') ? exitStatus.findings : exitStatus.clean;
  switch (policy?.verdict) {
    case 'not-ready':
      return exitStatus.findings;
    case 'ready':
      return unread ? exitStatus.incomplete : exitStatus.clean;
    case 'undetermined':
    case undefined:
      return exitStatus.incomplete;
  }
}
