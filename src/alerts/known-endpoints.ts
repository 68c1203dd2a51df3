import type { AlertRun } from './alert-run.ts';
import type { AlertState, KnownEndpoint } from './alert-state.ts';

/** What is known of endpoints after a run: what each showed last, and for how long it has not. */
export function knownEndpoints({ endpoints: before, certificates }: AlertState, run: AlertRun): AlertState['endpoints'] {
  const after: Record<string, KnownEndpoint> = {};
  const answered = new Set(run.endpoints.filter(({ chain }) => chain.length > 0).map(({ target }) => target));
  const endOf = (sha256: string) => certificates[sha256]?.notAfter ?? '';
  for (const { name, target, chain } of run.endpoints) {
    const known = before[name];
    const [leaf] = chain;
    if (leaf === undefined) continue;
    const last = known?.shown[0];
    const isRenewed = last !== undefined && last !== leaf.sha256 && endOf(last) < leaf.notAfter;
    after[name] = {
      target,
      shown: chain.map(({ sha256 }) => sha256),
      before: isRenewed ? last : last === leaf.sha256 ? (known?.before ?? null) : null,
      missed: 0,
    };
  }
  for (const [name, known] of Object.entries(before)) {
    if (after[name] !== undefined) continue;
    const isAsked = run.byName.has(name);
    // Of what a run that was interrupted did not come to, nothing is known anew.
    if (!isAsked && run.isPartial) after[name] = known;
    // It is asked no more, or the name has another address.
    else if (!run.targets.has(known.target) || (!isAsked && answered.has(known.target))) continue;
    else after[name] = { ...known, missed: known.missed + 1 };
  }
  return after;
}
