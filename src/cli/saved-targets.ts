import { type Deployment, type SavedRun, someNamed, type Target, UsageError } from '../index.ts';
import { readTargets } from './read-targets.ts';
import type { RunSource } from './run-source.ts';
import type { Terminal } from './terminal.ts';

/** The targets of the command line; where a saved run is looked at, those of them that it has, and without any all that it was given. @throws UsageError */
export async function targetsBy(
  source: RunSource,
  {
    targets: words,
    quiet,
    deployment,
  }: { readonly targets: readonly string[]; readonly quiet: boolean; readonly deployment: Deployment | null },
  terminal: Terminal,
): Promise<readonly Target[]> {
  // Without any, there are files or archives to look at instead: the command line was held to that.
  if (source.kind === 'network') return words.length === 0 ? [] : await readTargets(words, terminal, { quiet, deployment });
  return words.length === 0 ? givenTargets(source.saved) : chosenTargets(source, await readTargets(words, terminal, { quiet, deployment }));
}

/** What it was given; of one that had its targets from files alone, what it asked. */
export function givenTargets({ targets, members, asked }: SavedRun): readonly Target[] {
  const given = [...targets, ...members];
  return given.length > 0 ? given : asked.map(({ target }) => target);
}

/** @throws UsageError where the saved run knows nothing of one of them; of the default ports of a host it is enough that it knows one. */
export function chosenTargets({ saved, file }: Extract<RunSource, { readonly kind: 'file' }>, named: readonly Target[]): readonly Target[] {
  const known = new Map(
    [...saved.asked.map(({ target }) => target), ...saved.members, ...saved.targets].map((one) => [endpointOf(one), one]),
  );
  const foundHosts = new Set(named.filter((target) => known.has(endpointOf(target))).map(({ host }) => host));
  const missing = named.find((target) => !(target.implied ? foundHosts.has(target.host) : known.has(endpointOf(target))));
  if (missing !== undefined) {
    const labels = [...known.values()].map(({ label }) => label);
    throw new UsageError(
      'no-target',
      `${file} has nothing of ${missing.implied ? missing.host : missing.label}`,
      labels.length === 0 ? 'it has no targets' : `it has ${someNamed(labels, 5)}`,
    );
  }
  return named.flatMap((target) => known.get(endpointOf(target)) ?? []);
}

function endpointOf({ host, port }: Target): string {
  return `${host} ${port}`;
}

/** By what name a target was asked then, for the name check. */
export function savedNames({ asked }: SavedRun): (target: Target) => string | null | undefined {
  const names = new Map(asked.map(({ target, serverName }) => [target.label, serverName]));
  return ({ label }) => names.get(label);
}
