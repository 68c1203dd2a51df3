import { localLimitText } from '../model/local-limit.ts';
import type { ProtocolVersion } from '../model/protocol-version.ts';
import type { EndpointGap } from '../model/reasons/endpoint-gap.ts';
import type { Topic } from '../model/shortfall.ts';
import { whyNotCompleted } from './handshake-text.ts';
import { pathFaultText } from './path-fault-texts.ts';
import { reasonText } from './reason-text.ts';
import { shortfallText } from './shortfall-text.ts';
import type { Texts } from './texts.ts';

const texts: Texts<EndpointGap> = {
  'gap-not-attempted': ({ limit }) => `not checked: ${localLimitText(limit)}`,
  'gap-not-reached': () => 'it could not be reached',
  'gap-not-understood': () => 'nothing that it sent could be understood as Elasticsearch, Kibana or TLS',
  'gap-no-handshake': () => 'client authentication: no handshake came far enough',
  'gap-handshake-broken': ({ version, conversation }) => `handshake not completed in ${version}: ${whyNotCompleted(conversation)}`,
  'gap-client-auth-not-asked': ({ version }) => `client authentication in ${version}: it was not asked`,
  'gap-client-auth': ({ version, why }) => `client authentication in ${version}: ${reasonText(why)}`,
  'gap-version': ({ version }) => `whether ${version} is accepted`,
  'gap-trust': ({ why }) => `whether its chain is trusted: ${reasonText(why)}`,
  'gap-revocation': ({ why }) => `whether it is revoked: ${pathFaultText(why)}`,
  'gap-name': ({ why }) => `whether it bears the name: ${reasonText(why)}`,
  'gap-question': ({ topic, version, why }) => `${nounOf(topic, version)}: not checked, ${shortfallText(why)}`,
  'gap-list': ({ topic, version, why }) => `${nounOf(topic, version)}: not all checked, ${shortfallText(why)}`,
  'gap-api-not-asked': () =>
    'what its REST API has to tell: it was not asked, since it did not show to be Elasticsearch; write https:// before it if it is',
  'gap-api': ({ paths, why }) => `what its REST API has to tell (${paths.join(', ')}): ${reasonText(why)}`,
};

/** What could not be told, a line each: two questions may lack the same for the same reason. */
export function endpointGapTexts(gaps: readonly EndpointGap[]): readonly string[] {
  return [...new Set(gaps.map((gap) => (texts[gap.code] as (gap: EndpointGap) => string)(gap)))];
}

function nounOf(topic: Topic, version: ProtocolVersion | null): string {
  return version === null ? nouns[topic] : `${nouns[topic]} ${ofVersion.has(topic) ? 'of' : 'in'} ${version}`;
}

const ofVersion: ReadonlySet<Topic> = new Set(['cipher-suites', 'signature-schemes', 'groups', 'features']);

const nouns: Readonly<Record<Topic, string>> = {
  'newest-version': 'the newest version of TLS',
  'other-version': 'TLS versions before the newest',
  'older-versions': 'TLS 1.1, TLS 1.0 and SSL 3.0',
  'in-clear': 'what it speaks without TLS',
  application: 'what it speaks above TLS',
  'client-certificate': 'whether it accepts the client certificate',
  stranger: 'whether it accepts a certificate that nobody signed',
  'cipher-suites': 'cipher suites',
  'server-order': 'whose order of cipher suites counts',
  'signature-schemes': 'signature schemes',
  groups: 'groups',
  features: 'features',
  resumption: 'whether sessions go on',
  'application-protocols': 'application protocols (ALPN)',
  fallback: 'whether it turns a fallback away',
  'server-name': 'whether the certificate goes by the server name',
  tolerance: 'hellos out of the ordinary',
  'client-hellos': 'whether the clients of today complete a handshake',
};
