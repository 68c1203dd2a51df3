import type { Channel } from '../model/channel.ts';
import { dayMs } from '../model/days-left.ts';
import { allNamed, someNamed } from '../model/name-list.ts';
import type { CalendarFact, CalendarUnknown, EffectOfEnd, Refuser, RenewalFact, Renewer } from '../model/reasons/calendar-fact.ts';
import { capitalized } from './capitalized.ts';
import { day, span } from './spans.ts';
import type { Texts } from './texts.ts';

/** Names in a sentence. */
const mostNames = 5;

const refuserTexts: Texts<Refuser> = {
  node: ({ label }) => label,
  'other-nodes': () => 'other nodes',
  'nodes-of-other-clusters': () => 'nodes of other clusters',
  'kibana-and-clients': () => 'Kibana and other clients',
  'browsers-and-clients': () => 'browsers and other clients',
  clients: () => 'clients',
  'java-clients': () => 'Java clients',
  'kibana-and-openssl-clients': () => 'Kibana and clients with OpenSSL',
  'openssl-clients': () => 'clients with OpenSSL',
};

/** Of several endpoints of which the same is not known. */
const holdersTexts = {
  'no-ca-given': (holders: readonly string[]) => `no CA was given, so that whoever trusts ${named(holders)} is not known (--ca)`,
  'trusted-directly': (holders: readonly string[]) =>
    holders.length === 1
      ? `peers that trust the certificate of ${holders[0]} directly, as it does itself, do not look at its dates`
      : `peers that trust the certificates of ${named(holders)} directly, as these do themselves, do not look at their dates`,
};

const unknownTexts: Texts<CalendarUnknown> = {
  'acceptance-not-shown': ({ judge, holder }) => `whether ${judge} goes on accepting ${holder} did not show`,
  'no-ca-given': ({ holder }) => holdersTexts['no-ca-given']([holder]),
  'trusted-directly': ({ holder }) => holdersTexts['trusted-directly']([holder]),
  'use-not-shown': () => 'whether anything uses it did not show',
};

const layers: Readonly<Record<Channel, string>> = {
  transport: 'transport certificate',
  'remote-cluster': 'remote cluster certificate',
  http: 'HTTP certificate',
  kibana: 'Kibana certificate',
  unknown: 'certificate',
};

const renewers: Readonly<Record<Renewer, string>> = {
  operator: '',
  'eck-operator': ' The ECK operator replaces it 24 hours before.',
  platform: ' The platform replaces it.',
  elastic: ' Elastic replaces it.',
};

const factTexts: Texts<CalendarFact> = {
  'certificate-expires': ({ channel, names, end, at, effect, renewedBy }) => {
    const kind = layers[channel ?? 'unknown'];
    const what = names.length === 1 ? `${names[0]}'s ${kind}` : `The ${kind} of ${named(names)}`;
    const untouched =
      effect.isAcceptedBySome && effect.refusing.length === 0 ? ' Whoever trusts this very certificate goes on accepting it.' : '';
    const since = refusals(effect, end < at, ', if they accept it until then');
    return `${what} ${when(end, at)}${since}.${untouched}${open(effect)}${renewers[renewedBy]}`;
  },
  'ca-expires': ({ subject, selfSigned, names, end, at, effect, renewedBy }) => {
    const what = `${selfSigned ? 'The CA' : 'The intermediate CA'} ${subject} above ${named(names)}`;
    const goesOn = effect.refusing.length > 0 ? ', and goes on' : ', so nodes go on; clients with OpenSSL and Node.js refuse it';
    const untouched = effect.isAcceptedBySome ? ` Java does not look at the dates of a CA that it trusts${goesOn}.` : '';
    const since = refusals(effect, end < at, ', if what it issued is renewed from it until then');
    return `${what} ${when(end, at)}${since}.${untouched}${open(effect)}${renewers[renewedBy]}`;
  },
  'file-expires': ({ subject, place, name, end, at }) =>
    `${subject} in ${place} of ${name}, which its ports do not show, ${when(end, at)}. ${capitalized(calendarUnknownText({ code: 'use-not-shown' }))}.`,
  'revocation-list-due': ({ issuer, end, at }) =>
    `The next revocation list of ${issuer} ${end < at ? 'was due' : 'is due'} on ${day(end)}: ${sinceThen(end < at)} the one that was given says nothing of certificates that it does not name. Elasticsearch and Kibana look at no list by default.`,
  'waiver-ends': ({ owner, rule, subject, until, hasEnded }) =>
    `The waiver of ${owner} for ${rule} at ${subject} ${hasEnded ? 'ended' : 'ends'} on ${until}: from then on the problem counts again.`,
  'public-limit-changes': ({ from, days, names }) =>
    `From ${day(from)} on public CAs issue certificates for ${days} days at most: ${named(names)} ${names.length === 1 ? 'needs' : 'need'} a new one that often.`,
};

