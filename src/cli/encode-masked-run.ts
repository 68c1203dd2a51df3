import { encodeSavedRun, type SavedRun, UsageError } from '../index.ts';
import type { Terminal } from './terminal.ts';

/**
 * The text of a saved run without a secret of this run, which a server may have sent back. Octets stay as they are. Loaded where a run is saved: nobody else waits for
 * what writes it.
 *
 * @throws UsageError `output-unwritable`
 */
export function encodeMaskedRun(run: SavedRun, { mask }: Pick<Terminal, 'mask'>): string {
  const masked = mask.data(run);
  try {
    return encodeSavedRun(masked);
  } catch (cause) {
    // Without the mask it would be ours to explain.
    encodeSavedRun(run);
    throw new UsageError(
      'output-unwritable',
      'the run cannot be saved: a password that it was given is also a word of the file, which would be left out',
      'run it with another user or an API key',
      { cause },
    );
  }
}
