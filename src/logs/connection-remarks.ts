import { groupBy } from '../model/group-by.ts';
import type { OtherConnection } from '../model/reasons/log-fact.ts';
import { connections } from './catalogue/connections.ts';
import type { LogEvidence } from './read-log.ts';

/** Lines that say the same of one connection, as far as they concern nobody who asks about another. */
export type ConnectionRemark = {
  readonly first: LogEvidence;
  /** Of all of them: line numbers, in order. */
  readonly lines: readonly number[];
  readonly whose: OtherConnection;
};

/** What is said of other connections, each once a node: a log may have thousands of clients. */
export function connectionRemarks(failures: readonly LogEvidence[]): readonly ConnectionRemark[] {
  const groups = groupBy(failures, ({ connection, rule, node }) => JSON.stringify([connection, rule, node]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group.toSorted((a, b) => a.line - b.line);
    if (first === undefined) return [];
    const lines = group.flatMap(({ occurrences }) => occurrences.map(({ line }) => line)).sort((a, b) => a - b);
    return [{ first, lines, whose: whoseIs(first) }];
  });
}

function whoseIs({ connection, product, rule, refusedBy, role }: LogEvidence): OtherConnection {
  if (connection === null) return { code: product === 'kibana' ? 'of-kibana' : 'another' };
  const { title, settings, trust } = connections[connection];
  return isAboutTrust(rule) && refusedBy === 'this-node' && role !== 'server'
    ? { code: 'known', title, trust }
    : { code: 'set-by', title, settings };
}

/** Whether a rule is about whom a process trusts. */
export function isAboutTrust(rule: string): boolean {
  return aboutTrust.has(rule);
}

const aboutTrust: ReadonlySet<string> = new Set([
  'trust-unknown-issuer',
  'trust-lookalike-ca',
  'trust-missing-intermediate',
  'kibana-missing-es-ca',
  'kibana-trusts-wrong-link',
  'aki-ski-mismatch',
  'ca-reissued-same-key',
  'chain-refused',
]);
