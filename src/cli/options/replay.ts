import { UsageError } from '../../index.ts';
import { file, type Options, type Values } from './option.ts';

/** To keep what a run saw, and to report on it again. */
export const replayOptions = {
  save: file('save', {
    group: 'Files',
    asks: true,
    help: 'Save what was seen, for --replay',
    detail: 'for your eyes alone; certificates and what servers tell everyone, no key and no password',
  }),
  replay: file('replay', {
    group: 'Files',
    help: 'Ask nothing, and report on what a run saved',
    detail: 'its trust and its targets hold unless others are given',
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
    `--${asking.name} and --replay exclude each other`,
    'nothing is asked: the file has what was seen, as it was asked then',
  );
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
}
