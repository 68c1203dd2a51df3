import { createSecretKey } from 'node:crypto';
import {
  type Credentials,
  type PasswordSource,
  type Probe,
  type Recording,
  record,
  replay,
  type SavedRun,
  type ScanOptions,
  UsageError,
} from '../index.ts';
import type { ClientIdentity } from './client-identity.ts';
import type { HistoryRequest } from './options/history.ts';
import type { ReplayRequest } from './options/replay.ts';
import { readTrust, type Trust } from './read-trust.ts';

/** From where a run has what it judges: the network, of which it may keep what it sees, or a file. */
export type RunSource =
  | { readonly kind: 'network'; readonly saved: null; readonly recording: Recording | null }
  | { readonly kind: 'file'; readonly file: string; readonly saved: SavedRun; readonly recording: null };

/** Runs of these commands have what the command needs; null for all of them. */
type Senders = readonly SavedRun['command'][] | null;

/** @throws UsageError where the file is no saved run, or one of a command that asks for something else */
export async function openSource(
  { save, replay: file, history = null }: ReplayRequest & Partial<HistoryRequest>,
  command: SavedRun['command'],
  from: Senders,
  probe?: Probe,
): Promise<RunSource> {
  if (file === null) return { kind: 'network', saved: null, recording: save === null && history === null ? null : record(probe) };
  const { readSavedRun } = await import('./read-saved-run.ts');
  const saved = await readSavedRun(file);
  if (from !== null && !from.includes(saved.command))
    throw new UsageError(
      'replay-unreadable',
      `${file}: ${command} cannot use what ${saved.command} saved`,
      `give a file of ${from.join(' or ')}`,
    );
  return { kind: 'file', file, saved, recording: null };
}

/** Whether and as whom the REST API is asked, where a command asks it at all. */
export type Api = {
  readonly credentials: Credentials | null;
  readonly discover: boolean;
  /** Of a saved run, some targets alone are looked at, which are not to bring in the others. */
  readonly some: boolean;
};

/** How a job asks. */
export function askingBy({ saved, recording }: RunSource, api: Api | null): Pick<ScanOptions, 'probe' | 'api'> {
  if (saved !== null) {
    const { probe, askNode } = replay(saved);
    if (saved.api === null || api === null) return { probe };
    return { probe, api: { credentials: null, discover: saved.api.discover && !api.some, askNode } };
  }
  const isAsked = api !== null && (api.credentials !== null || api.discover);
  const asked = isAsked ? { credentials: api.credentials, discover: api.discover } : null;
  if (recording === null) return asked === null ? {} : { api: asked };
  return { probe: recording.probe, ...(asked === null ? {} : { api: { ...asked, askNode: recording.askNode } }) };
}

/** The trust of `--ca`, else that of the saved run. @throws UsageError */
export async function trustBy({ saved }: RunSource, ca: readonly string[], passwords: PasswordSource): Promise<Trust> {
  if (saved === null || ca.length > 0) return await readTrust(ca, passwords);
  return { anchors: saved.judging.anchors, publicRoots: saved.judging.trustPublicRoots };
}

/** The client certificate that was shown. Its key stayed where it was, and another stands for it: nothing is signed. */
export function savedIdentity({ judging: { identity: chain } }: SavedRun): ClientIdentity | null {
  return chain.length === 0 ? null : { chain, key: createSecretKey(new Uint8Array(1)) };
}
