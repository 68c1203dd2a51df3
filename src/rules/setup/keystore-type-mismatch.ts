import type { FixContext, FixStep } from '../../model/fix.ts';
import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { layerOf } from '../remedies/layer.ts';
import { localCopy } from '../remedies/put-files.ts';
import { leftoverSecrets } from '../remedies/secrets.ts';
import { setting, settingAdvice } from '../remedies/settings-edit.ts';
import { atFault, command } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';

/** Whether a store is of the kind that is expected. */
export const keystoreTypeMismatch = reportedRule({
  id: 'keystore-type-mismatch',
  title: 'Store does not have the type of its name or setting',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  requirement: 'The file is a store of the type that its setting, or the ending of its name, says.',
  impact:
    'The process does not start. Elasticsearch goes by the name only: .p12, .pfx and .pkcs12 are PKCS#12, anything else is JKS. Usually the file is PEM, or damaged.',
  fix: filesFix(storeByItsType),
  source: 'Elasticsearch reference: security settings; elastic/elasticsearch: KeyStoreUtil.inferKeyStoreType',
  needs: /store\.path$/,
});

/** The file under the setting that takes what it is. */
function storeByItsType(context: FixContext): readonly FixStep[] {
  const { path, setting: name, found } = context;
  const layer = layerOf(context);
  const file = path ?? 'FILE';
  const isTrust = name !== null && /truststore/.test(name);
  if (found.format === 'pem') {
    const [store, type, password] = isTrust
      ? [layer.truststore, typeOf(layer.truststore), layer.truststorePassword]
      : [layer.keystore, typeOf(layer.keystore), layer.keystorePassword];
    return [
      setting(
        context,
        'at-fault',
        'Name the PEM file in the settings that take PEM.',
        isTrust ? { [layer.authorities]: [file] } : { [layer.certificate]: file, [layer.key]: context.files.key ?? 'KEY_FILE' },
        [store, type],
      ),
      ...leftoverSecrets(context, password),
      ...restart(context),
    ];
  }
  if (name !== null && (found.format === 'pkcs12' || found.format === 'jks')) {
    return [
      setting(context, 'at-fault', 'Name the type that the file has.', { [typeOf(name)]: found.format === 'jks' ? 'jks' : 'PKCS12' }),
      ...restart(context),
    ];
  }
  const { fetch, file: local } = localCopy(context, file);
  return [
    command(atFault(context), 'Check what the file is.', ...fetch, `file ${local}`, `head -c 64 ${local} | od -c | head -2`),
    settingAdvice(
      context,
      'at-fault',
      `Name a PKCS#12 or JKS file in ${name ?? layer.keystore}, and set its type beside it if its name does not end in .p12 or .jks.`,
    ),
    ...restart(context),
  ];
}

function typeOf(setting: string): string {
  return setting.replace(/\.path$/, '.type');
}
