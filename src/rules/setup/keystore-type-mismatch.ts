import { shellQuote } from '../../model/shell-quote.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { layerOf } from '../remedies/layer.ts';
import { removal } from '../remedies/settings-edit.ts';
import { atFault, command } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a store is of the kind that is expected. */
export const keystoreTypeMismatch = reportedRule({
  id: 'keystore-type-mismatch',
  title: 'Store is not what its name or type says',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'The file is a store of the type that its setting, or the end of its name, says.',
  why: 'The process does not start. Elasticsearch goes by the name alone: .p12, .pfx and .pkcs12 are PKCS#12, anything else is JKS. A PEM file in place of a store, or a damaged one, is the usual case.',
  fix: filesFix((context) => {
    const file = shellQuote(context.path ?? 'FILE');
    return [
      command(atFault(context), 'See what the file is.', `file ${file}`, `head -c 64 ${file} | od -c | head -2`),
      removal(
        context,
        'at-fault',
        `Name the file by what it is, or set keystore.type or truststore.type beside ${context.setting ?? 'its path'} to PKCS12 or jks. PEM files go into ${layerOf(context).certificate}, ${layerOf(context).key} and ${layerOf(context).authorities} instead.`,
      ),
      ...restart(context),
    ];
  }),
  source: 'Elasticsearch reference: security settings; elastic/elasticsearch: KeyStoreUtil.inferKeyStoreType',
  needs: /store\.path$/,
});
