import type { FixContext, FixStep } from '../../model/fix.ts';
import { shellQuote } from '../../model/shell-quote.ts';
import { type IssueWish, isPem, issue, issuedFile } from './issue.ts';
import { layerOf } from './layer.ts';
import { setting } from './settings-edit.ts';
import { advice, at, atFault, command } from './steps.ts';
import { keystoreAdd, keystoreRemove, reloadKibana, restart, restartUnlessReloaded } from './tools.ts';

/** Issues a certificate and puts it, with its key, where the old one is. */
export function issueAndPlace(context: FixContext, wish: IssueWish): readonly FixStep[] {
  return [...issue(context, wish), ...place(context)];
}

/** Puts what was issued in place of the files in use, with what their passwords take, and lets the process read them. */
export function place(context: FixContext): readonly FixStep[] {
  const layer = layerOf(context);
  if (context.channel === 'unknown' && context.prefix === null) {
    return [
      advice(
        at('node'),
        'Put certificate and key in place of the files that the settings of this port name, then restart what listens there.',
      ),
    ];
  }
  switch (layer.product) {
    case 'Elasticsearch':
      return isPem(context) ? placePem(context) : placeStore(context);
    case 'Kibana':
      return isPem(context) ? placePem(context) : placeStore(context);
    case 'OpenSearch':
    case 'OpenSearch Dashboards':
      return placePem(context);
  }
}

function placePem(context: FixContext): readonly FixStep[] {
  const layer = layerOf(context);
  const { certificate, key } = issuedFile(context);
  const { files } = context;
  const leftover = context.secureSettings?.includes(layer.keyPassphrase) === true ? [layer.keyPassphrase] : [];
  return [
    command(
      atFault(context),
      `Put both in place of the files of ${layer.certificate} and ${layer.key}.${reads(context)}`,
      copy(context, certificate, files.certificate ?? 'CERT_FILE'),
      copy(context, key, files.key ?? 'KEY_FILE'),
    ),
    ...(leftover.length === 0 ? [] : [keystoreRemove(context, 'The new key has no passphrase: remove that of the old one.', ...leftover)]),
    ...(leftover.length === 0 ? reload(context) : restart(context)),
  ];
}

function placeStore(context: FixContext): readonly FixStep[] {
  const layer = layerOf(context);
  const { files, secureSettings } = context;
  const passwords = passwordsToStore(context);
  const pem = context.format === null ? ` PEM files in use: add --pem, and put both in place of those.` : '';
  const missing = secureSettings === null ? [] : passwords.filter((name) => !secureSettings.includes(name));
  return [
    command(
      atFault(context),
      `Put it in place of the file of ${layer.keystore}, with the password of the old one.${reads(context)}${pem}`,
      copy(context, issuedFile(context).store, files.keystore ?? 'KEYSTORE_FILE'),
    ),
    ...(missing.length === 0 ? [] : keystoreAdd(context, 'Store the password of the new file.', ...missing)),
    ...(missing.length === 0 ? reload(context) : restart(context)),
  ];
}

/** Each use of the store has an entry of its own. */
function passwordsToStore(context: FixContext): readonly string[] {
  const layer = layerOf(context);
  const { keystore, truststore } = context.files;
  return keystore !== null && keystore === truststore ? [layer.keystorePassword, layer.truststorePassword] : [layer.keystorePassword];
}

function reads(context: FixContext): string {
  return layerOf(context).product === 'Elasticsearch' ? ' Elasticsearch reads it within 5 seconds.' : '';
}

/** Elasticsearch reads files of the same name by itself. */
function reload(context: FixContext): readonly FixStep[] {
  const { product } = layerOf(context);
  if (product === 'Elasticsearch') return [];
  // As a client Kibana reads its files at start alone.
  if (product === 'Kibana') return context.prefix === null || context.prefix === 'server.ssl' ? reloadKibana(context) : restart(context);
  if (product === 'OpenSearch Dashboards') return restart(context);
  return restartUnlessReloaded(context);
}

/** A file onto another, which keeps its owner and its mode; into a container where the product runs in one. `from` is a shell word already. */
export function copy({ packaging }: FixContext, from: string, to: string): string {
  return packaging === 'container' ? `docker compose cp ${from} SERVICE:${shellQuote(to)}` : `cp ${from} ${shellQuote(to)}`;
}

/** Adds a CA, in a PEM file, to whom a layer trusts. `file` is the CA's file, `text` says which CA that is. */
export function addTrust(context: FixContext, where: 'every-node' | 'at-fault', file: string, text: string): readonly FixStep[] {
  const layer = layerOf(context);
  const { files, product, format } = context;
  const spot = where === 'every-node' ? at('every-node') : atFault(context);
  const store =
    files.truststore ?? (files.authorities.length === 0 && product === 'elasticsearch' && format !== 'pem' ? 'TRUSTSTORE_FILE' : null);
  const alias = /^[A-Z_]+$/.test(file) ? 'added-ca' : file.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
  if (product !== 'opensearch' && store !== null) {
    const pem = files.truststore === null ? ` With PEM it goes into a file of ${layer.authorities}.` : '';
    return [
      command(
        spot,
        `${text} It goes into the store of ${layer.truststore}.${pem}`,
        `keytool -importcert -trustcacerts -noprompt -alias ${shellQuote(alias)} -file ${shellQuote(file)} -keystore ${shellQuote(store)}`,
      ),
    ];
  }
  const [first] = files.authorities;
  if (first === undefined && product === 'elasticsearch') {
    const copied = `certs/${file.replace(/^.*\//, '')}`;
    return [
      command(
        spot,
        `${text} Put it into the configuration directory.`,
        copy(context, shellQuote(file), `${context.directory ?? 'CONFIG_DIR'}/${copied}`),
      ),
      setting(context, where, 'Name it there.', { [layer.authorities]: [copied] }),
    ];
  }
  return [
    command(
      spot,
      `${text} It goes, after what is there, into the file of ${layer.authorities}.`,
      appendTo(context, shellQuote(file), first ?? 'TRUST_FILE'),
    ),
  ];
}

function appendTo({ packaging }: FixContext, from: string, to: string): string {
  return packaging === 'container'
    ? `docker compose exec -T SERVICE sh -c ${shellQuote(`cat >>${shellQuote(to)}`)} <${from}`
    : `cat ${from} >>${shellQuote(to)}`;
}
