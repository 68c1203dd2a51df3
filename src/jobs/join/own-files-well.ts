import type { RuledOutFact } from '../../model/reasons/ruled-out-fact.ts';
import type { Setup } from '../../model/setup.ts';

/**
 * Rules out the files of a node, or of a Kibana, that starts as far as the rules say. Null where some of what it would load was not loaded here: a file has a problem or is of a kind that is not read, or a
 * password stands in a keystore that is closed to us.
 */
export function ownFilesWell({ product, unread, unknown, keystore, contexts, directory }: Setup): RuledOutFact | null {
  const isRead =
    unread === null &&
    unknown.every(({ code }) => code === 'release-not-given') &&
    (keystore.kind === 'opened' || keystore.kind === 'absent') &&
    contexts.every(({ files }) => files.every(({ problem }) => problem === null));
  return isRead ? { code: 'own-files', product: product === 'kibana' ? 'kibana' : 'node', directory } : null;
}
