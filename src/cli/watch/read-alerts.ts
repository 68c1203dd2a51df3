import {
  type AlertReceiver,
  type AlertReceiverConfig,
  type AlertRules,
  openAlertReceiver,
  type ReadReceiver,
  Secret,
  type SecretPlace,
  UsageError,
} from '../../index.ts';
import type { CommandText } from '../commands/command.ts';
import { InputReader, located } from '../input-faults.ts';
import { readConfigFileAsFarAsRight } from '../read-config-file.ts';
import { asText, readInput, readSecretInput } from '../read-inputs.ts';
import type { Terminal } from '../terminal.ts';

/** What is told, and to whom. */
export type AlertPlan = { readonly rules: AlertRules; readonly receivers: readonly AlertReceiver[] };

/** Reads the section `alerts` of a file, and the secrets of its receivers; null where no file is named. @throws UsageError with all that is missing */
export async function readAlerts(
  file: string | null,
  commands: readonly CommandText[],
  terminal: Pick<Terminal, 'env' | 'mask'>,
): Promise<AlertPlan | null> {
  if (file === null) return null;
  const { alerts, refused, lineOf } = readConfigFileAsFarAsRight(file, commands);
  if (alerts === null && refused !== null) throw refused;
  if (alerts === null) throw new UsageError('arguments', `${file} has no section alerts`, 'docs/alerts.md has an example');
  const inputs = new InputReader();
  // It is the file of --config-file, mostly.
  await inputs.read('config-file', null, () => {
    if (refused !== null) throw refused;
  });
  const read = await Promise.all(
    alerts.receivers.map((config, index) => inputs.read('alerts.receivers', String(index), () => readReceiver(config, terminal))),
  );
  try {
    inputs.end();
  } catch (error) {
    const placeOf = (index: string | null) => `${file}:${lineOf(['alerts', 'receivers', Number(index)])}: alerts.receivers[${index}]`;
    throw located(error, (option, index) => (option === 'alerts.receivers' ? placeOf(index) : null));
  }
  return { rules: alerts.rules, receivers: await Promise.all(read.map((one) => openAlertReceiver(one()))) };
}

async function readReceiver(config: AlertReceiverConfig, terminal: Pick<Terminal, 'env' | 'mask'>): Promise<ReadReceiver> {
  const { name } = config;
  const url = 'url' in config ? await secretAt(config.url, name, terminal) : null;
  if (url !== null && !isHttpUrl(url.reveal()))
    throw new UsageError(
      'alert-receiver-invalid',
      `the alert receiver ${name} has no URL with https:// or http://`,
      'write the URL alone into its variable or file',
    );
  const place = 'token' in config ? config.token : 'key' in config ? config.key : 'password' in config ? config.password : null;
  const ca =
    'ca' in config && config.ca !== null ? asText(await readInput(config.ca, `the CA certificates of the alert receiver ${name}`)) : null;
  return { config, url, secret: place === null ? null : await secretAt(place, name, terminal), ca };
}

async function secretAt(place: SecretPlace, name: string, { env, mask }: Pick<Terminal, 'env' | 'mask'>): Promise<Secret> {
  if ('text' in place) return new Secret(place.text);
  const text = 'env' in place ? env[place.env] : asText(await readSecretInput(place.file, `--alerts (${name})`)).split(/\r?\n/)[0];
  if (text === undefined || text.trim() === '')
    throw new UsageError(
      'alert-receiver-invalid',
      'env' in place
        ? `the alert receiver ${name} needs the variable ${place.env}, which is not set`
        : `the file with the secret of the alert receiver ${name} is empty`,
      'docs/alerts.md lists what each receiver needs',
    );
  const secret = new Secret(text.trim());
  mask.add(secret);
  return secret;
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
