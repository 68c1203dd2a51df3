import { hostname } from 'node:os';
import { documentsOfEndpoint, documentsOfReport, type EcsDocument, type EcsRun, type Report, type Sink } from '../index.ts';
import type { OpenReceiver } from './open-receiver.ts';
import type { ReceiverRequest } from './options/receiver.ts';
import { explained } from './view-of.ts';

/** Whose documents they are. */
export function ecsRun(command: EcsRun['command'], startedAt: string, { esNamespace }: Pick<ReceiverRequest, 'esNamespace'>): EcsRun {
  return { command, startedAt, hostname: hostname(), namespace: esNamespace ?? 'default' };
}

/** Sends the documents of a whole report. False where not all of them are in the receiver. */
export async function sendDocuments(receiver: OpenReceiver, report: Report, run: EcsRun): Promise<boolean> {
  const rules = await explained.rules();
  // Some at a time: whoever makes them waits where the receiver is slow.
  let some: EcsDocument[] = [];
  for (const document of documentsOfReport(report, run, rules)) {
    some.push(document);
    if (some.length < atOnce) continue;
    await receiver.add(some);
    some = [];
  }
  await receiver.add(some);
  return await receiver.end();
}

const atOnce = 200;

/** Turns the endpoints of a streamed scan into documents. */
export async function documentSink(
  command: EcsRun['command'],
  startedAt: Date,
  request: Pick<ReceiverRequest, 'esNamespace'>,
): Promise<{ readonly sink: Sink; readonly take: () => readonly EcsDocument[] }> {
  const run = ecsRun(command, startedAt.toISOString(), request);
  const rules = await explained.rules();
  let made: EcsDocument[] = [];
  return {
    sink: {
      endpoint: (endpoint) => {
        made.push(...documentsOfEndpoint(endpoint, run, rules));
      },
      // A streamed scan compares nothing, and looks into no files.
      finding: () => {},
      file: () => {},
      end: () => [],
    },
    take: () => {
      const taken = made;
      made = [];
      return taken;
    },
  };
}
