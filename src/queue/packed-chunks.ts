import { networkOf } from '../fleet/network-of.ts';
import type { Target } from '../model/target.ts';
import { chunkKey } from './chunk-job.ts';
import { type Chunk, chunksByNetwork } from './chunks.ts';

/** A chunk whose targets are read when they are needed: as objects, a hundred thousand of them would be most of what a leader holds. */
export type PackedChunk = { readonly key: string; readonly targets: () => Chunk };

/** Gathers targets into the chunks of each network, which are done one after the other. */
export class ChunkList {
  /** Targets as JSON, by network. */
  readonly #networks = new Map<string, string[]>();

  put(target: Target): void {
    const network = networkOf(target.host);
    const own = this.#networks.get(network);
    // What was put together is copied: its parts are those of a whole list.
    const text = Buffer.from(JSON.stringify(target)).toString();
    if (own === undefined) this.#networks.set(network, [text]);
    else own.push(text);
  }

  /** Nothing is left here. */
  *take(): Generator<readonly PackedChunk[]> {
    for (const [network, texts] of this.#networks) {
      this.#networks.delete(network);
      const targets = texts.map((text) => JSON.parse(text) as Target);
      yield chunksByNetwork(targets).flat().map(packed);
    }
  }
}

/** The same of targets that are there anyway. */
export function packedChunks(targets: readonly Target[]): readonly (readonly PackedChunk[])[] {
  return chunksByNetwork(targets).map((chunks) => chunks.map((chunk) => ({ key: chunkKey(chunk), targets: () => chunk })));
}

function packed(chunk: Chunk): PackedChunk {
  const bytes = Buffer.from(JSON.stringify(chunk));
  return { key: chunkKey(chunk), targets: () => JSON.parse(bytes.toString()) as Chunk };
}
