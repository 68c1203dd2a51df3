import { UsageError } from '../model/usage-error.ts';

const again = 'copy or make the archive again; handclasp judged nothing of it';

/** An archive that cannot be read to its end. */
export function damaged(file: string, what: string, cause?: unknown): UsageError {
  return new UsageError('archive-unreadable', `${file}: ${what}`, again, cause === undefined ? undefined : { cause });
}

/** An entry that was wanted and is closed to us. */
export function encrypted(file: string, path: string): UsageError {
  return new UsageError(
    'archive-encrypted',
    `${file}: ${path} is encrypted`,
    'unpack the archive with its password, and name the folder that it was unpacked into',
  );
}

/** It grows to far more than any diagnostic has: somebody made it to fill memory or time. */
export function swelling(file: string, what: string): UsageError {
  return new UsageError('archive-too-large', `${file}: ${what}`, 'name an archive as support-diagnostics or eck-diagnostics made it');
}
