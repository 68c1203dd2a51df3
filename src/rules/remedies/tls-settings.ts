import type { FixContext, FixStep } from '../../model/fix.ts';
import { isRunByOperator, type Layer, layerOf } from './layer.ts';
import { removal, setting } from './settings-edit.ts';
import { advice, at, atFault, atKibana } from './steps.ts';

/** The versions that a layer is to speak. */
export function protocolsOf(context: FixContext): readonly FixStep[] {
  const { product, prefix } = layerOf(context);
  const [, name] = listNames[product];
  return [
    setting(context, 'every-node', 'Allow TLS 1.3 and 1.2, which are the default.', {
      [`${prefix}.${name}`]: ['TLSv1.3', 'TLSv1.2'],
    }),
  ];
}

/** No list of suites, which not every configuration has. `why` is a sentence. */
export function withoutSuites(context: FixContext, why: string): readonly FixStep[] {
  const { product, prefix } = layerOf(context);
  const [name] = listNames[product];
  return [removal(context, 'every-node', [`${prefix}.${name}`], why, 'if it is set')];
}

/** No list of suites and none of versions, which not every configuration has. `why` is a sentence. */
export function withoutLists(context: FixContext, why: string): readonly FixStep[] {
  const { product, prefix } = layerOf(context);
  const names = listNames[product].map((name) => `${prefix}.${name}`);
  return [removal(context, 'every-node', names, why, 'if they are set')];
}

const listNames: Readonly<Record<Layer['product'], readonly [suites: string, versions: string]>> = {
  Elasticsearch: ['cipher_suites', 'supported_protocols'],
  Kibana: ['cipherSuites', 'supportedProtocols'],
  OpenSearch: ['enabled_ciphers', 'enabled_protocols'],
  'OpenSearch Dashboards': ['cipherSuites', 'supportedProtocols'],
};

/** What changes the JVM, or the Node, below the settings. */
export function javaSecurity(context: FixContext): readonly FixStep[] {
  const { product } = layerOf(context);
  if (isRunByOperator(context))
    return [advice(at('kubernetes'), 'If ES_JAVA_OPTS in the podTemplate has -Djava.security.properties, delete it.')];
  switch (product) {
    case 'Elasticsearch':
      return [
        advice(
          at('every-node', { file: 'jvm.options.d' }),
          'If -Djava.security.properties is set here or in ES_JAVA_OPTS, delete it, or put back what its file takes from jdk.tls.disabledAlgorithms.',
        ),
      ];
    case 'OpenSearch':
      return [
        advice(
          at('every-node', { file: 'jvm.options.d' }),
          'If -Djava.security.properties is set here or in OPENSEARCH_JAVA_OPTS, delete it, or put back what its file removes from jdk.tls.disabledAlgorithms.',
        ),
      ];
    case 'Kibana':
    case 'OpenSearch Dashboards':
      return [advice(atKibana(context, 'node.options'), 'If --tls-min-v1.0 or --tls-min-v1.1 is set here, delete it.')];
  }
}

/** Of what the defaults have. */
export function aboutDefaults(context: FixContext): FixStep {
  const { product } = layerOf(context);
  const text =
    product === 'Elasticsearch'
      ? 'Suites without forward secrecy disappear with the JDK in Elasticsearch 9. Suites with CBC are in every default list: leave them, or list the GCM and CHACHA20 suites, the same on every node.'
      : 'The default list still has CBC suites: leave them, or list the GCM and CHACHA20 suites, the same everywhere.';
  return advice(product === 'Elasticsearch' || product === 'OpenSearch' ? at('every-node') : atFault(context), text);
}
