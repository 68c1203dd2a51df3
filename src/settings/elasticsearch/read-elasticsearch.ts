import { join, resolve } from 'node:path';
import type { SetupUnknown } from '../../model/reasons/setup-reason.ts';
import type { Secret } from '../../model/secret.ts';
import type { Setup } from '../../model/setup.ts';
import { readElasticsearchKeystore } from '../../stores/elasticsearch-keystore.ts';
import type { PasswordSource } from '../../stores/password-source.ts';
import { fileFaultText } from '../../wording/setup-texts.ts';
import { MergedSettings, secretsInYml, settingsForRecord } from '../merged-settings.ts';
import { misplacedElsewhere } from '../misplaced-material.ts';
import { fileUnread, openFile } from '../open-file.ts';
import { keystoreOfSetup, openKeystore } from '../open-keystore.ts';
import { readYml, whyUnread, type Yml } from '../read-yml.ts';
import { bootstrapFaults } from './bootstrap-faults.ts';
import { contextPlans, inLoadingOrder } from './context-plans.ts';
import { keystoreObstacles, unreadableYml, ymlObstacle } from './file-faults.ts';
import { serverFaults } from './listener-faults.ts';
import { type LoadedContext, loadContext } from './load-context.ts';
import { factsOf } from './node-facts.ts';
import { readJvm } from './read-jvm.ts';
import { settingFaults } from './setting-faults.ts';
import { blockRemarks, jvmRemarks, securityRemarks, shapeRemarks } from './setup-remarks.ts';
import { majorOf } from './tls-defaults.ts';
import { unicastHosts } from './unicast-hosts.ts';

export type ReadOptions = {
  /** The configuration directory: the one with elasticsearch.yml. */
  readonly directory: string;
  /** The environment of the node; what it lacks, `${NAME}` cannot be filled with. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly passwords: PasswordSource;
  /** The release, such as `9.1.2`: defaults and some checks differ by it. */
  readonly version?: string | null;
  /** Is given every secret that is found, so that it can be kept out of whatever is written. */
  readonly onSecret?: (secret: Secret) => void;
};

/**
 * What a node of Elasticsearch would load from its configuration directory, and every reason for which it would not start, in the order in which
 * it checks. Never throws for what files hold: a file that is missing, locked or broken is part of the Setup.
 */
export async function readElasticsearchSetup({
  directory: given,
  environment,
  passwords,
  version = null,
  onSecret,
}: ReadOptions): Promise<Setup> {
  const directory = resolve(given);
  const ymlFile = join(directory, 'elasticsearch.yml');
  const opened = await openFile(ymlFile, 8 * 1024 * 1024);
  const old = majorOf(version) === 7;
  const yml: Yml =
    opened.bytes === null
      ? { settings: [], faults: [] }
      : readYml(opened.bytes, { file: ymlFile, environment, variables: old ? 'elasticsearch-7' : 'elasticsearch' });
  const keystoreFile = join(directory, 'elasticsearch.keystore');
  const keystore = await openKeystore(keystoreFile, readElasticsearchKeystore, passwords);
  const secure = keystore.kind === 'opened' ? keystore.entries : new Map<string, Secret>();
  if (onSecret !== undefined) for (const secret of [...secretsInYml(yml.settings), ...secure.values()]) onSecret(secret);
  const settings = new MergedSettings(yml.settings, secure, keystoreFile, ',');
  const jvm = await readJvm(directory, null);

  const unknown: SetupUnknown[] = [];
  if (opened.bytes === null) unknown.push(fileUnread(ymlFile, opened));
  if (version === null) unknown.push({ code: 'release-not-given' });
  const plans = contextPlans(settings);
  const loaded: LoadedContext[] = [];
  for (const plan of inLoadingOrder(plans)) {
    const secretsUnknown = keystore.kind === 'locked' || keystore.kind === 'unreadable';
    loaded.push(await loadContext(plan, { settings, directory, version, passwords, secretsUnknown }));
  }
  const record = settingsForRecord(yml.settings, secure.keys(), keystoreFile);
  const contexts = plans.flatMap(({ prefix }) =>
    loaded.flatMap(({ context }) =>
      context.name === prefix ? [{ ...context, settings: record.filter(({ key }) => key.startsWith(`${prefix}.`)) }] : [],
    ),
  );
  const facts = factsOf(settings, old);
  const text = opened.bytes === null ? '' : Buffer.from(opened.bytes).toString('utf8');
  const listeners = serverFaults(settings, contexts, version);
  const obstacles = loaded.flatMap((context) => context.obstacles);
  return {
    product: 'elasticsearch',
    directory,
    version,
    unread: whyUnread(ymlFile, opened, yml.faults),
    facts: facts.seedProviders.includes('file') ? { ...facts, seedHosts: [...facts.seedHosts, ...(await unicastHosts(directory))] } : facts,
    settings: record,
    contexts,
    keystore: keystoreOfSetup(keystoreFile, keystore),
    jvm,
    obstacles: [
      ...(opened.fault === 'denied' ? [unreadableYml(ymlFile, fileFaultText(opened))] : []),
      ...yml.faults.map(ymlObstacle),
      ...keystoreObstacles(keystore, keystoreFile),
      ...settingFaults(settings, version),
      ...loaded.flatMap(({ conflicts }) => conflicts),
      ...obstacles,
      ...listeners,
      ...bootstrapFaults(settings, facts, contexts, version),
    ].filter(({ stops }) => stops),
    remarks: [
      ...listeners.filter(({ stops }) => !stops),
      ...loaded.flatMap(({ remarks }) => remarks),
      ...misplacedElsewhere(settings, obstacles),
      ...shapeRemarks(yml),
      ...blockRemarks(text, ymlFile, yml),
      ...securityRemarks(settings, facts, contexts),
      ...jvmRemarks(jvm),
    ],
    unknown: [...unknown, ...loaded.flatMap((context) => context.unknown)],
  };
}
