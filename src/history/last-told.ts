import type { EndpointState, PastFinding, PastUnknown } from '../model/past-run.ts';

/** What is known of findings: those that are there, and what could not be judged. */
type Judged = { readonly findings: readonly PastFinding[]; readonly unknown: readonly PastUnknown[] };

/**
 * What an endpoint was when it could last be told. What did not answer for a while, or could not be judged, has neither gone nor changed meanwhile: it is as it was before. Null where it
 * never answered.
 *
 * @param earlier its states before that one, the latest first; asked for where they are needed
 */
export function lastTold(state: EndpointState | null, earlier: () => readonly EndpointState[]): EndpointState | null {
  if (state === null || state.reachability !== 'open') {
    const answered = earlier().filter(({ reachability }) => reachability === 'open');
    const [last, ...before] = answered;
    return last === undefined ? null : lastTold(last, () => before);
  }
  const isTold = state.unknown.length === 0 && state.certificate !== null && state.clientAuth !== null && state.clientAuth !== 'unknown';
  // In the clear there is nothing more to be told.
  if (isTold || (state.service.security === 'plaintext' && state.unknown.length === 0)) return state;
  const before = earlier().filter(({ reachability }) => reachability === 'open');
  const auth = [state, ...before].find(({ clientAuth }) => clientAuth !== null && clientAuth !== 'unknown');
  return {
    ...state,
    ...lastJudged(state, before),
    certificate: [state, ...before].find(({ certificate }) => certificate !== null)?.certificate ?? null,
    clientAuth: auth?.clientAuth ?? state.clientAuth,
  };
}

/** The same with the last verdict of each rule that could not be judged. */
export function lastJudged({ findings, unknown }: Judged, earlier: readonly Judged[]): Judged {
  const found = [...findings];
  const still: PastUnknown[] = [];
  for (const one of unknown) {
    const last = earlier.find((state) => !state.unknown.some(({ rule }) => rule === one.rule));
    if (last === undefined) still.push(one);
    else found.push(...last.findings.filter(({ rule }) => rule === one.rule));
  }
  return { findings: found, unknown: still };
}
