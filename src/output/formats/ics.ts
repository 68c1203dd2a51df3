import type { Format } from '../format.ts';
import { bySink } from '../sink/by-sink.ts';

/** Ends of certificates for a calendar. */
export const ics: Format = {
  name: 'ics',
  help: 'a calendar with the end of each certificate',
  endings: ['ics'],
  plain: false,
  ...bySink(async ({ certificates }) => (await import('../open-ics.ts')).openIcs(await certificates())),
};
