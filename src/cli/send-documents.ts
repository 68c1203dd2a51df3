import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { documentsOfEndpoint, documentsOfReport, type EcsDocument, type EcsRun, feedLines, type Report, type Sink } from '../index.ts';
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

/** Sends the documents of what an earlier run wrote into its file, of which some may never have been sent: it may have been killed. */
export async function sendLinesOf(file: string, { sink, take }: DocumentSink, receiver: OpenReceiver): Promise<void> {
  for await (const lines of wholeLinesOf(file)) {
    feedLines(lines, [sink]);
    await receiver.add(take());
  }
}

/** Whole lines of a file, some at a time; none where there is no file. */
async function* wholeLinesOf(file: string): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0);
  if ((await stat(file).catch(() => null)) === null) return;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(lineBreak) + 1;
    if (end > 0) yield bytes.subarray(0, end);
    rest = bytes.subarray(end);
  }
}

const lineBreak = 0x0a;

/** Endpoints as they are found, and the documents that they come to. */
type DocumentSink = { readonly sink: Sink; readonly take: () => readonly EcsDocument[] };

/** Turns the endpoints of a streamed scan into documents. */
export async function documentSink(
  command: EcsRun['command'],
  startedAt: Date,
  request: Pick<ReceiverRequest, 'esNamespace'>,
): Promise<DocumentSink> {
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
