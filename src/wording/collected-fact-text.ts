import { someNamed } from '../model/name-list.ts';
import type { CollectedFact } from '../model/reasons/collected-fact.ts';
import { day } from './spans.ts';
import type { Texts } from './texts.ts';

const texts: Texts<CollectedFact> = {
  'collected-certificate-ended': ({ subject, place, expiry }) => `${subject} in ${place} of the node ended on ${day(expiry)}.`,
  'collected-issuer-not-trusted': ({ subject, place, issuer, trusted }) =>
    `${subject} in ${place} of the node is issued by ${issuer}, and its trust files hold ${someNamed(trusted, 3)} alone.`,
  'collected-intermediate-elsewhere': ({ subject, place, issuer, lies, file }) =>
    `${subject} in ${place} of the node is issued by the intermediate ${issuer}, which lies in ${lies} and not in ${file}.`,
  'collected-transport-tls-off': () => 'xpack.security.transport.ssl.enabled is not true on the node, by its own answer.',
  'collected-seeds-at-http-port': ({ seeds, httpPort }) =>
    `discovery.seed_hosts has ${someNamed(seeds, 3)}: on this node, ${httpPort} is the port of HTTP.`,
};

/** As a sentence. */
export function collectedFactText(fact: CollectedFact): string {
  return (texts[fact.code] as (fact: CollectedFact) => string)(fact);
}
