import { peerOfEvidence } from '../../evidence/peers/peer-of-evidence.ts';
import type { CalendarEvent, CalendarReport } from '../../model/calendar.ts';
import type { Certificate } from '../../model/certificate.ts';
import { dayMs, daysLeft } from '../../model/days-left.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';
import type { WaiverReport } from '../../model/policy-report.ts';
import { publicValidityLimits } from '../../model/public-validity.ts';
import { placeOf } from '../../rules/facts/listed-certificates.ts';
import { calendarFactText, calendarUnknownText } from '../../wording/calendar-texts.ts';
import { day } from '../../wording/spans.ts';
import { parseRevocationList } from '../../x509/path/revocation-list.ts';
import { endpointLabels } from '../matrix/endpoint-labels.ts';
import { certificatesInUse, type Holder } from './certificates-in-use.ts';
import { eventOfCertificate } from './event-of-certificate.ts';
import { nameOf, namesOf, placesOf } from './event-places.ts';
import { renewalOrder } from './renewal-order.ts';
import { Foreteller } from './who-refuses.ts';

/** What a calendar is made of. */
export type CalendarOptions = {
  /** The instant that days are counted from. */
  readonly at: Date;
  /** Revocation lists that were given, DER. */
  readonly crls?: readonly Uint8Array[];
  /** The leaf of the user's own certificate, where one was offered. */
  readonly given?: Certificate | null;
};

/** What ends when, who breaks at that moment by the models of those who connect, and in which order to renew it. Needs no network. */
export async function calendarOf(evidence: readonly EndpointEvidence[], options: CalendarOptions): Promise<CalendarReport> {
  const { at, crls = [], given = null } = options;
  const labelOf = endpointLabels(evidence);
  const holders: readonly Holder[] = evidence.map((one) => ({ label: labelOf(one), evidence: one }));
  const nodes = holders.filter((holder) => holder.evidence.observation.channel === 'transport');
  const teller = new Foreteller({
    at,
    peers: new Map(nodes.map((holder) => [holder.label, peerOfEvidence(holder.evidence, holder.label, given)])),
    known: [...new Map(evidence.flatMap(({ anchors, chain }) => [...anchors, ...chain]).map((one) => [one.sha256, one])).values()],
  });
  const all = certificatesInUse(holders);
  const ends: CalendarEvent[] = [];
  for (const one of all) ends.push(eventOfCertificate(one, await teller.whoRefuses(one), at));
  const events = [
    ...ends,
    ...holders.flatMap((holder) => listedInFiles(holder, at)),
    ...listsDue(crls, at),
    ...limitsOfPublicCas(holders, at),
  ];
  return { at: at.toISOString(), events: byDate(events), renewals: renewalOrder(all, ends, at) };
}

/** The same with the last days of waivers that are used: what is behind the others is told elsewhere. */
export function withWaivers(calendar: CalendarReport, waivers: readonly WaiverReport[]): CalendarReport {
  const at = new Date(calendar.at);
  const used = waivers.filter(({ state }) => state === 'used');
  const events = used.map(({ rule, subject, owner, until }): CalendarEvent => {
    // A waiver holds for the whole of its last day.
    const end = new Date(Date.parse(`${until}T00:00:00Z`) + dayMs);
    return {
      ...event('waiver-ends', `${rule} at ${subject}`, end, at),
      summary: calendarFactText({ code: 'waiver-ends', owner, rule, subject, until, hasEnded: end < at }),
      ...placesOf([subject]),
    };
  });
  return { ...calendar, events: byDate([...calendar.events, ...events]) };
}

function event(kind: CalendarEvent['kind'], name: string, end: Date, at: Date): Omit<CalendarEvent, 'summary'> {
  return {
    id: `${kind}:${name}`,
    kind,
    at: end.toISOString(),
    daysLeft: daysLeft(end, at),
    certificate: null,
    places: [],
    count: 0,
    breaks: [],
    breakCount: 0,
    unknown: [],
    unknownCodes: [],
    renewedBy: 'operator',
    longestRenewalDays: null,
  };
}

function byDate(events: readonly CalendarEvent[]): readonly CalendarEvent[] {
  return [...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** What lies in the files of a node, as its REST API lists them, and is not shown. */
function listedInFiles(holder: Holder, at: Date): readonly CalendarEvent[] {
  return holder.evidence.listedBeside.map((listed) => ({
    ...event('file-expires', `${placeOf(listed)} of ${holder.label}`, listed.expiry, at),
    summary: calendarFactText({
      code: 'file-expires',
      subject: listed.subject,
      place: placeOf(listed),
      name: nameOf(holder),
      end: listed.expiry,
      at,
    }),
    ...placesOf([holder.label]),
    unknown: [calendarUnknownText({ code: 'use-not-shown' })],
    unknownCodes: ['use-not-shown'],
  }));
}

function listsDue(crls: readonly Uint8Array[], at: Date): readonly CalendarEvent[] {
  return crls.flatMap((der) => {
    const list = parseRevocationList(der);
    if (list?.nextUpdate == null) return [];
    return [
      {
        ...event('revocation-list-due', list.issuer, list.nextUpdate, at),
        summary: calendarFactText({ code: 'revocation-list-due', issuer: list.issuer, end: list.nextUpdate, at }),
      },
    ];
  });
}

/** From these days on, whoever has a certificate of a public CA renews more often. */
function limitsOfPublicCas(holders: readonly Holder[], at: Date): readonly CalendarEvent[] {
  const ofPublicCas = holders.filter(({ evidence }) => evidence.publicTrust.kind === 'trusted');
  if (ofPublicCas.length === 0) return [];
  return publicValidityLimits
    .filter(({ from }) => from > at)
    .map(({ from, days }) => ({
      ...event('public-limit-changes', day(from), from, at),
      summary: calendarFactText({ code: 'public-limit-changes', from, days, names: namesOf(ofPublicCas) }),
      ...placesOf(ofPublicCas.map(({ label }) => label)),
      longestRenewalDays: days,
    }));
}
