import { unbracketed } from '../model/host-port.ts';
import { showable } from '../model/showable.ts';
import type { LogEntry } from './log-entries.ts';

/** A node as logs of other nodes name it. */
export type LoggedNode = { readonly name: string; readonly host: string; readonly port: number };

/** What a log says of who is in the cluster. */
export type LogEvent = {
  /**
   * Of the node that wrote it: `joined` another node's cluster, `became-master`, `lost-master`, `searches` for a master in vain, `started` (which it does after half a minute
   * without a master too). Of another node, by one that is in the cluster: `let-in`, `let-out`.
   */
  readonly kind: 'joined' | 'became-master' | 'lost-master' | 'searches' | 'started' | 'let-in' | 'let-out';
  /** Who wrote it. */
  readonly node: string | null;
  /** The master that was joined, or the node that was let in or out. */
  readonly other: LoggedNode | null;
  readonly line: number;
  readonly at: Date | null;
  readonly zoned: boolean;
};

/** What an entry says of membership, in the words of Elasticsearch 7 to 9 and of OpenSearch. */
export function eventsIn({ message, logger, node, line, at, zoned }: LogEntry): readonly LogEvent[] {
  // A log has a million other entries.
  if (!/ node changed |not discovered|^started|node-(?:join|left)|(?:added|removed) \{\{/.test(message)) return [];
  const event = (kind: LogEvent['kind'], other: LoggedNode | null): LogEvent => ({
    kind,
    node: node === null ? null : showable(node),
    other,
    line,
    at,
    zoned,
  });
  const changed = /^(?:master|cluster-manager) node changed \{previous \[(.*?)\], current \[(.*?)\]\}/.exec(message);
  const events: LogEvent[] = [];
  if (changed !== null) {
    const [master] = nodesIn(changed[2] ?? '');
    events.push(
      master === undefined ? event('lost-master', null) : master.name === node ? event('became-master', null) : event('joined', master),
    );
  }
  if (/^(?:master|cluster-manager) not discovered/.test(message)) events.push(event('searches', null));
  if (/^started\b/.test(message) && /(?:^|\.)Node$/.test(logger)) events.push(event('started', null));
  for (const [, verb = '', list = ''] of message.matchAll(
    /(?<![\w-])(node-join|node-left|added|removed)(?:: )?[[ ]?(?=[[{])(.*?)(?:, term: |$)/g,
  )) {
    const kind = verb === 'node-join' || verb === 'added' ? 'let-in' : 'let-out';
    for (const other of nodesIn(list)) if (other.name !== node) events.push(event(kind, other));
  }
  return events;
}

/** `{es02}{id}{ephemeral id}{es02}{10.0.0.12}{10.0.0.12:9300}{roles}`; before 8.0 and in OpenSearch without the name once more. */
export function nodesIn(text: string): readonly LoggedNode[] {
  return [...text.matchAll(/\{([^{}]+)\}\{[\w-]+\}\{[\w-]+\}(?:\{[^{}]*\}){1,2}?\{(\[[^[\]{}\s]+\]|[^{}[\]\s:]+):(\d+)\}/g)].map(
    ([, name = '', host = '', port]) => ({ name: showable(name), host: unbracketed(host), port: Number(port) }),
  );
}

/** Addresses that a node takes for nodes: those that it knows, and those that it looks at to find some. */
export function nodeHostsIn(message: string): readonly string[] {
  if (!message.includes('}{') && !message.includes('from hosts providers')) return [];
  const seeds = /will continue using \[(.*?)\] from hosts providers/.exec(message)?.[1] ?? '';
  return [
    ...nodesIn(message).map(({ host }) => host),
    ...seeds.split(', ').flatMap((seed) => {
      const host = unbracketed(seed.replace(/:\d+$/, ''));
      return host === '' ? [] : [host];
    }),
  ];
}
