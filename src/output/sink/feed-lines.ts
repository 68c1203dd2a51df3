import type { Sink, SinkEndpoint } from './sink.ts';

/** Hands the endpoints of a streamed scan's lines (`handclasp.endpoint/1`, whole lines in UTF-8) to documents that grow with them. */
export function feedLines(lines: Uint8Array, sinks: readonly Sink[]): void {
  const bytes = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
  let from = 0;
  for (let at = bytes.indexOf(lineBreak); at >= 0; at = bytes.indexOf(lineBreak, from)) {
    // What a line holds is what the scan itself has written.
    const endpoint = JSON.parse(bytes.toString('utf8', from, at)) as SinkEndpoint;
    for (const sink of sinks) sink.endpoint(endpoint);
    from = at + 1;
  }
}

const lineBreak = 0x0a;
