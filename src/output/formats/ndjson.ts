import type { Format } from '../format.ts';

/** A line an address, written while the scan goes on. A report of millions of endpoints fits no memory, so that no document is ever whole. */
export const ndjson: Format = {
  name: 'ndjson',
  help: 'a line an address, as results come',
  endings: ['ndjson', 'jsonl'],
  plain: false,
  render: {},
  streams: ['scan'],
};
