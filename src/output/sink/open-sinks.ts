import type { Format } from '../format.ts';
import { sharedParts } from './shared-parts.ts';
import type { Sink } from './sink.ts';

/** Begins the documents of one run, in the order of the formats; null for a format that needs the whole report. */
export async function openSinks(formats: readonly Format[]): Promise<readonly (Sink | null)[]> {
  const parts = sharedParts();
  return await Promise.all(formats.map(async ({ open }) => (open === undefined ? null : await open(parts))));
}
