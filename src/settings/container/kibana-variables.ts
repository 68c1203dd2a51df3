import type { RawSetting } from '../read-yml.ts';
import type { EnvironmentVariable } from './environment-variable.ts';
import { rawSettingOutside } from './raw-setting-outside.ts';

/** Of the settings that the image of Kibana takes from its environment (kibana-docker), those that are read here. */
const settings: readonly string[] = [
  ...[
    'customHeaders',
    'hosts',
    'password',
    'pingTimeout',
    'requestHeadersWhitelist',
    'requestTimeout',
    'serviceAccountToken',
    'shardTimeout',
    'sniffInterval',
    'sniffOnConnectionFault',
    'sniffOnStart',
    'ssl.alwaysPresentCertificate',
    'ssl.certificate',
    'ssl.certificateAuthorities',
    'ssl.key',
    'ssl.keyPassphrase',
    'ssl.keystore.password',
    'ssl.keystore.path',
    'ssl.truststore.password',
    'ssl.truststore.path',
    'ssl.verificationMode',
    'username',
  ].map((name) => `elasticsearch.${name}`),
  ...['hosts', 'password', 'ssl.certificateAuthorities', 'ssl.verificationMode', 'username'].map(
    (name) => `monitoring.ui.elasticsearch.${name}`,
  ),
  ...[
    'host',
    'name',
    'port',
    'publicBaseUrl',
    'ssl.cert',
    'ssl.certificate',
    'ssl.certificateAuthorities',
    'ssl.cipherSuites',
    'ssl.clientAuthentication',
    'ssl.enabled',
    'ssl.key',
    'ssl.keyPassphrase',
    'ssl.keystore.password',
    'ssl.keystore.path',
    'ssl.redirectHttpFromPort',
    'ssl.supportedProtocols',
    'ssl.truststore.password',
    'ssl.truststore.path',
  ].map((name) => `server.${name}`),
];

const settingOf: ReadonlyMap<string, string> = new Map(settings.map((key) => [key.toUpperCase().replaceAll('.', '_'), key]));

/** Settings that the image of Kibana makes of its environment: `ELASTICSEARCH_HOSTS` is `--elasticsearch.hosts`. An empty one is none. */
export function settingsOfKibanaVariables(variables: readonly EnvironmentVariable[]): readonly RawSetting[] {
  return variables.flatMap(({ name, value, place }) => {
    const key = settingOf.get(name);
    return key === undefined || value === '' ? [] : [rawSettingOutside(key, optionOfKibana(value), place)];
  });
}

/** Kibana reads the value of an option as JSON where it is some, such as a list. */
export function optionOfKibana(text: string): string | readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.map(String) : String(value);
  } catch {
    return text;
  }
}
