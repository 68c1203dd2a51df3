import type { Setup } from '../../model/setup.ts';
import { readElasticsearchKeystore } from '../../stores/elasticsearch-keystore.ts';
import { misplacedElsewhere } from '../misplaced-material.ts';
import { openConfiguration, type ReadOptions, withItsSettings } from '../open-configuration.ts';
import { bootstrapFaults } from './bootstrap-faults.ts';
import { contextPlans, inLoadingOrder } from './context-plans.ts';
import { keystoreStartupErrors, unreadableYml, ymlStartupError } from './file-faults.ts';
import { serverFaults } from './listener-faults.ts';
import { type LoadedContext, loadContext } from './load-context.ts';
import { factsOf } from './node-facts.ts';
import { readJvm } from './read-jvm.ts';
import { settingFaults } from './setting-faults.ts';
import { blockRemarks, jvmRemarks, securityRemarks, shapeWarnings } from './setup-warnings.ts';
import { majorOf } from './tls-defaults.ts';
import { unicastHosts } from './unicast-hosts.ts';

/**
 * What a node of Elasticsearch would load from its configuration directory, and every reason for which it would not start, in the order in which
 * it checks. Never throws for what files hold: a file that is missing, locked or broken is part of the Setup.
 */
export async function readElasticsearchSetup(options: ReadOptions): Promise<Setup> {
  const { passwords, version = null } = options;
  const old = majorOf(version) === 7;
  const { ymlFile, opened, yml, keystoreFile, keystore, settings, secretsUnknown, recorded, unknown } = await openConfiguration(options, {
    product: 'elasticsearch',
    variables: old ? 'elasticsearch-7' : 'elasticsearch',
    separator: ',',
    readKeystore: readElasticsearchKeystore,
  });
  const { directory } = recorded;
  const jvm = await readJvm(directory, null);
  const plans = contextPlans(settings);
  const loaded: LoadedContext[] = [];
  for (const plan of inLoadingOrder(plans)) {
    loaded.push(await loadContext(plan, { settings, directory, version, passwords, secretsUnknown }));
  }
  const contexts = plans.flatMap(({ prefix }) =>
    loaded.flatMap(({ context }) => (context.name === prefix ? [withItsSettings(context, recorded.settings)] : [])),
  );
  const facts = factsOf(settings, old);
  const text = opened.bytes === null ? '' : Buffer.from(opened.bytes).toString('utf8');
  const listeners = serverFaults(settings, contexts, version);
  const startupErrors = loaded.flatMap((context) => context.startupErrors);
  return {
    ...recorded,
    facts: facts.seedProviders.includes('file') ? { ...facts, seedHosts: [...facts.seedHosts, ...(await unicastHosts(directory))] } : facts,
    contexts,
    jvm,
    startupErrors: [
      ...(opened.fault === 'denied' ? [unreadableYml(ymlFile, opened)] : []),
      ...yml.faults.map(ymlStartupError),
      ...keystoreStartupErrors(keystore, keystoreFile),
      ...settingFaults(settings, version),
      ...loaded.flatMap(({ conflicts }) => conflicts),
      ...startupErrors,
      ...listeners,
      ...bootstrapFaults(settings, facts, contexts, version),
    ].filter(({ stops }) => stops),
    warnings: [
      ...listeners.filter(({ stops }) => !stops),
      ...loaded.flatMap(({ warnings }) => warnings),
      ...misplacedElsewhere(settings, startupErrors),
      ...shapeWarnings(yml),
      ...blockRemarks(text, ymlFile, yml),
      ...securityRemarks(settings, facts, contexts),
      ...jvmRemarks(jvm),
    ],
    unknown: [...unknown, ...loaded.flatMap((context) => context.unknown)],
  };
}
