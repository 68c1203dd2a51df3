import type { Setup, TlsContext } from '../../src/model/setup.ts';

/** The TLS settings of a context, all of them defaults. */
export function tlsContext(name: string, given: Partial<TlsContext> = {}): TlsContext {
  return {
    kind: 'transport',
    name,
    enabled: { value: true, place: null },
    identities: [],
    trust: { kind: 'anchors', anchors: [], publicRoots: false, because: null, place: null },
    verification: { value: 'full', place: null },
    clientAuthentication: null,
    protocols: { value: ['TLSv1.3', 'TLSv1.2'], place: null },
    cipherSuites: { value: [], place: null },
    files: [],
    settings: [],
    ...given,
  };
}

/** What files say of a node that is well, without anything in them. */
export function bareSetup({
  facts = {},
  ...given
}: Partial<Omit<Setup, 'facts'>> & { readonly facts?: Partial<Setup['facts']> } = {}): Setup {
  return {
    product: 'elasticsearch',
    directory: '/etc/elasticsearch',
    version: '8.19.21',
    unread: null,
    settings: [],
    contexts: [],
    keystore: { file: 'elasticsearch.keystore', kind: 'absent', protected: false, entries: [], because: null },
    jvm: null,
    startupErrors: [],
    warnings: [],
    unknown: [],
    ...given,
    facts: {
      clusterName: 'acme',
      nodeName: 'es03',
      seedHosts: [],
      seedProviders: [],
      initialMasterNodes: [],
      transportHosts: [],
      transportPublishHosts: [],
      transportPort: '9300-9400',
      httpHosts: [],
      httpPublishHosts: [],
      httpPort: '9200-9300',
      discoveryType: null,
      securityEnabled: { value: true, place: null },
      elasticsearchHosts: [],
      remoteClusters: [],
      ...facts,
    },
  };
}
