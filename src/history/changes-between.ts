import type { Change, ChangesReport } from '../model/change.ts';
import { groupBy } from '../model/group-by.ts';
import type { ClusterState, EndpointState, PastEndpoint, PastRun } from '../model/past-run.ts';
import { severities } from '../model/severity.ts';
import { changeText } from '../wording/change-text.ts';
import { endpointChanges, findingChanges, type JudgedChange } from './endpoint-changes.ts';
import type { History } from './history.ts';
import { lastJudged, lastTold } from './last-told.ts';

/** What a history has to be asked for. */
type Past = Pick<History, 'endpointsOf' | 'clusterOf' | 'earlierStates' | 'earlierClusters'>;

/**
 * All that changed from one run to a later one. An endpoint is known again by target and address; by its target alone where that has one address in both, since addresses change. One that a run
 * which was interrupted did not come to has not gone.
 */
export function changesBetween(history: Past, from: PastRun, to: PastRun): ChangesReport {
  const [before = [], after = []] = history.endpointsOf(from, to);
  const earlierOf = matcher(before, after);
  const matched = new Set<PastEndpoint>();
  const changes: Change[] = [];
  let compared = 0;
  const changed = new Set<string>();
  const note = (endpoint: PastEndpoint, found: readonly JudgedChange[]) => {
    if (found.length > 0) changed.add(`${endpoint.target} ${endpoint.address}`);
    changes.push(...found.map((change) => placed(change, endpoint.target, endpoint.address)));
  };
  for (const endpoint of after) {
    const earlier = earlierOf(endpoint);
    if (earlier !== undefined) {
      matched.add(earlier);
      compared += 1;
      // Equal states are one object.
      if (earlier.state === endpoint.state) continue;
    }
    const [was, is] = [reached(earlier), reached(endpoint)];
    if (was !== 'open' && is !== 'open') continue;
    const earlierStates = lazily(() => history.earlierStates(earlier ?? endpoint, from));
    const told = is === 'open' ? lastTold(earlier?.state ?? null, earlierStates) : null;
    const had = lazily(() => rulesOf(earlierStates()));
    const hadBefore = (rule: string) => had().has(rule);
    if (is !== 'open') note(endpoint, [{ kind: 'endpoint-went', after: is, severity: 'medium' }]);
    else
      note(endpoint, [
        // A run that was interrupted may not have come to it.
        ...(was === 'open' || (earlier === undefined && from.partial)
          ? []
          : [{ kind: 'endpoint-came', before: was, severity: 'info' } as const]),
        ...(told === null
          ? findingChanges(nothing, endpoint.state, hadBefore).filter(({ kind }) => kind !== 'no-longer-judged')
          : endpointChanges(told, endpoint.state, hadBefore)),
      ]);
  }
  if (!to.partial) {
    for (const earlier of before) {
      if (!matched.has(earlier) && reached(earlier) === 'open')
        note(earlier, [{ kind: 'endpoint-went', after: 'not-asked', severity: 'info' }]);
    }
  }
  if (from.command === to.command) changes.push(...clusterChanges(history, from, to));
  return {
    from,
    to,
    changes: changes.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
    endpoints: { compared, changed: changed.size },
  };
}

const nothing = { findings: [], unknown: [] } as const;

function reached(endpoint: PastEndpoint | undefined): EndpointState['reachability'] | 'not-asked' {
  return endpoint?.state.reachability ?? 'not-asked';
}

function rulesOf(states: readonly (EndpointState | ClusterState)[]): ReadonlySet<string> {
  return new Set(states.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
}

function clusterChanges(history: Past, from: PastRun, to: PastRun): readonly Change[] {
  const [was, is] = [history.clusterOf(from), history.clusterOf(to)];
  const earlier = lazily(() => history.earlierClusters(from));
  const had = lazily(() => rulesOf(earlier()));
  const told = was.unknown.length === 0 ? was : lastJudged(was, earlier());
  const subjects = (rule: string) => [...is.findings, ...was.findings].find((one) => one.rule === rule)?.subjects.join(', ') ?? '';
  const found = findingChanges(told, is, (rule) => had().has(rule)).map((change) =>
    placed(change, 'rule' in change ? subjects(change.rule) : '', null),
  );
  if (was.policy === null || is.policy === null || was.policy.name !== is.policy.name || was.policy.verdict === is.policy.verdict)
    return found;
  const { name: policy, verdict } = is.policy;
  const severity = verdict === 'ready' ? 'info' : verdict === 'not-ready' ? 'high' : 'medium';
  return [...found, placed({ kind: 'policy-verdict-changed', policy, before: was.policy.verdict, after: verdict, severity }, '', null)];
}

function placed(change: JudgedChange, target: string, address: string | null): Change {
  return { ...change, target, address, message: changeText(change) };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Finds the endpoint of the earlier run that one of the later run was. */
function matcher(before: readonly PastEndpoint[], after: readonly PastEndpoint[]): (endpoint: PastEndpoint) => PastEndpoint | undefined {
  const now = groupBy(after, ({ target }) => target);
  const then = groupBy(before, ({ target }) => target);
  return ({ target, address }) => {
    const known = then.get(target) ?? [];
    const isOnly = known.length === 1 && now.get(target)?.length === 1;
    return known.find((one) => one.address === address) ?? (isOnly ? known[0] : undefined);
  };
}
