import { type SavedRun, type Target, UsageError } from '../index.ts';
import type { JoinRequest } from './commands/join.ts';
import { readTargets } from './read-targets.ts';
import type { RunSource } from './run-source.ts';
import { chosenTargets, givenTargets } from './saved-targets.ts';
import type { Terminal } from './terminal.ts';

/** Who is to join whom, as far as the command line says. */
type NamedNodes = {
  readonly nodes: readonly Target[];
  /** Empty where the files, or the nodes themselves, tell. */
  readonly members: readonly Target[];
};

/** Of the command line; where it leaves one or both out, and a saved run is looked at, of that. @throws UsageError */
export async function namedNodes(request: JoinRequest, source: RunSource, terminal: Terminal): Promise<NamedNodes> {
  const [nodes, members] = [
    await transportTargets(request.targets, request, terminal),
    await transportTargets(request.to, request, terminal),
  ];
  if (source.kind === 'network') return { nodes, members };
  const chosen = { nodes: chosenTargets(source, nodes).map(asNode), members: chosenTargets(source, members).map(asNode) };
  const all = savedNodes(source.saved, request.config !== null);
  const others = (targets: readonly Target[], taken: readonly Target[]) =>
    targets.filter(({ label }) => !taken.some((one) => one.label === label));
  const named = {
    nodes: chosen.nodes.length > 0 ? chosen.nodes : others(all.nodes, chosen.members),
    members: chosen.members.length > 0 ? chosen.members : others(all.members, chosen.nodes),
  };
  if (request.config === null && request.log === null && named.nodes.length + named.members.length < 2) {
    const isFromFiles = source.saved.command === 'join' && all.nodes.length + all.members.length === 0;
    throw new UsageError(
      'no-target',
      isFromFiles ? `${source.file} was saved with --config, and names no nodes` : 'join needs the cluster as well',
      isFromFiles ? 'give --config DIR here, too' : 'add --to es01 es02, or --config DIR',
    );
  }
  return named;
}

/** A run of another command does not say who is to join whom: all are compared with one another, or are those that the node with these files is to join. */
function savedNodes(saved: SavedRun, hasFiles: boolean): NamedNodes {
  if (saved.command === 'join') return { nodes: saved.targets, members: saved.members };
  if (hasFiles) return { nodes: [], members: [] };
  const elsewhere = new Set(
    saved.asked.flatMap(({ target, observations }) =>
      observations.some(({ channel }) => channel === 'http' || channel === 'kibana') ? [target.label] : [],
    ),
  );
  return { nodes: onlyNodes(givenTargets(saved)).filter(({ label }) => !elsewhere.has(label)), members: [] };
}

async function transportTargets(
  words: readonly string[],
  { quiet }: { readonly quiet: boolean },
  terminal: Terminal,
): Promise<readonly Target[]> {
  return words.length === 0 ? [] : onlyNodes(await readTargets(words, terminal, { quiet }));
}

/** A bare name is its transport port, and nothing else: that is what nodes connect to. */
function onlyNodes(targets: readonly Target[]): readonly Target[] {
  return targets.filter(({ implied, port }) => implied !== true || port === 9300).map(asNode);
}

function asNode({ label, host, port, scheme }: Target): Target {
  return { label, host, port, scheme: scheme ?? 'transport' };
}
