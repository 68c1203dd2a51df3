import { readFile } from 'node:fs/promises';
import { localLimitOf, localLimits, materialIn, UsageError } from '../index.ts';

/**
 * A file with a secret. No error has its name: somebody may have written the secret itself there.
 *
 * @throws UsageError `file-unreadable`
 */
export async function readSecretInput(file: string, option: `--${string}`): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new UsageError('file-unreadable', `cannot read the file of ${option}: ${reason(error)}`, 'check the path and its permissions');
  }
}

/** @throws UsageError `file-unreadable` where the text is a key or a certificate itself. */
export function refuseMaterial(path: string, what: string): void {
  const material = materialIn(path);
  if (material === null) return;
  throw new UsageError(
    'file-unreadable',
    `${what}: it has ${material.name} where a path belongs (${material.size}, not shown)`,
    'write the text into a file, and give the path of the file',
  );
}

/** @throws UsageError `file-unreadable` */
export async function readInput(file: string, what: string): Promise<Uint8Array> {
  refuseMaterial(file, what);
  try {
    return await readFile(file);
  } catch (cause) {
    throw new UsageError('file-unreadable', `cannot read ${what} ${file}: ${reason(cause)}`, hintFor(cause), { cause });
  }
}

function hintFor(cause: unknown): string {
  const limit = localLimitOf(cause);
  return limit !== null && localLimits[limit].passes ? localLimits[limit].fix : 'check the path and its permissions';
}

/** Why the system refused, in words. */
export function reason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a directory',
    ENOTDIR: 'part of the path is not a directory',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
    ENAMETOOLONG: 'the path is too long',
    ELOOP: 'its links lead in a circle',
  };
  // The system's own message quotes the path.
  const limit = localLimitOf(cause);
  return words[code] ?? (limit !== null ? localLimits[limit].what : code === '' ? 'the system refused' : code);
}

/** As UTF-8. */
export function asText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
