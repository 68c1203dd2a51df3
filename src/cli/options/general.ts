import { flag } from './option.ts';

/** What every command has. Help and version are answered before anything else is looked at. */
export const generalOptions = {
  help: flag('help', { alias: 'h', group: 'General', help: 'Show this help' }),
  version: flag('version', { alias: 'V', group: 'General', help: 'Show the version' }),
  noColor: flag('no-color', {
    group: 'General',
    help: 'No colour',
    detail: 'or set NO_COLOR; FORCE_COLOR=1 is for colour where there is no terminal',
  }),
};
