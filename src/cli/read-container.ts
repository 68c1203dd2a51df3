import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  asEnvironment,
  type ComposeService,
  type Container,
  type EnvironmentVariable,
  type OutsideSettings,
  readCompose,
  readEnvironmentFile,
  type Setup,
  UsageError,
} from '../index.ts';
import { readInput, readSecretInput } from './read-inputs.ts';

/** A service of a compose file, as the setup of its product is read from it. */
export type ReadService = {
  readonly directory: string;
  readonly container: Container;
  readonly outside: OutsideSettings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly release: string | null;
};

/** What a compose file may be called; the first that there is counts, as for Compose. */
const composeNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'] as const;

/** The compose file that `--config` names, or that lies in its directory; null where it is the directory of a product. */
export async function composeFileOf(path: string, product: Setup['product']): Promise<string | null> {
  const there = await stat(path).catch(() => null);
  if (there === null) return null;
  if (there.isFile()) return /\.ya?ml$/.test(path) && !path.endsWith(`${product}.yml`) ? path : null;
  if (await isThere(join(path, `${product}.yml`))) return null;
  for (const name of composeNames) if (await isThere(join(path, name))) return join(path, name);
  return null;
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * The service of a compose file that runs a product.
 *
 * @param name of the service; null where it is the only one of the product
 * @param envFile with variables that the file is filled in with, beside `.env`
 * @throws UsageError
 */
export async function readService(
  product: Setup['product'],
  file: string,
  { service: name, envFile }: { readonly service: string | null; readonly envFile: string | null },
): Promise<ReadService> {
  const folder = dirname(resolve(file));
  const text = new TextDecoder().decode(await readInput(file, 'compose file'));
  const dotEnv = join(folder, '.env');
  const filling = [...((await isThere(dotEnv)) ? await variablesOf(dotEnv) : []), ...(envFile === null ? [] : await variablesOf(envFile))];
  const compose = readCompose(text, file, asEnvironment(filling));
  if (compose.kind === 'broken') {
    throw new UsageError(
      'config-unreadable',
      `${file}:${compose.line ?? 1}: it is not valid YAML`,
      '"docker compose config" tells what is wrong',
    );
  }
  if (compose.kind === 'other') {
    throw new UsageError('config-unreadable', `${file} has no services`, 'name a compose file, or the directory of a product');
  }
  const service = chosen(product, file, compose.services, name);
  if (service.extends) {
    throw new UsageError(
      'config-unreadable',
      `${file}:${service.line ?? 1}: the service ${service.name} extends another one`,
      'write the whole file with "docker compose config > FILE", and name that',
    );
  }
  if (service.unset.length > 0) {
    const names = service.unset.map((one) => `\${${one}}`).join(', ');
    throw new UsageError(
      'config-unreadable',
      `${file}:${service.line ?? 1}: the service ${service.name} uses ${names}, which ${service.unset.length === 1 ? 'has' : 'have'} no value here`,
      'name the file with the variables: --env-file FILE',
    );
  }
  const fromFiles: EnvironmentVariable[] = [];
  for (const one of service.environmentFiles) fromFiles.push(...(await variablesOf(resolve(folder, one))));
  // Of a container's environment, `environment` comes before `env_file`.
  const variables = [...fromFiles, ...service.variables];
  const mounts = service.mounts.map(({ target, source }) => ({ target, source: source === null ? null : resolve(folder, source) }));
  const configuration = `/usr/share/${product}/config`;
  const whole = mounts.find(({ target }) => target === configuration)?.source ?? null;
  const mounted = (name: string) =>
    mounts.find(({ target }) => target === `${configuration}/${name}`)?.source ?? (whole === null ? null : join(whole, name));
  return {
    directory: whole ?? folder,
    container: {
      mounts,
      ymlFile: mounted(`${product}.yml`),
      keystoreFile: mounted(`${product}.keystore`),
    },
    outside: { variables, commandLine: service.command, commandPlace: { file, line: service.commandLine } },
    environment: asEnvironment(variables),
    release: service.release,
  };
}

function chosen(product: Setup['product'], file: string, services: readonly ComposeService[], name: string | null): ComposeService {
  const running = services.filter((service) => service.product === product);
  const names = (some: readonly ComposeService[]) => some.map((service) => service.name).join(', ');
  const title = product === 'kibana' ? 'Kibana' : 'Elasticsearch';
  if (name !== null) {
    const named = services.find((service) => service.name === name);
    if (named === undefined) throw new UsageError('config-unreadable', `${file} has no service ${name}`, `it has ${names(services)}`);
    return named;
  }
  // A service that only makes certificates has the image too, and no settings.
  const [only, ...more] =
    running.length > 1 ? running.filter((service) => service.variables.length + service.mounts.length > 0 && !isSetup(service)) : running;
  if (only === undefined) {
    throw new UsageError('config-unreadable', `${file} has no service with an image of ${title}`, 'name the service: --service NAME');
  }
  if (more.length > 0) {
    throw new UsageError(
      'arguments',
      `${file} has several services of ${title}: ${names([only, ...more])}`,
      'say which one: --service NAME',
    );
  }
  return only;
}

/** In the compose files of Elastic's documentation it makes the certificates, and ends. */
function isSetup({ name, command }: ComposeService): boolean {
  return /setup|certs?$/i.test(name) && command.length > 0;
}

async function variablesOf(file: string): Promise<readonly EnvironmentVariable[]> {
  return readEnvironmentFile(new TextDecoder().decode(await readSecretInput(file, '--env-file')), file);
}

/** Settings of `--env-file` and of `--setting`, for a product that is read from its directory. @throws UsageError */
export async function outsideOf(product: Setup['product'], envFile: string | null, settings: readonly string[]): Promise<OutsideSettings> {
  for (const setting of settings) {
    if (!/^[^=\s]+=/.test(setting)) {
      throw new UsageError('arguments', '--setting takes KEY=VALUE', 'as in -E xpack.security.transport.ssl.enabled=true');
    }
  }
  return {
    variables: envFile === null ? [] : await variablesOf(envFile),
    commandLine: settings.map((setting) => `${product === 'kibana' ? '--' : '-E'}${setting}`),
    commandPlace: { file: 'command line', line: null },
  };
}
