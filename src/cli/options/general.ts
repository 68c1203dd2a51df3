import { file, flag } from './option.ts';

/** What every command has. Help and version are answered before anything else is looked at. */
export const generalOptions = {
  help: flag('help', { alias: 'h', group: 'General', help: 'Show this help' }),
  version: flag('version', { alias: 'V', group: 'General', help: 'Show the version' }),
  configFile: file('config-file', {
    group: 'General',
    help: 'Options, targets and waivers, as in handclasp.yml',
    detail: 'the command line takes precedence; options of other commands are ignored',
  }),
  noColor: flag('no-color', {
    group: 'General',
    help: 'No colour',
    detail: 'or set NO_COLOR; FORCE_COLOR=1 turns colour on where there is no terminal',
  }),
};
