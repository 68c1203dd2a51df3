import type { CalendarEvent, Renewer } from '../../model/calendar.ts';
import type { Channel } from '../../model/channel.ts';
import { daysLeft } from '../../model/days-left.ts';
import type { Deployment } from '../../model/deployment.ts';
import { allNamed } from '../../model/name-list.ts';
import { longestPublicValidity } from '../../model/public-validity.ts';
import { isIssuedByOperator, livesAsOperatorAuthority } from '../../rules/facts/operator-issued.ts';
import type { CertificateInUse, Holder } from './certificates-in-use.ts';
import { named, nameOf, placesOf, when } from './event-words.ts';
import type { Refusals } from './who-refuses.ts';

const mostBreaks = 100;

/** The end of a certificate as an entry of the calendar. */
export function eventOfCertificate(one: CertificateInUse, { breaks, unknown, isAcceptedBySome }: Refusals, at: Date): CalendarEvent {
  const { certificate, role, holders } = one;
  const { subject, issuer, sha256, notAfter } = certificate;
  const renewedBy = renewerOf(one);
  const isPublic = role === 'own' && holders.some(({ evidence }) => evidence.publicTrust.kind === 'trusted');
  const what =
    role === 'own'
      ? ownCertificate(holders)
      : `${certificate.selfSigned ? 'The CA' : 'The intermediate CA'} ${subject} above ${named(holders.map(nameOf))}`;
  return {
    id: `certificate:${sha256}`,
    kind: role === 'own' ? 'certificate-expires' : 'ca-expires',
    at: notAfter.toISOString(),
    daysLeft: daysLeft(notAfter, at),
    summary: `${what} ${when(notAfter, at)}${effect({ breaks, unknown, isAcceptedBySome }, one, at)}${renewal[renewedBy]}`,
    certificate: { subject, issuer, sha256 },
    ...placesOf(holders.map(({ label }) => label)),
    breaks: breaks.slice(0, mostBreaks),
    breakCount: breaks.length,
    unknown,
    renewedBy,
    longestRenewalDays: isPublic ? longestPublicValidity(notAfter > at ? notAfter : at) : null,
  };
}

const layers: Readonly<Record<Channel, string>> = {
  transport: 'transport certificate',
  'remote-cluster': 'remote cluster certificate',
  http: 'HTTP certificate',
  kibana: 'Kibana certificate',
  unknown: 'certificate',
};

/** `es01's transport certificate`, `The HTTP certificate of es01, es02 and es03`. */
function ownCertificate(holders: readonly Holder[]): string {
  const kinds = new Set(holders.map(({ evidence }) => layers[evidence.channel]));
  const [kind = layers.unknown] = kinds.size === 1 ? kinds : [];
  const names = [...new Set(holders.map(nameOf))];
  return names.length === 1 ? `${names[0]}'s ${kind}` : `The ${kind} of ${named(names)}`;
}

/** Who refuses it, as the rest of the sentence and the sentences after it. */
function effect({ breaks, unknown, isAcceptedBySome }: Refusals, { certificate, role, holders }: CertificateInUse, at: Date): string {
  const labelled = new Map(holders.map((holder) => [holder.label, nameOf(holder)]));
  const refusing = [...new Set(breaks.map(({ by }) => by.replace(/:9300$/, '')))];
  const since = certificate.notAfter < at ? 'since then' : 'from then on';
  const refused = new Set(breaks.map(({ refuses }) => refuses));
  const what = refused.size === labelled.size ? 'it' : allNamed([...refused].map((label) => labelled.get(label) ?? label));
  const refuses =
    refusing.length === 0
      ? ''
      : `: ${named(refusing)} ${refusing.length === 1 && !/(?:nodes|clients|OpenSSL)$/.test(refusing[0] ?? '') ? 'refuses' : 'refuse'} ${what} ${since}`;
  const assumed =
    breaks.length > 0 && breaks.every(({ certainty }) => certainty === 'likely')
      ? role === 'own'
        ? ', if they accept it until then'
        : ', if what it issued is renewed from it until then'
      : '';
  const untouched =
    !isAcceptedBySome || (breaks.length > 0 && role === 'own')
      ? ''
      : role === 'own'
        ? ' Whoever trusts this very certificate goes on accepting it.'
        : ` Java does not look at the dates of a CA that it trusts${breaks.length > 0 ? ', and goes on' : ', so nodes go on; clients with OpenSSL and Node.js refuse it'}.`;
  const open =
    unknown.length === 0
      ? ''
      : ` ${capital(unknown.length === 1 ? (unknown[0] ?? '') : `of ${unknown.length} connections it did not show whether they fail`)}.`;
  return `${refuses}${assumed}.${untouched}${open}`;
}

const renewal: Readonly<Record<Renewer, string>> = {
  operator: '',
  'eck-operator': ' The ECK operator replaces it 24 hours before.',
  platform: ' The platform replaces it.',
  elastic: ' Elastic replaces it.',
};

function renewerOf({ certificate, role, holders }: CertificateInUse): Renewer {
  const isOfOperator = ({
    evidence: {
      chain: [leaf],
    },
  }: Holder) => leaf !== undefined && isIssuedByOperator(leaf);
  if (holders.every(isOfOperator) && (role === 'own' || livesAsOperatorAuthority(certificate))) return 'eck-operator';
  const [first] = holders;
  return first === undefined ? 'operator' : renewerIn(first.evidence.deployment.type, first.evidence.channel);
}

function renewerIn(deployment: Deployment, channel: Channel): Renewer {
  switch (deployment) {
    case 'self':
    case 'eck':
      return 'operator';
    case 'ece':
      return channel === 'transport' || channel === 'remote-cluster' ? 'platform' : 'operator';
    case 'ech':
    case 'serverless':
      return 'elastic';
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
