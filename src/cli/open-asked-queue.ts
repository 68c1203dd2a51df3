import { type OpenQueue, openQueue, printable, Secret, showable } from '../index.ts';
import type { AskedQueue } from './options/queue.ts';
import { asText, readInput, readSecretInput } from './read-inputs.ts';
import type { Terminal } from './terminal.ts';

/** Connects to the queue of `--queue`. What goes wrong with it meanwhile is a line on standard error. @throws UsageError */
export async function openAskedQueue(
  { url, name, passwordFile, ca }: AskedQueue,
  { env, err, mask }: Pick<Terminal, 'env' | 'err' | 'mask'>,
): Promise<OpenQueue> {
  const text =
    passwordFile === null
      ? env.HANDCLASP_QUEUE_PASSWORD
      : asText(await readSecretInput(passwordFile, '--queue-password-file')).split(/\r?\n/)[0];
  const password = text === undefined || text === '' ? null : new Secret(text);
  if (password !== null) mask.add(password);
  return await openQueue({
    url,
    name,
    password,
    ca: ca === null ? null : asText(await readInput(ca, 'the CA certificates of --queue-ca')),
    tell: (line) => err(`handclasp: ${printable(showable(line))}\n`),
  });
}
