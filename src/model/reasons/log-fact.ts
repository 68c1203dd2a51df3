/** What one line of a log says of a failure; a part of what was read of it. */
export type LoggedFailure = {
  /** The name of the node that wrote it. */
  readonly node: string | null;
  readonly product: 'elasticsearch' | 'kibana' | 'opensearch' | null;
  readonly peer: { readonly host: string; readonly port: number | null } | null;
  readonly peerName: string | null;
  readonly refusedBy: 'this-node' | 'peer' | null;
  readonly goesOn: string | null;
  readonly diagnosis: { readonly subject: string | null } | null;
  readonly role: 'client' | 'server' | null;
  readonly line: number;
  readonly count: number;
};

/** What a node went through, by one line of a log; a part of what was read of it. */
export type LoggedEvent = {
  readonly kind: 'joined' | 'became-master' | 'lost-master' | 'searches' | 'started' | 'let-in' | 'let-out';
  readonly node: string | null;
  readonly other: { readonly name: string } | null;
  readonly line: number;
  readonly at: Date | null;
  readonly zoned: boolean;
};

/** What a log says of whether a node joined. */
export type LogHeadline =
  | { readonly code: 'not-shown' | 'no-line' }
  /** `joined`: when it got in last. */
  | {
      readonly code: 'out';
      readonly node: string | null;
      readonly joined: LoggedEvent | null;
      readonly event: LoggedEvent;
      readonly failuresFollow: boolean;
    }
  /** `failedUntil`: the line of its last TLS failure before; null where there is none. */
  | {
      readonly code: 'in';
      readonly node: string | null;
      readonly joined: LoggedEvent | null;
      readonly event: LoggedEvent;
      readonly hasCompany: boolean;
      readonly failedUntil: number | null;
    }
  /** Of Kibana; `line`: where it became available last. */
  | { readonly code: 'kibana-not-available' }
  | { readonly code: 'kibana-available'; readonly line: number; readonly hasFailedSince: boolean };

/** Who may have left lines, of a client that nothing shows to be a node. `plural`: they are several. */
export type LogPossibility = { readonly code: 'health-check' | 'scanner'; readonly plural: boolean };

/** What is said of lines that are no reason not to join. */
export type LogRemarkFact =
  | { readonly code: 'own-scan'; readonly lines: number; readonly startedAt: Date; readonly from: string; readonly byTimeAlone: boolean }
  | { readonly code: 'settled'; readonly failure: LoggedFailure; readonly by: LoggedEvent }
  /** Of Kibana; `line`: where it became available. */
  | { readonly code: 'settled-by-kibana'; readonly failure: LoggedFailure; readonly line: number }
  /** `client`: null where it has no name. `by`: what shows that the node was in its cluster. */
  | {
      readonly code: 'passing';
      readonly client: string | null;
      readonly by: LoggedEvent | null;
      readonly possibility: LogPossibility | null;
    }
  | { readonly code: 'other-connection'; readonly failure: LoggedFailure; readonly whose: OtherConnection };

/** Whose connection it is, and what to do there: the texts are of the catalogue of connections. */
export type OtherConnection =
  | { readonly code: 'of-kibana' | 'another' }
  | { readonly code: 'known'; readonly title: string; readonly trust: string }
  | { readonly code: 'set-by'; readonly title: string; readonly settings: string };

/** Two CA certificates of one name, by their SHA-1 fingerprints: the one in the chain that is refused, null where it was not sent, and the one that is trusted. */
export type LoggedNamesakes = {
  readonly code: 'namesakes';
  readonly key: 'same' | 'another';
  readonly shown: string | null;
  readonly trusted: string;
};
