import { createHash } from 'node:crypto';
import { type AskNode, askNode as askOverNetwork } from '../elastic/rest/ask-node.ts';
import type { NodeAnswers } from '../model/api-facts.ts';
import type { LocalLimit } from '../model/local-limit.ts';
import { nothingAnswered, type Observation } from '../model/observation.ts';
import { allAnswered } from '../model/shortfall.ts';
import type { Target } from '../model/target.ts';
import type { Probe, ProbeOptions } from '../probe/probe-options.ts';
import { probeTarget } from '../probe/probe-target.ts';
import type { SavedAnswers, SavedRun, SavedTarget } from './saved-run.ts';

/** A probe that keeps what it saw. */
export type Recording = {
  readonly probe: Probe;
  readonly askNode: AskNode;
  readonly asked: readonly SavedTarget[];
  readonly answers: readonly SavedAnswers[];
};

/** Keeps what a run sees; of a target that is asked twice the same way, the last time. By default it asks over the network. */
export function record(probe: Probe = probeTarget, askNode: AskNode = askOverNetwork): Recording {
  const asked = new Map<string, SavedTarget>();
  const answers = new Map<string, SavedAnswers>();
  return {
    probe: async (target, options) => {
      const observations = await probe(target, options);
      const way = wayOf(options);
      asked.set(keyOf(target, way), { target, ...way, observations });
      return observations;
    },
    askNode: async (options) => {
      const { address, port } = options;
      const reported = await askNode(options);
      answers.set(`${address} ${port}`, { address, port, answers: reported });
      return reported;
    },
    get asked() {
      return [...asked.values()];
    },
    get answers() {
      return [...answers.values()];
    },
  };
}

/**
 * Gives what was saved in place of asking. What was not asked then is told as that; of a run that was interrupted, not at all. What was seen with one client certificate
 * shows nothing of what becomes of another.
 */
export function replay({ asked, api, partial }: Pick<SavedRun, 'asked' | 'api' | 'partial'>): Pick<Recording, 'probe' | 'askNode'> {
  const byWay = new Map(asked.map((one) => [keyOf(one.target, one), one]));
  const answers = new Map((api?.answers ?? []).map((one) => [`${one.address} ${one.port}`, one.answers]));
  return {
    probe: async (target, options) => {
      const way = wayOf(options);
      const alike = asked.filter((one) => one.target.label === target.label);
      const saved =
        byWay.get(keyOf(target, way)) ??
        alike.find(({ identity }) => identity === way.identity) ??
        alike.find(({ identity }) => identity === null || way.identity === null);
      // The target of the caller has what was written this time, which reports name.
      if (saved !== undefined) return saved.observations.map((one) => ({ ...one, target }));
      return partial ? [] : [notAsked(target, alike.length > 0 ? 'saved-otherwise' : 'not-saved')];
    },
    askNode: async ({ address, port, scheme }) => answers.get(`${address} ${port}`) ?? noAnswers(`${scheme}://${address}:${port}`),
  };
}

type Way = Pick<SavedTarget, 'serverName' | 'identity'>;

function wayOf({ serverName, identity }: ProbeOptions): Way {
  const leaf = identity?.chain[0];
  return {
    ...(serverName === undefined ? {} : { serverName }),
    identity: leaf === undefined ? null : createHash('sha256').update(leaf).digest('hex'),
  };
}

function keyOf({ label }: Target, { serverName, identity }: Way): string {
  return JSON.stringify([label, serverName === undefined ? 0 : serverName, identity]);
}

/** A target that was not asked for a limit of our own. */
export function notAsked(target: Target, limit: LocalLimit): Observation {
  const at = new Date(0);
  return {
    target,
    address: null,
    localAddress: null,
    unanswered: allAnswered,
    channel: target.scheme ?? 'unknown',
    channelFrom: target.scheme ? 'scheme' : 'nothing',
    startedAt: at,
    finishedAt: at,
    reachability: { kind: 'not-attempted', limit },
    service: nothingAnswered,
    conversations: [],
    versions: {},
    clientAuth: {},
    selfSignedAnswer: 'not-asked',
    clock: null,
    vantage: null,
    cost: { connections: 0, bytesSent: 0, bytesReceived: 0, durationMs: 0 },
  };
}

function noAnswers(url: string): NodeAnswers {
  const refused = { kind: 'refused', because: { code: 'not-saved' } } as const;
  return {
    url,
    askedAt: new Date(0),
    cluster: refused,
    self: refused,
    nodes: refused,
    certificates: refused,
    members: refused,
    remotes: refused,
    clocks: refused,
  };
}
