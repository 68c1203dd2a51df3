import type { Documents, Format } from '../format.ts';
import type { Given } from './render-by-sink.ts';
import { type SharedParts, sharedParts } from './shared-parts.ts';
import type { Sink } from './sink.ts';

/** What a format has whose documents grow piece by piece: it writes those that are whole already in the same way. */
export function bySink(make: (parts: SharedParts) => Promise<Sink>): Pick<Format, 'render' | 'streams' | 'open'> {
  const open = (parts = sharedParts()) => make(parts);
  const render = async (given: Given): Promise<string> => (await import('./render-by-sink.ts')).renderBySink(await open(), given);
  const readiness = async (given: Documents['readiness']): Promise<string> =>
    (await import('./render-by-sink.ts')).renderReadinessBySink(await open(), given);
  return { render: { scan: render, matrix: render, readiness, diagnosis: render, inspection: render }, streams: [], open };
}
