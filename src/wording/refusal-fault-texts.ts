import { andMore } from '../model/name-list.ts';
import type { FirstNames } from '../model/reasons/name-fault.ts';
import type { AnotherId, AnotherKey, OfferAnswer, RefusalFault } from '../model/reasons/refusal-fault.ts';
import { flawText } from './certificate-fault-texts.ts';
import { differenceText, shortKeyId } from './key-id-difference-text.ts';
import { pathTexts } from './path-fault-texts.ts';
import { day } from './spans.ts';
import type { Texts } from './texts.ts';

const orReissued = 'that CA has another key, or the same key under another key id; its certificate was not seen';

const offerTexts: Texts<OfferAnswer> = {
  'offer-let-in': ({ by }) => `let it in (${by})`,
  'offer-alert': ({ description, name }) => `answered with alert ${description} ${name}`,
  'offer-closed': () => 'closed the connection after it, without an alert',
};

const anotherKeyTexts: Texts<AnotherKey> = {
  'key-refused-by-judge': (shown) =>
    `${anotherIdText(shown)}, so what it trusts by that name is not the same CA certificate: ${orReissued}`,
  'key-id-let-in': (shown) => `${anotherIdText(shown)}${anotherKeyOr(shown)}`,
  'key-id-of-own': (shown) =>
    `${shown.judge} trusts one CA of that name, and its own certificate names the key id ${shortKeyId(shown.keyId)}${anotherKeyOr(shown)}`,
};

const anotherIdTexts: Texts<AnotherId> = {
  'key-refused-by-judge': ({ judge }) => `${judge} names that CA and refuses a good certificate of it`,
  'key-id-let-in': ({ judge, keyId }) =>
    `${judge} trusts one CA of that name, and accepts certificates that name the key id ${shortKeyId(keyId)}`,
  'issuer-of-own': ({ judge, what }) =>
    `${judge} trusts one CA of that name, and its own certificate is issued by the one with that ${what}`,
  'serial-of-own': ({ judge }) => `${judge} trusts one CA of that name, and its own certificate names that serial number`,
};

const texts: Texts<RefusalFault> = {
  ...pathTexts,
  'refusal-unreadable': ({ place, flaw }) =>
    `${place === 0 ? 'its own certificate' : `certificate ${place + 1} of those that it sends`} ${flawText(flaw)}`,
  'refusal-unreadable-to-judge': ({ subject, flaw }) => `its certificate ${subject} ${flawText(flaw)}`,
  'refusal-not-sent': ({ issuer, named }) =>
    `it is issued by ${issuer}, which is not among the CAs that the other names (${authorities(named)}), so a Java node does not even send it`,
  'refusal-self-signed': ({ judge, trusted }) => `it is self-signed, and ${judge} trusts ${authorities(trusted)} alone`,
  'refusal-unknown-issuer': ({ issuer, judge, trusted }) => `it is issued by ${issuer}, and ${judge} trusts ${authorities(trusted)} alone`,
  'refusal-untrusted-issuer': ({ issuer, trusted }) => `it is issued by ${issuer}, and trusted are ${trusted.join('; ')}`,
  'refusal-lookalike-ca': ({ authority, keyId, shown }) =>
    `it is issued by a ${authority} with the key id ${shortKeyId(keyId)}; ${(anotherKeyTexts[shown.code] as (shown: AnotherKey) => string)(shown)}`,
  'refusal-key-ids': ({ authority, differences, shown }) =>
    `the key of ${authority} signed it, but it names ${differenceText(differences)}; ${anotherIdText(shown)}`,
  'refusal-without-intermediate': ({ missing, above }) =>
    `it comes without the intermediate ${missing}; trusted is ${above} above it, which does not lead down to it`,
  'refusal-by-kibana-without-intermediate': ({ missing, above }) =>
    `it comes without the intermediate ${missing}, above which is ${above}, that Kibana trusts`,
  'refusal-without-certificate': () => 'it demands a certificate, and Kibana has none',
  'refusal-unexplained': () =>
    'it was offered with its key, and the connection was ended; nothing in the certificate shows why, so most likely the CA that issued it is not the one that is trusted under that name',
  'refusal-without-reason': ({ peer, how }) => `it was offered, and ${peer} ${offerAnswerText(how)}; for which reason does not show`,
  'refusal-leaf-ended': ({ until }) => `it ended on ${day(until)}`,
  'refusal-leaf-not-yet-valid': ({ from }) => `it begins on ${day(from)}`,
  'refusal-leaf-purpose': ({ usages, wanted }) => `its extendedKeyUsage (${usages.join(', ')}) lacks ${wanted}`,
  'refusal-leaf-key-usage': ({ usages }) => `its keyUsage (${usages.join(', ')}) lacks digitalSignature`,
};

/** Why a peer refuses a certificate, as the end of a sentence that names it. */
export function refusalFaultText(fault: RefusalFault): string {
  return (texts[fault.code] as (fault: RefusalFault) => string)(fault);
}

/** What a peer did with what was offered, as the end of a sentence that names it: `answered with alert 46 certificate_unknown`. */
export function offerAnswerText(answer: OfferAnswer): string {
  return (offerTexts[answer.code] as (answer: OfferAnswer) => string)(answer);
}

function anotherIdText(shown: AnotherId): string {
  return (anotherIdTexts[shown.code] as (shown: AnotherId) => string)(shown);
}

function anotherKeyOr({ compared }: { readonly compared: boolean }): string {
  return compared ? ', which is another key' : `: ${orReissued}`;
}

function authorities({ first, count }: FirstNames): string {
  return first.join('; ') + andMore(count - first.length);
}
