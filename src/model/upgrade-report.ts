import type { HandshakeFault, HandshakeGap, HandshakePrediction } from './handshake-prediction.ts';
import type { UpgradeStepFact } from './reasons/upgrade-change.ts';

/** What is to be upgraded to. Null: as it is today. */
export type UpgradeTarget = {
  /** A release of Elasticsearch and Kibana, or a line of releases: `9.5.3`, `9.x`. */
  readonly release: string | null;
  /** A major release. */
  readonly jdk: number | null;
  /** `24`, `22.17.1`. */
  readonly node: string | null;
};

/** A handshake at one stage of the upgrade. */
export type StageReport = HandshakePrediction & {
  /** As people say it; what is missing, or what was agreed on. */
  readonly text: string;
};

/** Who connects to whom, before, during and after the upgrade. */
export type UpgradePairReport = {
  readonly kind: 'node-to-node' | 'kibana-to-node' | 'client-to-node' | 'client-to-kibana';
  readonly from: string;
  readonly to: string;
  /** What each runs on before and after: `JDK 17`. Several where today's does not show. */
  readonly runtimes: {
    readonly from: { readonly before: readonly string[]; readonly after: readonly string[] };
    readonly to: { readonly before: readonly string[]; readonly after: readonly string[] };
  };
  readonly before: StageReport;
  /** `from` is upgraded, `to` is not yet; absent where `from` is not upgraded. */
  readonly fromFirst?: StageReport;
  /** `to` is upgraded, `from` is not yet; absent where `from` is not upgraded. */
  readonly toFirst?: StageReport;
  readonly after: StageReport;
  /** `breaks`: by the upgrade. `broken-already`: it breaks today as well. `breaks-on-the-way`: only while one side is upgraded. */
  readonly verdict: 'works' | 'breaks' | 'breaks-on-the-way' | 'broken-already' | 'unknown';
  /** The code of what is missing, or of what was not seen; null where all is well. */
  readonly code: HandshakeFault['code'] | HandshakeGap['code'] | null;
  /** What the runtime itself could not be asked about, so that it rests on its source code. */
  readonly bySource: readonly string[];
};

/** Whether an upgrade breaks a handshake. */
export type UpgradeReport = {
  readonly target: UpgradeTarget & {
    /** What the release implies: `JDK 27, Node.js 24`. */
    readonly runtimes: readonly string[];
    /** What it rests on that the release brings them. Absent where no release was named. */
    readonly source?: string;
  };
  readonly verdict: 'ready' | 'not-ready' | 'undetermined';
  readonly pairs: readonly UpgradePairReport[];
  /** What to do, in order: first what has to be changed, then what is upgraded. */
  readonly steps: readonly {
    readonly code: UpgradeStepFact['code'];
    /** Who is changed, by their labels; empty of what is about none in particular. */
    readonly where: readonly string[];
    readonly text: string;
    /** For a file there. */
    readonly lines: readonly string[];
  }[];
};
