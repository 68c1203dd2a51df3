import type { Assumption, AssumptionReport } from '../model/assumption.ts';
import type { Texts } from './texts.ts';

const texts: Texts<Assumption> = {
  'trusts-own-issuer': ({ who }) => `${who} trusts the CA of its own certificate`,
  'checks-names': ({ who }) => `${who} has verification_mode full`,
  'rejected-for-its-issuer': ({ who }) => `${who} rejects it because of its CA`,
  'connects-elsewhere': ({ who }) => `${who} does not join through another node`,
  'judged-as-java-does': ({ who }) => `${who} checks it as Java does`,
  'closes-for-its-versions': ({ who }) => `${who} itself closes the connection, and no proxy or filter before it`,
  'same-network': ({ who }) => `${who} reaches what this machine reaches`,
  'call-was': ({ of }) => `the error is of ${of}`,
  'log-is-of-now': () => 'nothing has changed since the log was written',
  'no-other-seed-provider': () => 'no other seed provider names a node',
  'no-older-node-left': () => 'no node of the older release is left',
  'service-reads-no-more': () => 'the service may read no more files than you',
  'unseen-issuer-is-root': () => 'the CA that was not sent is a root',
  'unseen-issuer-is-intermediate': () => 'the CA that was not sent is an intermediate',
  'certificate-is-not-public': () => 'no public CA issued the certificate',
  'files-are-those-in-use': () => 'the service uses these files and this release',
};

/** An assumption as reports have it. */
export function assumptionReport(assumption: Assumption): AssumptionReport {
  return { code: assumption.code, text: (texts[assumption.code] as (assumption: Assumption) => string)(assumption) };
}
