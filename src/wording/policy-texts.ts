import type { PolicyReason } from '../model/reasons/policy-reason.ts';
import { handshakeText } from './handshake-fault-texts.ts';
import { shortfallText } from './shortfall-text.ts';
import type { Texts } from './texts.ts';

const nouns = {
  'cipher-suites': 'cipher suites',
  groups: 'groups',
  'signature-schemes': 'signature schemes',
  features: 'extensions of TLS 1.2',
  'suite-order': 'order of the cipher suites',
} as const;

/** Why a requirement could not be checked. */
export const policyTexts: Texts<PolicyReason> = {
  'policy-no-tls-answer': () => 'no TLS handshake came far enough to show it',
  'policy-endpoint-needed': () => 'only the endpoints themselves show it: name the nodes as well',
  'policy-channel-not-seen': ({ channel }) =>
    channel === 'unknown' ? 'no endpoint answered' : `no ${channelNouns[channel]} answered: name one, or use --discover`,
  'policy-version-not-shown': ({ versions }) => `whether ${versions.join(', ')} is accepted did not show`,
  'policy-list-incomplete': ({ what, gap }) => `there may be more ${nouns[what]} than were seen: ${shortfallText(gap)}`,
  'policy-not-asked': ({ what }) => `the ${nouns[what]} were not asked for, or did not show`,
  'policy-suite-order-unclear': () => 'whether the server or the client decides on the cipher suite did not show',
  'policy-handshake-not-foretold': ({ stage }) => handshakeText(stage),
  'policy-no-certificate': () => 'the certificates did not show, or one of them cannot be read',
  'policy-public-root-not-checked': () => 'whether the certificate leads to a public root was not checked',
};

const channelNouns = {
  transport: 'transport port',
  http: 'Elasticsearch HTTP port',
  kibana: 'Kibana',
  'remote-cluster': 'remote cluster port',
} as const;
