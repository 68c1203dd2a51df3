import type { RuledOut } from '../../model/ruled-out.ts';
import type { Setup } from '../../model/setup.ts';

/**
 * Rules out the files of a node, or of a Kibana, that starts as far as the rules say. Null where some of what it would load was not loaded here: a file has a problem or is of a kind that is not read, or a
 * password stands in a keystore that is closed to us.
 *
 * @param what what is ruled out
 */
export function ownFilesWell({ unread, unknown, keystore, contexts, directory }: Setup, what: string): RuledOut | null {
  const isRead =
    unread === null &&
    unknown.every(({ code }) => code === 'release-not-given') &&
    (keystore.kind === 'opened' || keystore.kind === 'absent') &&
    contexts.every(({ files }) => files.every(({ problem }) => problem === null));
  return isRead ? { what, code: 'own-files', because: `what ${directory} names can be loaded` } : null;
}
