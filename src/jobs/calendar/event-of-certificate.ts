import type { CalendarBreak, CalendarEvent } from '../../model/calendar.ts';
import type { Channel } from '../../model/channel.ts';
import { daysLeft } from '../../model/days-left.ts';
import type { Deployment } from '../../model/deployment.ts';
import { longestPublicValidity } from '../../model/public-validity.ts';
import type { EffectOfEnd, Renewer } from '../../model/reasons/calendar-fact.ts';
import { isIssuedByOperator, livesAsOperatorAuthority } from '../../rules/facts/operator-issued.ts';
import { calendarFactText, calendarUnknownText, refuserText } from '../../wording/calendar-texts.ts';
import type { CertificateInUse, Holder } from './certificates-in-use.ts';
import { nameOf, namesOf, placesOf } from './event-places.ts';
import type { Break, Refusals } from './who-refuses.ts';

const mostBreaks = 100;

/** The end of a certificate as an entry of the calendar. */
export function eventOfCertificate(one: CertificateInUse, refusals: Refusals, at: Date): CalendarEvent {
  const { certificate, role, holders } = one;
  const { breaks, unknown } = refusals;
  const { subject, issuer, sha256, selfSigned, notAfter } = certificate;
  const renewedBy = renewerOf(one);
  const isPublic = role === 'own' && holders.some(({ evidence }) => evidence.publicTrust.kind === 'trusted');
  const told = { names: namesOf(holders), end: notAfter, at, effect: effectOf(refusals, one), renewedBy };
  return {
    id: `certificate:${sha256}`,
    kind: role === 'own' ? 'certificate-expires' : 'ca-expires',
    at: notAfter.toISOString(),
    daysLeft: daysLeft(notAfter, at),
    summary: calendarFactText(
      role === 'own'
        ? { code: 'certificate-expires', channel: channelOf(holders), ...told }
        : { code: 'ca-expires', subject, selfSigned, ...told },
    ),
    certificate: { subject, issuer, sha256 },
    ...placesOf(holders.map(({ label }) => label)),
    breaks: breaks.slice(0, mostBreaks).map(breakReport),
    breakCount: breaks.length,
    unknown: unknown.map(calendarUnknownText),
    unknownCodes: unknown.map(({ code }) => code),
    renewedBy,
    longestRenewalDays: isPublic ? longestPublicValidity(notAfter > at ? notAfter : at) : null,
  };
}

/** Null where they are of several. */
function channelOf(holders: readonly Holder[]): Channel | null {
  const channels = new Set(holders.map(({ evidence }) => evidence.channel));
  const [only = null] = channels.size === 1 ? channels : [];
  return only;
}

function breakReport({ by, refuses, certainty }: Break): CalendarBreak {
  return { by: refuserText(by), clients: by.code === 'node' ? null : by.code, refuses, certainty };
}

function effectOf({ breaks, unknown, isAcceptedBySome }: Refusals, { holders }: CertificateInUse): EffectOfEnd {
  const names = new Map(holders.map((holder) => [holder.label, nameOf(holder)]));
  const refused = [...new Set(breaks.map(({ refuses }) => refuses))];
  return {
    refusing: [...new Map(breaks.map(({ by }) => [refuserText(by), by])).values()],
    refused: refused.length === names.size ? null : refused.map((label) => names.get(label) ?? label),
    isAssumed: breaks.length > 0 && breaks.every(({ certainty }) => certainty === 'likely'),
    isAcceptedBySome,
    unknown,
  };
}

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
