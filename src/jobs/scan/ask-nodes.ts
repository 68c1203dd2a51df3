import { type AskNode, askNode } from '../../elastic/rest/ask-node.ts';
import type { NodeAnswers } from '../../model/api-facts.ts';
import type { Credentials } from '../../model/credentials.ts';
import type { Observation } from '../../model/observation.ts';
import { publicRoots } from '../../x509/public-roots.ts';
import { inParallel } from './in-parallel.ts';
import type { TargetOptions } from './scanner.ts';

/** How the REST API of each node that was seen is asked. */
export type ApiOptions = {
  /** Null asks as nobody, as a cluster without security lets. Given ones go over TLS alone, to servers whose certificate leads to the trust that was given. */
  readonly credentials: Credentials | null;
  /** Look at the other nodes of the cluster as well: each HTTP and transport address that they publish becomes a target. */
  readonly discover?: boolean;
  /** How a node is asked. Default: over the network. */
  readonly askNode?: AskNode;
};

/** A node that was asked, at the HTTP port where it was seen. */
export type AskedNode = { readonly observation: Observation; readonly answers: NodeAnswers };

type AskingOptions = Pick<
  TargetOptions,
  'anchors' | 'trustPublicRoots' | 'serverName' | 'identity' | 'timeoutMs' | 'signal' | 'onEvent'
> & {
  readonly api: ApiOptions;
};

/** Asks the REST API at each HTTP port among those that were seen. Rejects when the signal aborts. */
export async function askNodes(observations: readonly Observation[], options: AskingOptions): Promise<readonly AskedNode[]> {
  const anchors = [...(options.anchors ?? []), ...(options.trustPublicRoots ? publicRoots().map(({ der }) => der) : [])];
  const ports = observations.filter(isAskable);
  const asked = new Map<Observation, NodeAnswers>();
  await inParallel(ports, 16, async (observation) => {
    const { target, address, service } = observation;
    const name = typeof options.serverName === 'function' ? options.serverName(target) : options.serverName;
    options.onEvent?.(`${target.label} (${address}): REST API, ${callerOf(options.api)}`);
    const answers = await (options.api.askNode ?? askNode)({
      scheme: service.security === 'plaintext' ? 'http' : 'https',
      address: address ?? target.host,
      port: target.port,
      serverName: name ?? target.host,
      anchors,
      credentials: options.api.credentials,
      timeoutMs: options.timeoutMs ?? 5_000,
      ...(options.identity === undefined ? {} : { identity: options.identity }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    asked.set(observation, answers);
  });
  return ports.flatMap((observation) => {
    const answers = asked.get(observation);
    return answers === undefined ? [] : [{ observation, answers }];
  });
}

function callerOf({ credentials }: ApiOptions): string {
  if (credentials === null) return 'as nobody';
  return credentials.kind === 'password' ? `as the user ${credentials.user}` : 'with an API key';
}

/**
 * It showed that it is Elasticsearch or OpenSearch, or the user says so by the scheme: a port number alone is no reason to hand anyone a password, however well its
 * certificate verifies.
 */
function isAskable({ channel, channelFrom, reachability, service }: Observation): boolean {
  const named = service.product === 'elasticsearch' || service.product === 'opensearch' || channelFrom === 'scheme';
  return channel === 'http' && reachability.kind === 'open' && named && (service.security === 'tls' || service.security === 'plaintext');
}
