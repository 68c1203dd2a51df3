import { flag } from './option.ts';

/** What every command has. Both are answered before anything else is looked at. */
export const generalOptions = {
  help: flag('help', { alias: 'h', group: 'General', help: 'Show this help' }),
  version: flag('version', { alias: 'V', group: 'General', help: 'Show the version' }),
};
