import type { Setup } from '../../model/setup.ts';
import { readElasticsearchKeystore } from '../../stores/elasticsearch-keystore.ts';
import { settingsOfElasticsearchVariables } from '../container/elasticsearch-variables.ts';
import { placesOfContainer, placesOfDirectory } from '../file-places.ts';
import { openConfiguration, type ReadOptions } from '../open-configuration.ts';
import { elasticsearchSetup } from './elasticsearch-setup.ts';
import { keystoreStartupErrors, unreadableYml } from './file-faults.ts';
import { readJvm } from './read-jvm.ts';
import { majorOf } from './tls-defaults.ts';
import { unicastHosts } from './unicast-hosts.ts';

const configurationInImage = '/usr/share/elasticsearch/config';

/**
 * What a node of Elasticsearch would load from its configuration directory, and every reason for which it would not start, in the order in which
 * it checks. Never throws for what files hold: a file that is missing, locked or broken is part of the Setup.
 */
export async function readElasticsearchSetup(options: ReadOptions): Promise<Setup> {
  const { passwords, version = null } = options;
  const { opened, keystoreFile, keystore, ...configuration } = await openConfiguration(options, {
    product: 'elasticsearch',
    variables: majorOf(version) === 7 ? 'elasticsearch-7' : 'elasticsearch',
    separator: ',',
    readKeystore: readElasticsearchKeystore,
    settingsOfVariables: settingsOfElasticsearchVariables,
  });
  const { directory } = configuration.recorded;
  const setup = await elasticsearchSetup({
    ...configuration,
    text: opened.bytes === null ? '' : Buffer.from(opened.bytes).toString('utf8'),
    passwords,
    places:
      options.container === undefined
        ? placesOfDirectory(directory, directory)
        : placesOfContainer(options.container.mounts, configurationInImage, configurationInImage),
    jvm: options.container === undefined ? await readJvm(directory, null) : null,
    filesAreElsewhere: false,
    ofYml: opened.fault === 'denied' ? [unreadableYml(configuration.ymlFile, opened)] : [],
    ofKeystore: options.container?.keystoreFile === null ? [] : keystoreStartupErrors(keystore, keystoreFile),
  });
  const { facts } = setup;
  return facts.seedProviders.includes('file')
    ? { ...setup, facts: { ...facts, seedHosts: [...facts.seedHosts, ...(await unicastHosts(directory))] } }
    : setup;
}
