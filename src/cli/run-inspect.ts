import { stat } from 'node:fs/promises';
import { type GivenFile, type InspectedEntry, type InspectedFile, type Inspection, inspectFiles, UsageError } from '../index.ts';
import type { InspectRequest } from './commands/inspect.ts';
import { statusOf } from './exit-status.ts';
import { readInput, reason, refuseMaterial } from './read-inputs.ts';
import { passwordSource } from './read-passwords.ts';
import { spareRuleIds } from './spare-rule-ids.ts';
import { wholeStandardInput } from './standard-input.ts';
import type { Terminal } from './terminal.ts';
import { explained } from './view-of.ts';
import { writeDocuments } from './write-documents.ts';
import { checkOutputs } from './write-outputs.ts';

/** @throws UsageError `file-unreadable`, also where the only file holds neither certificate nor key. */
export async function runInspect(
  { files, passwordFiles, failOn, exitZero, expiresIn, outputs }: InspectRequest,
  terminal: Terminal,
): Promise<number> {
  await checkOutputs(outputs);
  const passwords = await passwordSource({ passwordFiles }, terminal);
  const at = new Date();
  const given: GivenFile[] = [];
  const unread = new Map<string, InspectedFile>();
  for (const file of files) {
    const content = file === '-' ? await wholeStandardInput(terminal, 'what the file holds') : await contentOf(file, files.length > 1);
    if (typeof content === 'string') {
      unread.set(file, { file, format: 'unknown', store: null, certificates: [], unreadable: [], problem: content, code: 'file-unread' });
      continue;
    }
    const modifiedAt =
      file === '-'
        ? null
        : await stat(file).then(
            ({ mtime }) => mtime,
            () => null,
          );
    given.push({ name: file === '-' ? 'standard input' : file, content, modifiedAt });
  }
  const read = await inspectFiles(given, at, passwords, { expiresInMs: expiresIn });
  // In the order in which they were given: what was read stands where its file does.
  const left = [...read];
  const inspected = files.flatMap((file) => unread.get(file) ?? left.splice(0, 1));
  const nothing = inspected.find(
    ({ certificates, unreadable, store }) => certificates.length === 0 && unreadable.length === 0 && !store?.entries.length,
  );
  if (nothing !== undefined && inspected.length === 1) {
    throw new UsageError(
      'file-unreadable',
      `${nothing.file}: ${nothing.problem ?? 'it holds no certificate'}`,
      'inspect reads PEM, DER, PKCS#12, JKS and JCEKS; passwords come from --password-file, HANDCLASP_PASSWORD or a prompt',
    );
  }
  await spareRuleIds(terminal);
  const inspection: Inspection = terminal.mask.data({ schema: 'handclasp.inspection/1', at: at.toISOString(), files: inspected });

  const problems = inspected.flatMap(({ certificates, unreadable, store }) => [
    ...[...certificates, ...(store === null ? [] : [store])].flatMap((each) => each.problems),
    ...unreadable,
  ]);
  const found = problems.map(({ severity }) => severity);
  const due = inspected.some(({ certificates }) => certificates.some((each) => each.problems.some((one) => one.withinExpiresIn)));
  const undetermined = inspected.some(
    ({ problem, unreadable, store }) => problem !== null || unreadable.length > 0 || store?.entries.some(isUndetermined) === true,
  );
  const exit = statusOf({ found, due, undetermined }, { failOn, exitZero, outputs });
  const view = { ...explained, failOn: exitZero ? 'never' : failOn, exit } as const;
  await writeDocuments(outputs, 'inspection', { inspection, undecided: undetermined, ...view }, terminal);
  return exit;
}

/** Of several files, one that cannot be opened says why in a word, and the others are told all the same. @throws UsageError `file-unreadable` */
async function contentOf(file: string, isOneOfSeveral: boolean): Promise<Uint8Array | string> {
  refuseMaterial(file, 'the file');
  try {
    return await readInput(file, 'the file');
  } catch (error) {
    if (isOneOfSeveral && error instanceof UsageError) return reason(error.cause);
    throw error;
  }
}

/** Whether something of an entry did not show, such as a key under another password. */
function isUndetermined(entry: InspectedEntry): boolean {
  return entry.kind === 'unreadable' || (entry.kind === 'key' && entry.because !== null);
}
