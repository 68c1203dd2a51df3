import { decodeSavedRun, type SavedRun } from '../index.ts';
import { asText, readInput } from './read-inputs.ts';

/** What `--save` wrote. Loaded where a run is replayed: nobody else waits for what reads it. @throws UsageError where the file is none */
export async function readSavedRun(file: string): Promise<SavedRun> {
  return decodeSavedRun(asText(await readInput(file, 'the saved run')), file);
}
