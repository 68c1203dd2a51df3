import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Deployment } from '../../model/deployment.ts';
import type { Setup } from '../../model/setup.ts';
import { shellWord } from '../shell-word.ts';
import { transportOf } from './joiner-of-setup.ts';
import type { Suspect } from './suspect.ts';

/** Whom the commands are for. */
export type Mending = {
  readonly setup: Setup | null;
  readonly deployment: Deployment;
  /** The node whose certificate is to be issued anew: its name, and the names and addresses that it needs. */
  readonly node: { readonly name: string; readonly names: readonly string[] };
};

/**
 * What to type, with the paths and names at hand, on one's own machines; elsewhere nothing is to be typed. What stands in `<...>` is not known here. A line that begins with the name of
 * a yml file is what has to stand in it.
 */
export function mendingCommands({ rule, evidence }: Suspect, { setup, deployment, node }: Mending): readonly string[] {
  if (deployment !== 'self') return [];
  const file = fileOf(evidence);
  const setting = settingOf(evidence);
  switch (rule.id) {
    case 'keystore-password-not-stored':
    case 'keystore-password-wrong':
      return setting === null ? [] : [`bin/elasticsearch-keystore add ${secureName(setting)}`];
    case 'conflicting-passwords':
      return setting === null ? [] : [`bin/elasticsearch-keystore remove ${secureName(setting)}`];
    case 'password-in-yaml':
      return setting === null ? [] : [`bin/elasticsearch-keystore add ${secureName(setting)}`];
    case 'pem-key-encrypted':
      return setting === null ? [] : [`bin/elasticsearch-keystore add ${setting.replace(/\.key$/, '.secure_key_passphrase')}`];
    case 'truststore-no-anchors':
      return [`keytool -importcert -trustcacerts -noprompt -alias ca -file <ca.crt> -keystore ${file ?? '<truststore>'} -storetype PKCS12`];
    case 'file-not-readable':
      return file === null ? [] : [`chown root:elasticsearch ${file}`, `chmod 660 ${file}`];
    case 'file-outside-config-dir':
      return file === null || setup === null ? [] : [`cp ${file} ${join(setup.directory, 'certs')}/`];
    case 'pem-text-in-place-of-path':
      return setting === null ? [] : [`elasticsearch.yml: ${setting}: certs/<file>`];
    case 'ssl-settings-without-enabled':
      return [`elasticsearch.yml: ${contextOf(evidence) ?? 'xpack.security.transport.ssl'}.enabled: true`];
    case 'ssl-enabled-without-key':
      return [`elasticsearch.yml: ${contextOf(evidence) ?? 'xpack.security.transport.ssl'}.keystore.path: certs/elastic-certificates.p12`];
    case 'bootstrap-tls-missing':
    case 'transport-mixed-tls':
      return ['elasticsearch.yml: xpack.security.transport.ssl.enabled: true'];
    case 'autoconfig-separate-clusters':
      return [
        'bin/elasticsearch-create-enrollment-token -s node        (on a node that stays)',
        'bin/elasticsearch-reconfigure-node --enrollment-token <token>        (on the newcomer, its data directory emptied)',
      ];
    case 'leaf-expired':
    case 'leaf-not-yet-valid':
    case 'eku-transport-missing-clientauth':
    case 'eku-missing-serverauth':
    case 'ku-without-digitalsignature':
    case 'key-certificate-mismatch':
    case 'san-missing':
    case 'san-ip-missing':
    case 'san-name-mismatch':
    case 'san-publish-address-missing':
    case 'client-cert-not-sent':
    case 'trust-unknown-issuer':
    case 'trust-lookalike-ca':
    case 'weak-key':
    case 'weak-signature':
      return [certutil(node, setup)];
    case 'seed-host-is-http-port':
      return ['elasticsearch.yml: discovery.seed_hosts: ["<host>:9300"]'];
    case 'discovery-single-node':
      return ['elasticsearch.yml: discovery.type is to be taken out'];
    case 'transport-bound-to-localhost':
      return ['elasticsearch.yml: transport.host: 0.0.0.0'];
    default:
      return [];
  }
}

/** The certificate goes where the old one is, under the same name: it is read within 5 seconds. */
function certutil({ name, names: all }: Mending['node'], setup: Setup | null): string {
  const names = all.filter((each) => isIP(each) === 0);
  const addresses = all.filter((each) => isIP(each) !== 0);
  const identity = setup === null ? undefined : transportOf(setup)?.identities[0];
  const store = identity?.file;
  // Entries of stores have names, files in PEM have none.
  const pem = identity !== undefined && identity.alias === null;
  return [
    'bin/elasticsearch-certutil cert --ca elastic-stack-ca.p12',
    `--name ${word(name)}`,
    ...(names.length > 0 ? [`--dns ${shellWord(names.join(','))}`] : []),
    ...(addresses.length > 0 ? [`--ip ${addresses.join(',')}`] : []),
    ...(pem ? ['--pem'] : []),
    `--out ${store?.endsWith('.p12') === true ? shellWord(store) : `${word(name)}.${pem ? 'zip' : 'p12'}`}`,
  ].join(' ');
}

/** What a node is called whose name is not known; it is to be put in before anything is typed. */
export const unnamed = '<node>';

function word(name: string): string {
  return name === unnamed ? name : shellWord(name);
}

function secureName(setting: string): string {
  return setting
    .replace(/\.(keystore|truststore)\.(?:path|password)$/, '.$1.secure_password')
    .replace(/\.keystore\.key_password$/, '.keystore.secure_key_password')
    .replace(/\.key_passphrase$/, '.secure_key_passphrase');
}

function settingOf({ settings }: Suspect['evidence']): string | null {
  const [first]: readonly unknown[] = Array.isArray(settings) ? settings : [];
  return typeof first === 'string' ? first : null;
}

function fileOf({ files }: Suspect['evidence']): string | null {
  const [first]: readonly unknown[] = Array.isArray(files) ? files : [];
  return typeof first === 'string' ? shellWord(first) : null;
}

function contextOf({ context }: Suspect['evidence']): string | null {
  return typeof context === 'string' ? context : null;
}
