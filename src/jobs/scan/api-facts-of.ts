import type { ApiFacts, ListedNode, NodeAnswers, PublishedAddress, RemoteConnection } from '../../model/api-facts.ts';
import { hostAndPort } from '../../model/host-port.ts';
import type { Observation } from '../../model/observation.ts';
import type { AskedNode } from './ask-nodes.ts';

/** What the answers of all nodes that were asked say of one endpoint. Pure. */
export function apiFactsOf(observation: Observation, asked: readonly AskedNode[]): ApiFacts {
  const itself = asked.find((one) => one.observation === observation);
  const own = itself ?? asked.find((one) => one.answers.self.kind === 'told' && isAt(one.answers.self.value, observation, one, 'bound'));
  const self = own?.answers.self.kind === 'told' ? own.answers.self.value : null;
  const node = self ?? listed(observation, asked);
  return {
    own: own?.answers ?? null,
    direct: own !== undefined && self !== null && isAt(self, observation, own, 'bound'),
    node,
    member: memberOf(observation, node, asked),
    clock:
      node === null
        ? null
        : clockOf(
            node,
            asked.map(({ answers }) => answers),
          ),
    remoteConnections: asked.flatMap((one) => remoteConnectionsOf(one, observation)),
  };
}

function listed(observation: Observation, asked: readonly AskedNode[]): ListedNode | null {
  for (const one of asked) {
    const { nodes } = one.answers;
    const found = nodes.kind === 'told' ? nodes.value.find((node) => isAt(node, observation, one, 'published')) : undefined;
    if (found !== undefined) return found;
  }
  return null;
}

/** Whether the endpoint is a port of the node. What another node binds is of its own machine, so for others the published address alone counts. */
function isAt(node: ListedNode, observation: Observation, asker: AskedNode, by: 'published' | 'bound'): boolean {
  const ports = [node.transport, node.http].flatMap((port) => port ?? []);
  return ports
    .flatMap((port) => (by === 'bound' ? [port.published, ...port.bound] : [port.published]))
    .some((at) => isEndpoint(at, observation, asker));
}

function isEndpoint({ address, port }: Pick<PublishedAddress, 'address' | 'port'>, observation: Observation, asker: AskedNode): boolean {
  if (address !== observation.address || port !== observation.target.port) return false;
  // Every machine has a loopback of its own.
  return !isLoopback(address) || isLoopback(asker.observation.address ?? '');
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

function memberOf(observation: Observation, node: ListedNode | null, asked: readonly AskedNode[]): ApiFacts['member'] {
  let missing: ApiFacts['member'] = { kind: 'refused', because: { code: 'members-not-asked' } };
  for (const one of asked) {
    const { members } = one.answers;
    if (members.kind !== 'told') {
      if (missing.kind !== 'told') missing = members;
      continue;
    }
    const found = members.value.find((member) => {
      const published = node?.transport?.published;
      return published === undefined
        ? isEndpoint(member, observation, one)
        : member.address === published.address && member.port === published.port;
    });
    if (found !== undefined) return { kind: 'told', value: { name: found.name, others: members.value.length - 1 } };
    missing = { kind: 'told', value: null };
  }
  return missing;
}

function clockOf({ id }: ListedNode, answers: readonly NodeAnswers[]): ApiFacts['clock'] {
  for (const { clocks } of answers) {
    if (clocks.kind === 'told' && Object.hasOwn(clocks.value, id)) return clocks.value[id] ?? null;
  }
  return null;
}

function remoteConnectionsOf({ observation: asker, answers }: AskedNode, { target, address }: Observation): readonly RemoteConnection[] {
  if (answers.remotes.kind !== 'told') return [];
  const names = [target.host, address].flatMap((host) => (host === null ? [] : [hostAndPort(host, target.port)]));
  return answers.remotes.value
    .filter(({ addresses }) => addresses.some((one) => names.includes(one.toLowerCase())))
    .map(({ alias, apiKey, connected }) => ({ by: asker.target.label, alias, apiKey, connected }));
}
