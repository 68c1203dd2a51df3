import type { JvmSettings, Setup, SetupProblem } from '../../model/setup.ts';
import type { PasswordSource } from '../../stores/password-source.ts';
import type { FilePlaces } from '../file-places.ts';
import { misplacedElsewhere } from '../misplaced-material.ts';
import { type OpenedConfiguration, withItsSettings } from '../open-configuration.ts';
import { bootstrapFaults } from './bootstrap-faults.ts';
import { contextPlans, inLoadingOrder } from './context-plans.ts';
import { ymlStartupError } from './file-faults.ts';
import { serverFaults } from './listener-faults.ts';
import { type LoadedContext, loadContext } from './load-context.ts';
import { factsOf } from './node-facts.ts';
import { settingFaults } from './setting-faults.ts';
import { blockRemarks, jvmRemarks, securityRemarks, shapeWarnings } from './setup-warnings.ts';
import { majorOf } from './tls-defaults.ts';

/** What a setup is made of beside the settings. */
export type SetupParts = Pick<OpenedConfiguration, 'ymlFile' | 'yml' | 'settings' | 'secretsUnknown' | 'recorded' | 'unknown'> & {
  /** Of elasticsearch.yml. */
  readonly text: string;
  readonly passwords: PasswordSource;
  readonly jvm: JvmSettings | null;
  /** See `LoadOptions`. */
  readonly filesAreElsewhere: boolean;
  /** Where the files are that settings name. */
  readonly places: FilePlaces;
  /** Why the node would not start that shows in its files as such, before and behind what the settings show. */
  readonly ofYml: readonly SetupProblem[];
  readonly ofKeystore: readonly SetupProblem[];
};

/** What a node would load by these settings, and every reason for which it would not start, in the order in which it checks. */
export async function elasticsearchSetup(parts: SetupParts): Promise<Setup> {
  const { ymlFile, yml, settings, secretsUnknown, recorded, unknown, text, passwords, jvm, filesAreElsewhere, places, ofYml, ofKeystore } =
    parts;
  const { directory, version } = recorded;
  const plans = contextPlans(settings);
  const loaded: LoadedContext[] = [];
  for (const plan of inLoadingOrder(plans)) {
    loaded.push(await loadContext(plan, { settings, directory, places, version, passwords, secretsUnknown, filesAreElsewhere }));
  }
  const contexts = plans.flatMap(({ prefix }) =>
    loaded.flatMap(({ context }) => (context.name === prefix ? [withItsSettings(context, recorded.settings)] : [])),
  );
  const facts = factsOf(settings, majorOf(version) === 7);
  const listeners = serverFaults(settings, contexts, version);
  const startupErrors = loaded.flatMap((context) => context.startupErrors);
  return {
    ...recorded,
    facts,
    contexts,
    jvm,
    startupErrors: [
      ...ofYml,
      ...yml.faults.map(ymlStartupError),
      ...ofKeystore,
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
