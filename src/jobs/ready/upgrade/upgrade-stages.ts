import type { HandshakePrediction } from '../../../model/handshake-prediction.ts';
import type { StageReport, UpgradePairReport } from '../../../model/upgrade-report.ts';
import { handshakeText } from '../../../wording/handshake-fault-texts.ts';

/** What a stage may come to, by the runtimes that it may be on. */
export type Outcome = { readonly on: string; readonly prediction: HandshakePrediction };

/** One outcome for all: they agree, or it cannot be told. */
export function agreed(outcomes: readonly Outcome[]): HandshakePrediction {
  const [first, ...others] = outcomes;
  if (first === undefined) return { kind: 'unknown', because: { code: 'runtime-unknown', of: 'it' } };
  const undecided = outcomes.find(({ prediction }) => prediction.kind === 'unknown');
  if (undecided !== undefined) return undecided.prediction;
  if (others.every(({ prediction }) => prediction.kind === first.prediction.kind)) return first.prediction;
  const on = (kind: HandshakePrediction['kind']) => outcomes.filter(({ prediction }) => prediction.kind === kind).map((one) => one.on);
  return {
    kind: 'unknown',
    because: { code: 'runtimes-differ', completes: [...new Set(on('completes'))], breaks: [...new Set(on('breaks'))] },
  };
}

export function stageReport(prediction: HandshakePrediction): StageReport {
  return { ...prediction, text: handshakeText(prediction) };
}

export type Stages = Pick<UpgradePairReport, 'before' | 'after'> & {
  readonly fromFirst?: StageReport;
  readonly toFirst?: StageReport;
};

/**
 * What the stages come to.
 *
 * @param ways the stages on the way that cannot be left out
 */
export function verdictOf({ before, after }: Stages, ways: readonly StageReport[]): Pick<UpgradePairReport, 'verdict' | 'code'> {
  if (after.kind === 'breaks') return { verdict: before.kind === 'breaks' ? 'broken-already' : 'breaks', code: after.fault.code };
  if (after.kind === 'unknown') return { verdict: 'unknown', code: after.because.code };
  const broken = ways.find(({ kind }) => kind === 'breaks');
  if (broken?.kind === 'breaks')
    return { verdict: before.kind === 'breaks' ? 'works' : 'breaks-on-the-way', code: before.kind === 'breaks' ? null : broken.fault.code };
  const open = ways.find(({ kind }) => kind === 'unknown');
  if (open?.kind === 'unknown') return { verdict: 'unknown', code: open.because.code };
  return { verdict: 'works', code: null };
}