const renewalTexts: Texts<RenewalFact> = {
  'make-ca': ({ subject }) => `Make the CA that follows ${subject}, with a key of its own.`,
  'trust-both': ({ names }) => `Let ${named(names)}, and all nodes, Kibana and clients that connect there, trust both CAs.`,
  issue: ({ names }) => `Issue the certificate of ${named(names)} from the new CA, one node after the other.`,
  'drop-ca': ({ subject }) => `Take ${subject} out of the trust once no certificate of it is in use.`,
  renew: ({ names, bound }) => {
    const limit = bound === null ? '' : ` It can be valid until ${day(bound.until)} at most, when ${bound.subject} expires.`;
    return `Renew the certificate of ${named(names)} from the same CA.${limit}`;
  },
};

/** What it is, when, and who breaks: one sentence or several. */
export function calendarFactText(fact: CalendarFact): string {
  return (factTexts[fact.code] as (fact: CalendarFact) => string)(fact);
}

/** What to do, as a sentence. */
export function renewalFactText(fact: RenewalFact): string {
  return (renewalTexts[fact.code] as (fact: RenewalFact) => string)(fact);
}

/** Without a full stop. */
export function calendarUnknownText(unknown: CalendarUnknown): string {
  return (unknownTexts[unknown.code] as (unknown: CalendarUnknown) => string)(unknown);
}

/** As the subject of a sentence; in the plural, but for a node. */
export function refuserText(refuser: Refuser): string {
  return (refuserTexts[refuser.code] as (refuser: Refuser) => string)(refuser);
}

/** Who refuses whom, as the rest of a sentence. */
function refusals({ refusing, refused, isAssumed }: EffectOfEnd, isPast: boolean, assumption: string): string {
  const [first] = refusing;
  if (first === undefined) return '';
  const verb = refusing.length === 1 && first.code === 'node' ? 'refuses' : 'refuse';
  const who = named(refusing.map((one) => (one.code === 'node' ? one.label.replace(/:9300$/, '') : refuserText(one))));
  return `: ${who} ${verb} ${refused === null ? 'it' : allNamed(refused)} ${sinceThen(isPast)}${isAssumed ? assumption : ''}`;
}

function sinceThen(isPast: boolean): string {
  return isPast ? 'since then' : 'from then on';
}

/** Of whom it is not known, as sentences of their own: one for each code. */
function open({ unknown, refusing }: EffectOfEnd): string {
  const accepting = unknown.filter((one) => one.code === 'acceptance-not-shown');
  const judges = named(accepting.map(({ judge }) => judge));
  const several = `whether ${accepting.length}${refusing.length > 0 ? ' more' : ''} connections fail is not known: ${judges} did not show enough of what they trust`;
  const texts = [
    ...(accepting.length > 1 ? [several] : accepting.map(calendarUnknownText)),
    ...(['no-ca-given', 'trusted-directly'] as const).flatMap((code) => {
      const holders = unknown.flatMap((one) => (one.code === code ? [one.holder] : []));
      return holders.length === 0 ? [] : [holdersTexts[code](holders)];
    }),
  ];
  return texts.map((text) => ` ${capitalized(text)}.`).join('');
}

/** `es01, es02 and es03`, `es01, es02, es03, es04 and 9 more`. */
function named(names: readonly string[]): string {
  const all = [...new Set(names)];
  return all.length > mostNames ? someNamed(all, mostNames - 1) : allNamed(all);
}

/** `expires in 12 days (2026-12-12)`, `expired 3 days ago (2026-11-27)`. */
function when(end: Date, at: Date): string {
  const leftMs = end.getTime() - at.getTime();
  const on = `(${day(end)})`;
  if (leftMs < 0) return `expired ${span(leftMs)} ago ${on}`;
  return leftMs < dayMs ? `expires within a day ${on}` : `expires in ${span(leftMs)} ${on}`;
}
