import type { InspectedFile } from '../../model/inspection.ts';
import { openGivenStore } from '../../stores/open-given-store.ts';
import type { PasswordSource } from '../../stores/password-source.ts';
import type { Store } from '../../stores/store.ts';
import { fileProblemText } from '../../wording/content-fault-texts.ts';
import { inspectCertificates } from './inspect-certificates.ts';
import { inspectStore } from './inspect-store.ts';

export type InspectOptions = {
  /** How long before its end a certificate is due whatever its life; null: as the rules say. */
  readonly expiresInMs?: number | null;
};

/**
 * What is in a file with certificates or keys (PEM, DER, PKCS#12, JKS, JCEKS), and what is wrong with it. A file that cannot be read is told in
 * `problem`. The empty password is tried first; others are asked for where that does not open it.
 */
export async function inspectFile(
  file: string,
  content: Uint8Array,
  at: Date,
  passwords: PasswordSource,
  options: InspectOptions = {},
): Promise<InspectedFile> {
  return (await openAndInspect(file, content, at, passwords, options)).inspected;
}

/** The same with what the file was opened to. */
export async function openAndInspect(
  file: string,
  content: Uint8Array,
  at: Date,
  passwords: PasswordSource,
  { expiresInMs = null }: InspectOptions,
): Promise<{ readonly inspected: InspectedFile; readonly store: Store }> {
  const store = await openGivenStore(content, file, passwords);
  return { inspected: inspectOpened(file, content, store, at, expiresInMs), store };
}

function inspectOpened(file: string, content: Uint8Array, store: Store, at: Date, expiresInMs: number | null): InspectedFile {
  const isPlain = store.format === 'pem' || store.format === 'der';
  if (store.kind === 'store') {
    const hasKey = store.entries.some(({ kind }) => kind === 'key');
    return isPlain && !hasKey
      ? inspectCertificates(file, content, at, { expiresInMs })
      : inspectStore(file, content, store, at, expiresInMs);
  }
  if (isPlain || store.format === 'unknown') return inspectCertificates(file, content, at, { expiresInMs });
  const { format, because } = store;
  return { file, format, store: null, certificates: [], unreadable: [], problem: fileProblemText(because), code: because.code };
}
