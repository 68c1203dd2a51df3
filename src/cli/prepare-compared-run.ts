import type { MatrixOptions, SavedRun, Target } from '../index.ts';
import { InputReader } from './input-faults.ts';
import type { KeepRun } from './keep-run-type.ts';
import type { OpenReceiver } from './open-receiver.ts';
import type { ComparedRunRequest } from './options/compared-run.ts';
import { checkShow } from './options/view.ts';
import { Progress } from './progress.ts';
import { readCredentials } from './read-credentials.ts';
import { readIdentity } from './read-identity.ts';
import { readPasswordSource } from './read-passwords.ts';
import { sharedOptions } from './run-report.ts';
import { openSource, type RunSource, savedIdentity, trustBy } from './run-source.ts';
import { checkSave } from './save-run.ts';
import { savedNames, targetsBy } from './saved-targets.ts';
import { startKeeping } from './start-keeping.ts';
import type { Terminal } from './terminal.ts';
import { readReceiver } from './to-receiver.ts';
import { checkOutputs } from './write-outputs.ts';

/** All that a command has to know before it compares endpoints. */
export type ComparedRunPlan = {
  readonly source: RunSource;
  readonly targets: readonly Target[];
  /** Null where nobody wants to be told, or nothing is asked. */
  readonly progress: Progress | null;
  readonly options: MatrixOptions;
  /** Null where documents go to files alone. */
  readonly receiver: OpenReceiver | null;
  /** Keeps the run in a history; null where nobody asks for it. */
  readonly keep: KeepRun | null;
};

/**
 * Reads and checks all that the command line names, before anything is asked.
 *
 * @param from the commands whose saved runs will do
 * @param check throws where the targets that are to be asked are not enough
 * @param inputs has what the command read before
 * @throws InputFaults of all that is wrong
 */
export async function prepareComparedRun(
  request: ComparedRunRequest,
  command: SavedRun['command'],
  from: readonly SavedRun['command'][],
  terminal: Terminal,
  check: (targets: readonly Target[]) => Promise<void> = async () => {},
  inputs = new InputReader(),
): Promise<ComparedRunPlan> {
  const read = await readComparedInputs(request, command, from, terminal, inputs);
  const { source, targets, trust, identity, credentials } = read;
  const { saved } = source;
  if (saved === null && !request.discover) await check(targets);
  const receiver = (await read.openReceiver?.()) ?? null;
  const keep = await startKeeping(request, terminal);
  const progress = request.quiet || saved !== null ? null : new Progress(terminal, targets.length);
  const options: MatrixOptions = {
    ...sharedOptions(
      request,
      { identity, source, api: { credentials, discover: request.discover, some: request.targets.length > 0 } },
      progress,
      terminal,
    ),
    anchors: trust.anchors,
    trustPublicRoots: trust.publicRoots,
    ...(request.depth === null ? {} : { depth: request.depth }),
    ...(request.serverName === null ? {} : { serverName: request.serverName }),
    ...(saved === null ? {} : { at: saved.startedAt, serverName: savedNames(saved) }),
  };
  return { source, targets, progress, options, receiver, keep };
}

/** All that such a command reads before it asks anything. @throws InputFaults */
export async function readComparedInputs(
  request: ComparedRunRequest,
  command: SavedRun['command'],
  from: readonly SavedRun['command'][],
  terminal: Terminal,
  inputs = new InputReader(),
) {
  await inputs.read('show', null, () => checkShow(request));
  await inputs.read('output', null, () => checkOutputs(request.outputs));
  await inputs.read('save', null, () => checkSave(request, request.outputs));
  const source = await inputs.read('replay', null, () => openSource(request, command, from));
  const passwords = await readPasswordSource(inputs, request, terminal);
  const trust = await inputs.read('ca', null, () => trustBy(source(), request.ca, passwords));
  const identity = await inputs.read('keystore', null, () => {
    const { saved } = source();
    return saved !== null ? savedIdentity(saved) : readIdentity(request, terminal, passwords);
  });
  const credentials = await inputs.read(null, null, () => (source().saved !== null ? null : readCredentials(request, terminal)));
  const openReceiver = await inputs.read(null, null, () => readReceiver(request, passwords, terminal));
  const targets = await inputs.read('targets', null, () => targetsBy(source(), request, terminal));
  inputs.end();
  return {
    source: source(),
    trust: trust(),
    identity: identity(),
    credentials: credentials(),
    openReceiver: openReceiver(),
    targets: targets(),
  };
}
