import { directory, file, text, type Values } from './option.ts';
import { passwordsOption } from './passwords.ts';

/** @param settings the file that is looked for in the directory, such as `elasticsearch.yml` */
export function setupOptions(settings: string) {
  return {
    config: directory('config', { group: 'Files', common: true, help: `The directory with ${settings}` }),
    release: text('release', 'VERSION', {
      group: 'Files',
      help: 'Release of the product, such as 9.1.2',
      usual: 'looked for beside it',
    }),
    ...passwordsOption('Files'),
    envFile: file('env-file', {
      group: 'Files',
      help: 'Environment of the service, as NAME=value lines',
      detail: 'for the variables in its settings',
      usual: 'the environment of this process',
    }),
  };
}

/** Where a node's, or a Kibana's, own files are, and what it takes to read them; null for what nobody said. */
export type SetupRequest = Values<ReturnType<typeof setupOptions>>;
