import { directory, file, text, texts, type Values } from './option.ts';
import { passwordsOption } from './passwords.ts';

/** @param settings the file that is looked for in the directory, such as `elasticsearch.yml` */
export function setupOptions(settings: string) {
  return {
    config: directory('config', { group: 'Files', common: true, help: `The directory with ${settings}`, detail: 'or a compose file' }),
    service: text('service', 'NAME', {
      group: 'Files',
      help: 'Service of the compose file',
      usual: 'the only one with an image of the product',
    }),
    release: text('release', 'VERSION', {
      group: 'Files',
      help: 'Release of the product, such as 9.1.2',
      usual: 'looked for beside it',
    }),
    ...passwordsOption('Files'),
    envFile: file('env-file', {
      group: 'Files',
      help: 'Environment of the service, as NAME=value lines',
      detail: 'for the variables in its settings, and for the settings that container images take from it',
      usual: 'the environment of this process',
    }),
    setting: texts('setting', 'KEY=VALUE', {
      group: 'Files',
      alias: 'E',
      help: 'A setting that the service is started with',
    }),
  };
}

/** Where a node's, or a Kibana's, own files are, and what it takes to read them; null for what nobody said. */
export type SetupRequest = Values<ReturnType<typeof setupOptions>>;
