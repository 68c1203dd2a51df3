import { setFlagsFromString } from 'node:v8';

// V8 keeps new objects apart, in two halves of which one is in use, and doubles them, up to 16 MB each, whenever as much has survived in them as they hold since
// the last time. In a long scan that comes sooner or later, in the thread that hands out targets as well, and stays.

/** Of each half, in a thread that scans. Most of what it makes for an endpoint is gone again before this is full, and costs nothing to collect; of 2 MB, most is not. */
const halfMb = 5;

/** Of a thread that scans, as its resource limit. V8 counts three halves. */
export const maxYoungGenerationSizeMb = 3 * halfMb;

/** Lets threads that are started from now on begin with all of it. */
export function setYoungGeneration(): void {
  setFlagsFromString(`--min-semi-space-size=${halfMb}`);
}

/** Lets the young generation of no thread grow from now on. Whenever one is started V8 forgets that. */
export function freezeYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/**
 * Lets the old generation grow by little before it is collected: documents keep something of each endpoint, and V8 would let as much garbage lie beside it. For runs that write
 * documents while they stream, and for workers of a queue.
 */
export function keepOldGenerationTight(): void {
  setFlagsFromString('--heap-growing-percent=10');
}
