import type { Observation } from '../../model/observation.ts';
import type { EndpointReport } from '../../model/report.ts';
import type { Target } from '../../model/target.ts';
import { apiFactsOf } from './api-facts-of.ts';
import { type ApiOptions, type AskedNode, askNodes } from './ask-nodes.ts';
import { type Discovery, discoveryOf } from './discover-nodes.ts';
import { inParallel } from './in-parallel.ts';
import { createScanner, type ScannedEndpoint, type Scanner, type TargetOptions } from './scanner.ts';

/** How targets are surveyed. The signal's end leaves a report of what was done until then, marked as partial. */
export type SurveyOptions = TargetOptions & {
  /** Targets at once. Default 32. */
  readonly concurrency?: number;
  /** Called for each target when it begins to be asked, and when all that is to be seen of it was seen, or it failed. */
  readonly onTarget?: (target: Target, state: 'begun' | 'ended') => void;
  /** Called for each endpoint as soon as it is judged. */
  readonly onEndpoint?: (endpoint: EndpointReport) => void;
  /** Ask the REST API as well; absent, no question is asked but `GET /` without credentials. */
  readonly api?: ApiOptions;
};

/** All that was seen and judged, before it is summed up. */
export type ScanRun = {
  /** Those that were asked for, and those that were found. */
  readonly targets: readonly Target[];
  readonly done: ReadonlyMap<Target, readonly ScannedEndpoint[]>;
  /** Faults of handclasp's own. */
  readonly faults: readonly { readonly target: Target; readonly cause: unknown }[];
  /** Null where nobody asked for other nodes. */
  readonly discovery: Discovery | null;
};

/**
 * Probes every address of every target and judges it; with `options.api`, asks the REST API in between, whose answers on one endpoint may come from another. The signal's
 * end leaves what was done until then.
 *
 * @throws UsageError where an anchor is no certificate.
 */
export async function survey(targets: readonly Target[], options: SurveyOptions): Promise<ScanRun> {
  const { api } = options;
  return api === undefined ? await atOnce(targets, createScanner(options), options) : await inRounds(targets, options, api);
}

async function atOnce(targets: readonly Target[], scanner: Scanner, options: SurveyOptions): Promise<ScanRun> {
  const done = new Map<Target, readonly ScannedEndpoint[]>();
  const faults = await each(targets, options, async (target) => {
    done.set(target, tell(await scanner.examine(target), options));
  });
  const beside = besideOpenSearch([...done.values()].flat().map(({ evidence }) => evidence.observation));
  for (const [target, examined] of done) {
    if (!examined.some(({ evidence }) => beside(evidence.observation))) continue;
    done.set(
      target,
      await Promise.all(
        examined.map((one) => {
          const { observation } = one.evidence;
          return beside(observation) ? scanner.judge(observation, undefined, { besideOpenSearch: true }) : one;
        }),
      ),
    );
  }
  return { targets, done, faults, discovery: null };
}

async function inRounds(named: readonly Target[], options: SurveyOptions, api: ApiOptions): Promise<ScanRun> {
  const found: Target[] = [];
  const { serverName } = options;
  const narrowed: SurveyOptions = {
    ...options,
    // A name that was given is for the targets that were named.
    ...(serverName === undefined
      ? {}
      : {
          serverName: (target: Target) =>
            found.includes(target) ? undefined : typeof serverName === 'function' ? serverName(target) : serverName,
        }),
  };
  const scanner = createScanner(narrowed);
  const observed = new Map<Target, readonly Observation[]>();
  const asked: AskedNode[] = [];
  const faults: ScanRun['faults'][number][] = [];
  const round = async (targets: readonly Target[]) => {
    faults.push(
      ...(await each(targets, options, async (target) => {
        observed.set(target, await scanner.observe(target));
      })),
    );
    if (options.signal?.aborted) return;
    const observations = targets.flatMap((target) => observed.get(target) ?? []);
    asked.push(...(await unlessAborted(askNodes(observations, { ...narrowed, api }), options, [])));
  };

  await round(named);
  const discovery = api.discover ? discoveryOf(asked, named) : null;
  if (discovery !== null) {
    found.push(...discovery.added);
    await round(found);
  }
  const targets = [...named, ...found];
  const beside = besideOpenSearch([...observed.values()].flat());
  const done = new Map<Target, readonly ScannedEndpoint[]>();
  faults.push(
    // What was seen is judged, interrupted or not.
    ...(await each(targets, options.concurrency === undefined ? {} : { concurrency: options.concurrency }, async (target) => {
      const observations = observed.get(target);
      if (observations === undefined) return;
      const judged = observations.map((one) => scanner.judge(one, apiFactsOf(one, asked), { besideOpenSearch: beside(one) }));
      done.set(target, tell(await Promise.all(judged), options));
    })),
  );
  return { targets, done, faults, discovery };
}

/** A transport port that lets nobody in does not say of which product it is; the HTTP port of the same address may. */
function besideOpenSearch(observations: readonly Observation[]): (observation: Observation) => boolean {
  const addresses = new Set(
    observations.flatMap(({ service, address }) => (service.product === 'opensearch' && address !== null ? [address] : [])),
  );
  return ({ service, address }) => service.product === null && address !== null && addresses.has(address);
}

function tell(examined: readonly ScannedEndpoint[], options: SurveyOptions): readonly ScannedEndpoint[] {
  for (const { endpoint } of examined) options.onEndpoint?.(endpoint);
  return examined;
}

/** Work on each target, as many at once as the options say. What an interruption ends is no fault. */
async function each(
  targets: readonly Target[],
  { concurrency = 32, signal, onTarget }: Pick<SurveyOptions, 'concurrency' | 'signal' | 'onTarget'>,
  work: (target: Target) => Promise<void>,
): Promise<ScanRun['faults']> {
  const faults: ScanRun['faults'][number][] = [];
  await inParallel(targets, concurrency, async (target) => {
    if (signal?.aborted) return;
    onTarget?.(target, 'begun');
    try {
      await work(target);
    } catch (cause) {
      if (!signal?.aborted) faults.push({ target, cause });
    } finally {
      onTarget?.(target, 'ended');
    }
  });
  return faults;
}

async function unlessAborted<T>(work: Promise<T>, { signal }: SurveyOptions, otherwise: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (signal?.aborted) return otherwise;
    throw error;
  }
}
