import type { MaterialFile } from '../model/setup.ts';
import type { OpenedFile } from './open-file.ts';

type Named = Pick<MaterialFile, 'path' | 'setting' | 'place' | 'format' | 'problem'>;

/** A file that a setting names, and what it turned out to be. */
export function materialFile(named: Named, { mode, modifiedAt }: OpenedFile): MaterialFile {
  return { ...named, mode, modifiedAt };
}
