import type { Writer } from '../../logs/catalogue/log-line.ts';
import { clientLineIn } from '../../logs/find-client-line.ts';
import { type KnownLine, pieceIn } from '../../logs/find-log-line.ts';
import { readLog } from '../../logs/read-log.ts';
import type { LineGuide } from '../../model/line-guide.ts';
import { guideTexts } from '../../wording/line-guide-texts.ts';
import { lineMeaningTexts } from '../../wording/line-meaning-texts.ts';
import { listed } from '../../wording/listed.ts';
import { writerTexts } from '../../wording/writer-texts.ts';

/** What a line from a log leads to; null where the text is no line that is known. */
export function findLineGuide(question: string): LineGuide | null {
  const client = clientLineOf(question);
  if (client !== null) return { writtenBy: written(client.writers), ...lineMeaningTexts[client.line.meaning] };
  const known = pieceIn(question);
  return known === null || known.line.fragment === true ? null : guideOf(known);
}

/** The line of a client that a text has. An entry of a node's or of Kibana's own log is read as such alone. */
export function clientLineOf(question: string): ReturnType<typeof clientLineIn> {
  const product = readLog(question).failures[0]?.product ?? null;
  return product === null ? clientLineIn(question) : null;
}

function guideOf({ line }: KnownLine): LineGuide {
  return {
    writtenBy: written(line.writtenBy),
    means: line.refusedBy === 'peer' ? guideTexts.refusedByPeer : null,
    lookAt: line.refusedBy === 'peer' ? guideTexts.logOfPeer : null,
    command: commandOf(line.writtenBy, line.product ?? null),
  };
}

function commandOf(writers: readonly Writer[], product: 'kibana' | null): string | null {
  if (product === 'kibana' || writers.includes('kibana')) return guideTexts.kibanaCommand;
  return writers.some((writer) => ofNodes.has(writer)) ? guideTexts.nodeCommand : null;
}

const ofNodes: ReadonlySet<Writer> = new Set([
  'elasticsearch',
  'elasticsearch-7',
  'elasticsearch-8',
  'elasticsearch-9',
  'opensearch',
  'jsse',
]);

function written(writers: readonly Writer[]): string {
  return listed(writers.map((writer) => writerTexts[writer]));
}
