import { type Connection, type ConnectionText, connections } from './catalogue/connections.ts';

/** A connection that a node makes to something else than a node of its cluster; null for every other. */
export function asClient(connection: Connection | null): NonNullable<ConnectionText['asClient']> | null {
  return connection === null ? null : ((connections[connection] as ConnectionText).asClient ?? null);
}

/** The prefix of the settings of such a connection, with the name of the realm or exporter where the text of an entry tells it. */
export function clientPrefix(prefix: string, text: string): string {
  // Mail of Watcher has settings apart from those of its HTTP calls.
  if (prefix === 'xpack.http.ssl' && /e-?mail|\bmail\b|MessagingException/i.test(text)) return 'xpack.notification.email.ssl';
  const [before = '', after] = prefix.split('NAME');
  const start = text.indexOf(before);
  const name = after === undefined || start < 0 ? undefined : /^[\w-]+/.exec(text.slice(start + before.length))?.[0];
  return name === undefined ? prefix : `${before}${name}${after}`;
}

/** Whether an entry on a repository is about Google Cloud Storage, whose client has roots of its own. */
export function isOfGoogleCloud(text: string): boolean {
  return /googleapis|GoogleCloudStorage|com\.google\.|\bgcs\b/i.test(text);
}

/** The answer of the REST API to a call for which a node connects to something else does not always say which call that was. */
export function isGuessedConnection(connection: Connection, text: string): boolean {
  return connection === 'reindex' && /^\s*\{\s*"error"/.test(text) && !/reindex/i.test(text);
}

/** What was kept of an entry. */
export function textOfFailure({
  message,
  exception,
  diagnosis,
}: {
  readonly message: string;
  readonly exception: string | null;
  readonly diagnosis: { readonly context: string | null } | null;
}): string {
  return [message, exception ?? '', diagnosis?.context ?? ''].join('\n');
}
