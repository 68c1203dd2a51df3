import type { Format } from '../format.ts';
import { bySink } from '../sink/by-sink.ts';

/** For Nagios, Icinga and whatever runs their plugins; with it, the exit status is a plugin's. */
export const nagios: Format = {
  name: 'nagios',
  help: "a plugin's line, with a plugin's exit status",
  endings: ['nagios'],
  plain: false,
  newOnly: true,
  ...bySink(async ({ problems }) => (await import('../open-nagios.ts')).openNagios(await problems())),
};
