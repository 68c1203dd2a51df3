import type { PeerHandshake } from '../../src/model/peer-handshake.ts';
import type { Setting, Setup, TlsContext } from '../../src/model/setup.ts';
import type { ObservedConnection, SetupEvidence } from '../../src/model/setup-evidence.ts';
import { healthy, noon } from './evidence.ts';
import { handshake, peer } from './peer.ts';
import { bareSetup, tlsContext } from './tls-context.ts';

/** A line of kibana.yml. */
export function kibanaSetting(key: string, value: Setting['value'], line = 1): Setting {
  return { key, value, secret: false, place: { file: 'kibana.yml', line }, from: 'yml' };
}

export const elasticsearchSsl = tlsContext('elasticsearch.ssl', { kind: 'kibana-elasticsearch' });
export const serverSsl = tlsContext('server.ssl', { kind: 'kibana-server', clientAuthentication: { value: 'none', place: null } });

type HostGiven = Partial<Pick<ObservedConnection, 'written' | 'as' | 'evidence'>> & Partial<PeerHandshake>;

/** An Elasticsearch that Kibana dials, each letting the other in, and what is wished of it. */
export function dialledHost({
  written = 'https://es01:9200',
  as = 'elasticsearch-host',
  evidence = healthy('http'),
  ...met
}: HostGiven = {}): ObservedConnection {
  const from = peer({ label: 'Kibana', speaks: null, keyFits: null, clientAuthentication: 'unknown' });
  return {
    written,
    as,
    evidence,
    handshake: handshake({ from, to: peer({ label: written, speaks: 'http', clientAuthentication: 'none' }), ...met }),
  };
}

/** The files of a Kibana that has nothing wrong, and what was met. */
export function kibanaEvidence(
  met: readonly ObservedConnection[],
  {
    contexts = [elasticsearchSsl, serverSsl],
    ...given
  }: Parameters<typeof bareSetup>[0] & { readonly contexts?: readonly TlsContext[] } = {},
): SetupEvidence {
  const setup: Setup = bareSetup({
    product: 'kibana',
    directory: '/etc/kibana',
    contexts,
    settings: [kibanaSetting('elasticsearch.hosts', ['https://es01:9200'])],
    keystore: { file: 'kibana.keystore', kind: 'absent', protected: false, entries: [], because: null },
    ...given,
    facts: { nodeName: null, elasticsearchHosts: ['https://es01:9200'], ...given.facts },
  });
  return { setup, shown: [], met, at: noon, deployment: 'self', expiresInMs: null };
}
