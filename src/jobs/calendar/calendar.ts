import { peerOfEvidence } from '../../evidence/peers/peer-of-evidence.ts';
import type { CalendarEvent, CalendarReport } from '../../model/calendar.ts';
import type { Certificate } from '../../model/certificate.ts';
import { dayMs, daysLeft } from '../../model/days-left.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';
import type { WaiverReport } from '../../model/policy-report.ts';
import { publicValidityLimits } from '../../model/public-validity.ts';
import { placeOf } from '../../rules/facts/listed-certificates.ts';
import { day } from '../../wording/spans.ts';
import { parseRevocationList } from '../../x509/path/revocation-list.ts';
import { endpointLabels } from '../matrix/endpoint-labels.ts';
import { certificatesInUse, type Holder } from './certificates-in-use.ts';
import { eventOfCertificate } from './event-of-certificate.ts';
import { named, nameOf, placesOf, when } from './event-words.ts';
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
    const left = end.getTime() - at.getTime();
    const what = `The waiver of ${owner} for ${rule} at ${subject} ${left < 0 ? 'ended' : 'ends'} on ${until}`;
    return {
      ...event('waiver-ends', `${rule} at ${subject}`, end, at),
      summary: `${what}: from then on the problem counts again.`,
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
    summary: `${listed.subject} in ${placeOf(listed)} of ${nameOf(holder)}, which its ports do not show, ${when(listed.expiry, at)}. Whether anything uses it did not show.`,
    ...placesOf([holder.label]),
    unknown: ['whether anything uses it did not show'],
  }));
}

function listsDue(crls: readonly Uint8Array[], at: Date): readonly CalendarEvent[] {
  return crls.flatMap((der) => {
    const list = parseRevocationList(der);
    if (list?.nextUpdate == null) return [];
    const verb = list.nextUpdate < at ? 'was due' : 'is due';
    return [
      {
        ...event('revocation-list-due', list.issuer, list.nextUpdate, at),
        summary: `The next revocation list of ${list.issuer} ${verb} on ${day(list.nextUpdate)}: ${list.nextUpdate < at ? 'since then' : 'from then on'} the one that was given says nothing of certificates that it does not name. Elasticsearch and Kibana look at no list by default.`,
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
      summary: `From ${day(from)} on public CAs issue certificates for ${days} days at most: ${named(ofPublicCas.map(nameOf))} ${ofPublicCas.length === 1 ? 'needs' : 'need'} a new one that often.`,
      ...placesOf(ofPublicCas.map(({ label }) => label)),
      longestRenewalDays: days,
    }));
}
