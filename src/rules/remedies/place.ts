import type { FixContext, FixStep } from '../../model/fix.ts';
import { shellQuote } from '../../model/shell-quote.ts';
import { type IssueWish, isPem, issue, issuedFile } from './issue.ts';
import { layerOf } from './layer.ts';
import { configDirectory, newFiles, replaceFiles } from './put-files.ts';
import { setting } from './settings-edit.ts';
import { advice, at, atFault, command } from './steps.ts';
import { importAuthority, keystoreAdd, keystoreRemove, reloadKibana, restart, restartUnlessReloaded } from './tools.ts';

/** Issues a certificate and puts it, with its key, where the old one is. */
export function issueAndPlace(context: FixContext, wish: IssueWish): readonly FixStep[] {
  return [...issue(context, wish), ...place(context)];
}

/** Puts what was issued in place of the files in use, with what their passwords take, and lets the process read them. */
export function place(context: FixContext): readonly FixStep[] {
  const { product } = layerOf(context);
  if (context.channel === 'unknown' && context.prefix === null) {
    return [
      advice(
        at('node'),
        'Replace the files that the settings of this port name with the new certificate and key, then restart what listens there.',
      ),
    ];
  }
  switch (product) {
    case 'Elasticsearch':
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
  const { files, secureSettings } = context;
  const leftover = secureSettings?.includes(layer.keyPassphrase) === true ? [layer.keyPassphrase] : [];
  return [
    command(
      atFault(context),
      `Replace the files that ${layer.certificate} and ${layer.key} name with the new certificate and key.${reads(context, 'them')}`,
      ...replaceFiles(context, [certificate, files.certificate ?? 'CERT_FILE'], [key, files.key ?? 'KEY_FILE']),
    ),
    ...(leftover.length === 0 ? [] : [keystoreRemove(context, 'Remove the passphrase of the old key: the new key has none.', ...leftover)]),
    ...(leftover.length === 0 ? reload(context) : restart(context)),
  ];
}

function placeStore(context: FixContext): readonly FixStep[] {
  const layer = layerOf(context);
  const { files, secureSettings, format } = context;
  const missing = secureSettings === null ? [] : passwordsToStore(context).filter((name) => !secureSettings.includes(name));
  return [
    command(
      atFault(context),
      `Replace the file that ${layer.keystore} names with it.${reads(context, 'it')}`,
      ...replaceFiles(context, [issuedFile(context).store, files.keystore ?? 'KEYSTORE_FILE']),
    ),
    ...(format === null
      ? [advice(atFault(context), `If ${layer.certificate} and ${layer.key} are set instead, issue with --pem and replace both.`)]
      : []),
    ...(missing.length === 0 ? [] : keystoreAdd(context, 'Add the password of the new file to the keystore.', ...missing)),
    ...(missing.length === 0 ? reload(context) : restart(context)),
  ];
}

/** Each use of the store has an entry of its own. */
function passwordsToStore(context: FixContext): readonly string[] {
  const layer = layerOf(context);
  const { keystore, truststore } = context.files;
  return keystore !== null && keystore === truststore ? [layer.keystorePassword, layer.truststorePassword] : [layer.keystorePassword];
}

function reads(context: FixContext, what: 'it' | 'them'): string {
  return layerOf(context).product === 'Elasticsearch' ? ` A running node reads ${what} within 5 seconds.` : '';
}

/** Elasticsearch reads files of the same name by itself. */
function reload(context: FixContext): readonly FixStep[] {
  const { product } = layerOf(context);
  if (product === 'Elasticsearch') return [];
  if (product === 'Kibana') return reloadKibana(context);
  if (product === 'OpenSearch Dashboards') return restart(context);
  return restartUnlessReloaded(context);
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
    return [
      command(spot, `${text} Add it to the store that ${layer.truststore} names.`, ...importAuthority(context, { alias, file, store })),
      ...(files.truststore === null
        ? [advice(spot, `If ${layer.authorities} is set instead, append the CA to the file that it names.`)]
        : []),
    ];
  }
  const [first] = files.authorities;
  if (first === undefined && product === 'elasticsearch') {
    const name = `certs/${file.replace(/^.*\//, '')}`;
    return [
      command(
        spot,
        `${text} Put it into the configuration directory.`,
        ...newFiles(context, [shellQuote(file), `${configDirectory(context)}/${name}`]),
      ),
      setting(context, where, 'Name that file.', { [layer.authorities]: [name] }),
    ];
  }
  return [
    command(
      spot,
      `${text} Append it to the file that ${layer.authorities} names.`,
      appendTo(context, shellQuote(file), first ?? 'TRUST_FILE'),
    ),
  ];
}

function appendTo({ packaging }: FixContext, from: string, to: string): string {
  return packaging === 'container'
    ? `docker compose run --rm --no-deps --user 0 -T SERVICE sh -c ${shellQuote(`cat >>${shellQuote(to)}`)} <${from}`
    : `cat ${from} >>${shellQuote(to)}`;
}
