import type { Certificate } from '../../model/certificate.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { Product } from '../../model/observation.ts';
import type { Peer } from '../../model/peer-handshake.ts';
import type { ClusterFinding } from '../../model/report.ts';
import type { Setup, SetupProblem } from '../../model/setup.ts';
import type { PairJudgement } from '../matrix/evaluate-pair.ts';
import type { ScannedEndpoint } from '../scan/scanner.ts';
import type { CollectedCause } from './collected-causes.ts';
import type { LogVerdict } from './log-verdict.ts';

/** A node at the other end, one address of it. */
export type JoinMember = ScannedEndpoint & { readonly label: string; readonly peer: Peer };

/** All that was read and seen of a node and of those that it is to join. */
export type JoinView = {
  /** Null where nothing of the node itself is known. */
  readonly joiner: Peer | null;
  /** Null where there are no files. */
  readonly setup: Setup | null;
  /** What its files show, by the rules on setups. */
  readonly setupFindings: readonly ClusterFinding[];
  /** What the reader of its files found, and the finding that it is. */
  readonly reported: ReadonlyMap<SetupProblem, ClusterFinding>;
  /** Its own port, where that answers. */
  readonly own: readonly ScannedEndpoint[];
  readonly members: readonly JoinMember[];
  /** The node connects to them. */
  readonly towards: readonly PairJudgement[];
  /** They connect to it. */
  readonly back: readonly PairJudgement[];
  /** Both ways, with the certificate that its port really shows, where that is another than that of its files. */
  readonly served: readonly PairJudgement[];
  /** CA certificates at hand, from whatever source. */
  readonly known: readonly Certificate[];
  readonly log: Pick<LogVerdict, 'open' | 'isOutside'>;
  /** What was collected from it that may keep it out; empty where nothing was. */
  readonly collected: readonly CollectedCause[];
  readonly deployment: Deployment;
  readonly product: Product;
};
