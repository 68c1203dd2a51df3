import { join } from 'node:path';
import { showable } from '../../model/showable.ts';
import { openFile } from '../open-file.ts';

/** What `unicast_hosts.txt` of a configuration directory names, a host a line; empty where there is no such file, or it cannot be read. */
export async function unicastHosts(directory: string): Promise<readonly string[]> {
  const { bytes } = await openFile(join(directory, 'unicast_hosts.txt'), 1024 * 1024);
  if (bytes === null) return [];
  return showable(new TextDecoder().decode(bytes))
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
