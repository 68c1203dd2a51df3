import { isObject } from '../elastic/json-fields.ts';
import { refusalOf } from '../elastic/rest/refusal.ts';
import type { CollectedAnswer } from '../model/diagnostic.ts';
import { UsageError } from '../model/usage-error.ts';
import { lineOfJsonFault } from '../settings/json-line.ts';

/** A file of an archive, by its whole name. */
export type BundleFile = { readonly archive: string; readonly path: string; readonly bytes: Uint8Array };

/**
 * The JSON in a file of an archive; undefined where it is empty, as a tool leaves it that got no answer.
 *
 * @throws UsageError where it is not JSON
 */
export function jsonOf({ archive, path, bytes }: BundleFile): unknown {
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    const line = lineOfJsonFault(text);
    throw new UsageError(
      'archive-unreadable',
      `${archive}: ${path}${line === null ? '' : `:${line}`}: it is not JSON`,
      'expected what the tool wrote; make the archive again, or take the file out of it',
      { cause },
    );
  }
}

/** What the tool was told when it asked: it writes refusals into the same file. */
export function answerOf<T>(file: BundleFile | undefined, name: string, read: (body: unknown) => T | null): CollectedAnswer<T> {
  const body = file === undefined ? undefined : jsonOf(file);
  if (body === undefined) return { kind: 'refused', because: { code: 'archive-lacks', file: name } };
  if (isObject(body) && 'error' in body && typeof body.status === 'number') return refusalOf(body.status, body, null);
  const value = read(body);
  return value === null ? { kind: 'refused', because: { code: 'other-shape' } } : { kind: 'told', value };
}
