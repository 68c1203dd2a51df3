import { didYouMean } from '../../model/did-you-mean.ts';
import type { SetupProblem } from '../../model/setup.ts';
import type { MergedSettings } from '../merged-settings.ts';
import { unknownSetting } from '../unknown-setting.ts';

/** What both TLS layers of Kibana know. */
const common = [
  'certificate',
  'certificateAuthorities',
  'key',
  'keyPassphrase',
  'keystore.path',
  'keystore.password',
  'truststore.path',
  'truststore.password',
];

/** Settings of a TLS layer, whole: of 7.17 to 9.x, since no release took one back. From Kibana's own schemas. */
const layers = [
  {
    prefix: 'server.ssl',
    known: [...common, 'enabled', 'cipherSuites', 'supportedProtocols', 'clientAuthentication', 'redirectHttpFromPort'],
  },
  { prefix: 'elasticsearch.ssl', known: [...common, 'verificationMode', 'alwaysPresentCertificate'] },
  { prefix: 'monitoring.ui.elasticsearch.ssl', known: [...common, 'verificationMode', 'alwaysPresentCertificate'] },
] as const;

/** The rest of `elasticsearch`: in any release from 7.17 on. What a release lacks of these is left to it. */
const ofElasticsearch = [
  'apiVersion',
  'apisToRedactInLogs',
  'compression',
  'customHeaders',
  'dnsCacheTtl',
  'healthCheck',
  'hosts',
  'idleSocketTimeout',
  'ignoreVersionMismatch',
  'logQueries',
  'maxIdleSockets',
  'maxResponseSize',
  'maxSockets',
  'password',
  'pingTimeout',
  'preserveHost',
  'publicBaseUrl',
  'requestHeadersWhitelist',
  'requestTimeout',
  'serviceAccountToken',
  'shardTimeout',
  'skipStartupConnectionCheck',
  'sniffInterval',
  'sniffOnConnectionFault',
  'sniffOnStart',
  'startupTimeout',
  'username',
];

/** What took the place of settings that older releases knew, and of names that belong to Elasticsearch's own settings. */
const successors: Readonly<Record<string, string>> = {
  'server.ssl.cert': 'server.ssl.certificate',
  'elasticsearch.ssl.ca': 'elasticsearch.ssl.certificateAuthorities',
  'elasticsearch.ssl.cert': 'elasticsearch.ssl.certificate',
  'elasticsearch.ssl.verify': 'elasticsearch.ssl.verificationMode',
  'elasticsearch.url': 'elasticsearch.hosts',
};

/** Names of TLS settings that Kibana does not know: with one, it ends before it opens a port. */
export function kibanaSettingFaults(settings: MergedSettings): readonly SetupProblem[] {
  return settings
    .keys()
    .toSorted()
    .flatMap((key) => {
      const found = unknownName(key.replace(/\.\d+$/, ''));
      if (found === null) return [];
      const { context, meant } = found;
      const because = { code: 'kibana-setting-unknown', setting: key, meant } as const;
      return [unknownSetting(settings, key, context, { because, logText: `Unknown configuration key(s): "${key}"` })];
    });
}

function unknownName(key: string): { readonly context: string | null; readonly meant: string | null } | null {
  const layer = layers.find(({ prefix }) => key.startsWith(`${prefix}.`));
  if (layer !== undefined) {
    const { prefix, known } = layer;
    const name = key.slice(prefix.length + 1);
    if (known.some((one) => one === name)) return null;
    return { context: prefix, meant: meantBy(key, name, prefix, known) };
  }
  if (key.startsWith('elasticsearch.')) {
    const name = key.slice('elasticsearch.'.length);
    const [head = ''] = name.split('.');
    if (head === 'ssl' || ofElasticsearch.includes(head)) return null;
    return { context: 'elasticsearch.ssl', meant: meantBy(key, name, 'elasticsearch', ofElasticsearch) };
  }
  // What a manifest of Kubernetes may take from a secret, in a file in which nobody looks for that.
  return /^valueFrom\.secretKeyRef\./.test(key) ? { context: null, meant: null } : null;
}

function meantBy(key: string, name: string, prefix: string, known: readonly string[]): string | null {
  const successor = successors[key];
  if (successor !== undefined) return successor;
  // Elasticsearch writes the same names with underscores.
  const plain = name.replaceAll('_', '').toLowerCase();
  const [close] = known.filter((one) => one.toLowerCase() === plain).concat(didYouMean(name, known));
  return close === undefined ? null : `${prefix}.${close}`;
}
