import type { FixContext, FixStep } from '../../model/fix.ts';
import { shellQuote } from '../../model/shell-quote.ts';
import { readable } from './file-steps.ts';
import { fileNameOf } from './fix-context.ts';
import { manifest, writeSecret } from './kubernetes.ts';
import { layerOf } from './layer.ts';
import { configDirectory, newFiles } from './put-files.ts';
import { setting } from './settings-edit.ts';
import { advice, at, atFault, command } from './steps.ts';
import { restart } from './tools.ts';

/** The text that stands in a setting, moved into a file that the service alone can read, and the path of that file in its place. */
export function textToFile(context: FixContext): readonly FixStep[] {
  const name = fileOf(context);
  const folder = `${configDirectory(context)}/certs`;
  const path = `${folder}/${name}`;
  return [
    ...(isStore(context) ? [putStore(context, path)] : writeText(context, name, folder)),
    ...readable({ ...context, path }),
    // Kibana takes a relative path from the directory that it was started in.
    setting(context, 'at-fault', 'Write its path in place of the text.', {
      [settingOf(context)]: pathsOf(context, layerOf(context).product === 'Kibana' ? path : `certs/${name}`),
    }),
    ...restart(context),
    advice(
      at('ca-machine'),
      'A private key that others could read in the settings file, its backups or the log counts as leaked: replace it by a certificate with a new key.',
    ),
  ];
}

/** The same on Kubernetes, where a secret holds the file. */
export function textToSecret(context: FixContext): readonly FixStep[] {
  const name = fileOf(context);
  const isKibana = layerOf(context).product === 'Kibana';
  const folder = `/usr/share/${isKibana ? 'kibana' : 'elasticsearch'}/config/from-settings`;
  const pod = [
    'podTemplate:',
    '  spec:',
    '    volumes:',
    '      - name: from-settings',
    '        secret:',
    '          secretName: SECRET',
    '          defaultMode: 0440',
    '    containers:',
    `      - name: ${isKibana ? 'kibana' : 'elasticsearch'}`,
    '        volumeMounts:',
    '          - name: from-settings',
    `            mountPath: ${folder}`,
  ];
  return [
    writeSecret(
      context,
      `Put the text into a file, ${name}, and that into a secret.${isStore(context) ? ` ${storeRemark(context)}` : ''}`,
      [shellQuote(name)],
    ),
    manifest(
      isKibana ? 'Kibana' : 'Elasticsearch',
      'Mount that secret. For HTTP the operator itself mounts the secret that spec.http.tls.certificate.secretName names.',
      ...(isKibana
        ? ['spec:', ...pod.map((line) => `  ${line}`)]
        : ['spec:', '  nodeSets:', '    - name: NODESET', ...pod.map((line) => `      ${line}`)]),
    ),
    setting(context, 'at-fault', 'Write the path in place of the text.', {
      [settingOf(context)]: pathsOf(context, `${folder}/${name}`),
    }),
    advice(
      at('kubernetes'),
      'A private key that stood in the manifest counts as leaked to whoever can read it: replace it by a certificate with a new key.',
    ),
  ];
}

function writeText(context: FixContext, name: string, folder: string): readonly FixStep[] {
  const text =
    'Put the text into a file: enter the last command, paste the text with its BEGIN and END lines and no blanks before them, and press Enter and Ctrl+D.';
  if (context.packaging === 'container') {
    return [
      command(atFault(context), text, `(umask 077 && cat >${shellQuote(name)})`),
      command(atFault(context), 'Put it into the configuration directory.', ...newFiles(context, [shellQuote(name), `${folder}/${name}`])),
    ];
  }
  return [command(atFault(context), text, `mkdir -p ${shellQuote(folder)}`, `(umask 077 && cat >${shellQuote(`${folder}/${name}`)})`)];
}

function putStore(context: FixContext, path: string): FixStep {
  return advice(atFault(context), `Put the store itself, PKCS#12 or JKS, into a file: ${path}. ${storeRemark(context)}`);
}

/** PEM in a file is no store either. */
function storeRemark(context: FixContext): string {
  const layer = layerOf(context);
  const settings = /truststore/.test(settingOf(context)) ? layer.authorities : `${layer.certificate} and ${layer.key}`;
  return `PEM is no store: it belongs in the files of ${settings}, in place of this setting.`;
}

function isStore(context: FixContext): boolean {
  return /store\.path$/.test(settingOf(context));
}

function settingOf({ setting: name }: FixContext): string {
  return name ?? 'SETTING';
}

function pathsOf(context: FixContext, path: string): string | readonly string[] {
  return /authorities$/i.test(settingOf(context)) ? [path] : path;
}

/** A name that tells the files of two settings apart: `transport-key.pem`. */
function fileOf(context: FixContext): string {
  const extension = isStore(context) ? 'p12' : 'pem';
  const name = (context.setting ?? 'from-settings')
    .replace(/^xpack\.security\./, '')
    .replace(/\.ssl\./, '.')
    .replace(/\.path$/, '')
    .replaceAll('.', '-');
  return `${fileNameOf(name) ?? 'from-settings'}.${extension}`;
}
