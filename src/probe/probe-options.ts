import type { KeyObject } from 'node:crypto';
import type { HelloId } from '../hellos/recorded-hello.ts';
import type { Observation } from '../model/observation.ts';
import type { Target } from '../model/target.ts';
import type { Connector } from './connector.ts';

/** Says what each address of a target showed: by asking it, or from what was saved. Rejects only when `options.signal` aborts. */
export type Probe = (target: Target, options: ProbeOptions) => Promise<readonly Observation[]>;

/** How an endpoint is asked. Times are in milliseconds. */
export type ProbeOptions = {
  readonly signal?: AbortSignal;
  /** For one TCP connection to come about. */
  readonly connectTimeoutMs: number;
  /** Without a byte from the peer. */
  readonly idleTimeoutMs: number;
  /** For all questions to one address. */
  readonly deadlineMs: number;
  /** The name for SNI and the name check; null sends no SNI. Absent: the target's host, where it is a DNS name. */
  readonly serverName?: string | null;
  /** The user's client certificate, DER, leaf first. */
  readonly identity?: { readonly chain: readonly Uint8Array[]; readonly key: KeyObject };
  /** Finishes no handshake without a certificate, so that a node logs nothing; client authentication then stays unproved. */
  readonly quietWire: boolean;
  /** A certificate that nobody signed but itself, freshly made: offered where given, to see whether the server accepts anyone. */
  readonly selfSignedIdentity?: { readonly chain: readonly Uint8Array[]; readonly key: KeyObject };
  /**
   * `quick`: identity, chain, client authentication. `standard` adds the older protocol versions and the cipher suites of each. `full` adds groups, signature
   * schemes and what else a hello can tell.
   */
  readonly depth: 'glance' | 'quick' | 'standard' | 'full';
  /** Says hello as these clients do as well, to see whether they would be answered. Absent: as Node.js 24, and only where the chain has a signature that it does not take. */
  readonly asClients?: readonly HelloId[];
  /** Ask a transport port that lets us in who it is and of which cluster, too: an audit log, where one is on, records that. */
  readonly names?: boolean;
  /** The name of the node whose certificate `identity` is: names are asked for as it asks for them. */
  readonly asNode?: string;
  readonly vantage: 'inside' | 'outside' | null;
  /** Shared by all probes of a run, so that its limit on connections to one address holds for the run. */
  readonly connector: Connector;
  /** Told what is being asked, for --verbose. */
  readonly onEvent?: (message: string) => void;
};
