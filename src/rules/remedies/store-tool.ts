import type { FixContext } from '../../model/fix.ts';
import { shellQuote } from '../../model/shell-quote.ts';
import { localCopy, replaceFiles } from './put-files.ts';
import { keytool } from './tools.ts';

/**
 * keytool on a store, by a keytool that sees the store. The image of Elasticsearch has one; that of Kibana has none, so the store is copied out of the container, and back where it is
 * changed.
 *
 * @param words the command line after the name of the tool, with the store as a shell word
 */
export function keytoolOn(
  context: FixContext,
  store: string,
  words: (store: string) => string,
  { changes = false }: { readonly changes?: boolean } = {},
): readonly string[] {
  if (context.packaging !== 'container' || context.product === 'elasticsearch') return [keytool(context, words(shellQuote(store)))];
  const { fetch, file } = localCopy(context, store);
  return [...fetch, keytool(context, words(file)), ...(changes ? replaceFiles(context, [file, store]) : [])];
}
