import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  asEnvironment,
  findRelease,
  type PasswordSource,
  type ReadOptions,
  readElasticsearchSetup,
  readKibanaSetup,
  type Secret,
  type Setup,
  UsageError,
} from '../index.ts';
import type { SetupRequest } from './options/setup.ts';
import { composeFileOf, outsideOf, readService } from './read-container.ts';
import { reason, refuseMaterial } from './read-inputs.ts';
import type { Terminal } from './terminal.ts';

/**
 * What the files of a configuration directory come to; null where the command line names none.
 *
 * @throws UsageError where there is no such directory, or it is another product's, or a file with the environment cannot be read.
 */
export async function readSetup(
  product: Setup['product'],
  request: SetupRequest,
  terminal: Terminal,
  passwords: PasswordSource,
): Promise<Setup | null> {
  const { config, envFile, setting } = request;
  const { release } = request;
  if (release !== null && !/^\d+\.\d+\.\d+(-\S+)?$/.test(release)) {
    throw new UsageError('arguments', `--release cannot be "${release}"`, 'it is three numbers, such as 9.1.2');
  }
  if (config === null) return null;
  const onSecret = (secret: Secret) => terminal.mask.add(secret);
  const composeFile = await composeFileOf(config, product);
  const outside = await outsideOf(product, composeFile === null ? envFile : null, setting);
  if (composeFile !== null) {
    const service = await readService(product, composeFile, request);
    const { commandLine } = service.outside;
    return await readFiles(product, {
      ...service,
      outside: { ...service.outside, commandLine: [...commandLine, ...outside.commandLine] },
      passwords,
      version: release ?? service.release,
      onSecret,
    });
  }
  await checkDirectory(product, config);
  return await readFiles(product, {
    directory: config,
    environment: envFile === null ? terminal.env : asEnvironment(outside.variables),
    passwords,
    version: release ?? (await findRelease(product, config)),
    onSecret,
    outside,
  });
}

async function readFiles(product: Setup['product'], options: ReadOptions): Promise<Setup> {
  switch (product) {
    case 'elasticsearch':
      return await readElasticsearchSetup(options);
    case 'kibana':
      return await readKibanaSetup(options);
  }
}

/** Those of several directories, each of a node or of a Kibana, by the file that lies in it. @throws UsageError */
export async function readSetups(
  { config, ...request }: Pick<SetupRequest, 'release' | 'envFile' | 'passwordFiles'> & { readonly config: readonly string[] },
  terminal: Terminal,
  passwords: PasswordSource,
): Promise<readonly Setup[]> {
  const setups: Setup[] = [];
  for (const directory of config) {
    const isKibana = await stat(join(directory, 'kibana.yml')).then(
      () => true,
      () => false,
    );
    const setup = await readSetup(
      isKibana ? 'kibana' : 'elasticsearch',
      { ...request, service: null, setting: [], config: directory },
      terminal,
      passwords,
    );
    if (setup !== null) setups.push(setup);
  }
  return setups;
}

async function checkDirectory(product: Setup['product'], directory: string): Promise<void> {
  refuseMaterial(directory, 'the configuration directory');
  const there = await stat(directory).catch((cause: unknown) => {
    const hint = `name the directory with ${product}.yml, such as /etc/${product}`;
    throw new UsageError('config-unreadable', `cannot read the configuration directory ${directory}: ${reason(cause)}`, hint, { cause });
  });
  if (!there.isDirectory()) {
    throw new UsageError(
      'config-unreadable',
      `${directory} is not a directory`,
      `name the directory with ${product}.yml, such as /etc/${product}`,
    );
  }
  const missing = await stat(join(directory, `${product}.yml`)).then(
    () => false,
    (cause: unknown) => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT',
  );
  if (!missing) return;
  const other = product === 'kibana' ? 'elasticsearch' : 'kibana';
  const isOther = await stat(join(directory, `${other}.yml`)).then(
    () => true,
    () => false,
  );
  throw new UsageError(
    'config-unreadable',
    `${directory} has no ${product}.yml`,
    isOther
      ? `it is the directory of ${other === 'kibana' ? 'Kibana: "handclasp kibana" reads it' : 'Elasticsearch: "handclasp join" reads it'}`
      : `name the directory with ${product}.yml, such as /etc/${product}`,
  );
}
