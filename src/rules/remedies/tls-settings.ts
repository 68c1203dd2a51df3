import type { FixContext, FixStep } from '../../model/fix.ts';
import { layerOf } from './layer.ts';
import { removal, setting } from './settings-edit.ts';
import { advice, at, atKibana, edit } from './steps.ts';

/** The versions that a layer is to speak. */
export function protocolsOf(context: FixContext): readonly FixStep[] {
  const { product, prefix } = layerOf(context);
  const name = product === 'Elasticsearch' ? 'supported_protocols' : product === 'OpenSearch' ? 'enabled_protocols' : 'supportedProtocols';
  return [
    setting(context, 'every-node', 'Let it speak TLS 1.3 and 1.2, or delete the line: that is the default.', {
      [`${prefix}.${name}`]: ['TLSv1.3', 'TLSv1.2'],
    }),
  ];
}

/** No list of suites. `tail` says what follows. */
export function withoutSuites(context: FixContext, tail: string): readonly FixStep[] {
  const { product, prefix } = layerOf(context);
  const name = product === 'Elasticsearch' ? 'cipher_suites' : product === 'OpenSearch' ? 'enabled_ciphers' : 'cipherSuites';
  return [removal(context, 'every-node', `Delete ${prefix}.${name}, ${tail}.`)];
}

/** What changes the JVM, or the Node, below the settings. */
export function javaSecurity(context: FixContext): readonly FixStep[] {
  const { product } = layerOf(context);
  if (context.deployment === 'eck' && context.product !== 'opensearch')
    return [advice(at('kubernetes'), 'Take -Djava.security.properties out of ES_JAVA_OPTS in the podTemplate.')];
  switch (product) {
    case 'Elasticsearch':
      return [
        edit(
          at('every-node', { file: 'jvm.options.d' }),
          'Take -Djava.security.properties with its changed jdk.tls.disabledAlgorithms out, also out of ES_JAVA_OPTS, or see that the list has all that the JDK has in conf/security/java.security.',
        ),
      ];
    case 'OpenSearch':
      return [
        edit(
          at('every-node', { file: 'jvm.options.d' }),
          'Take -Djava.security.properties with its changed jdk.tls.disabledAlgorithms out, also out of OPENSEARCH_JAVA_OPTS.',
        ),
      ];
    case 'Kibana':
    case 'OpenSearch Dashboards':
      return [edit(atKibana(context, 'node.options'), 'See that no --tls-min-v1.0 and no --tls-min-v1.1 stands there.')];
  }
}

/** Of what the defaults have. */
export function aboutDefaults(context: FixContext): FixStep {
  const { product } = layerOf(context);
  const text =
    product === 'Elasticsearch'
      ? 'Of the low ones, suites without forward secrecy disappear with the JDK in Elasticsearch 9. Those with CBC are in every default list: leave them, or name the GCM and CHACHA20 suites, the same on every node.'
      : 'The default list still has CBC: leave it, or name the GCM and CHACHA20 suites, the same everywhere.';
  return advice(at('every-node'), text);
}
