import { UsageError } from '../../index.ts';
import { file, type Options, type Values } from './option.ts';

/** To keep what a run saw, and to report on it again. */
export const replayOptions = {
  save: file('save', {
    group: 'Files',
    asks: true,
    help: 'Save what the servers showed, for --replay',
    detail: 'certificates and what servers tell everyone, no key and no password; only you can read the file',
  }),
  replay: file('replay', {
    group: 'Files',
    help: 'Report on what a run saved, without the network',
    detail: 'with its trust and targets unless you give others',
  }),
};

export type ReplayRequest = Values<typeof replayOptions>;

/** @throws UsageError where the network is not to be asked, and an option says how */
export function checkReplay(options: Options, values: Values<Options>): void {
  if (typeof values.replay !== 'string') return;
  const asking = Object.entries(options).find(([key, { asks }]) => asks && isGiven(values[key]))?.[1];
  if (asking === undefined) return;
  throw new UsageError(
    'arguments',
    `--${asking.name} and --replay cannot be used together`,
    'nothing is asked: the file has what was seen, as it was asked then',
  );
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
}
