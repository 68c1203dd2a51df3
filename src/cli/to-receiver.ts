import type { EcsRun, PasswordSource, Report } from '../index.ts';
import type { AskedReceiver, OpenReceiver } from './open-receiver.ts';
import type { ReceiverRequest } from './options/receiver.ts';
import type { Terminal } from './terminal.ts';

/**
 * Reads what the receiver of `--output elasticsearch=URL` takes; null where there is none, and then nothing of it is loaded.
 *
 * @returns makes it ready to take documents
 * @throws UsageError
 */
export async function readReceiver(
  request: AskedReceiver,
  passwords: PasswordSource,
  terminal: Terminal,
): Promise<(() => Promise<OpenReceiver>) | null> {
  if (request.receiver === null) return null;
  const { openReceiver, receiverOf } = await import('./open-receiver.ts');
  const receiver = await receiverOf({ ...request, receiver: request.receiver }, passwords, terminal);
  return () => openReceiver(receiver, request, terminal);
}

/** Sends the documents of a whole report. False where not all of them are in the receiver. */
export async function sendReport(
  receiver: OpenReceiver | null,
  report: Report,
  command: EcsRun['command'],
  request: Pick<ReceiverRequest, 'esNamespace'>,
): Promise<boolean> {
  if (receiver === null) return true;
  const { ecsRun, sendDocuments } = await import('./send-documents.ts');
  return await sendDocuments(receiver, report, ecsRun(command, report.startedAt, request));
}
