import type { CalendarEvent, RenewalStep } from '../../model/calendar.ts';
import { dayMs } from '../../model/days-left.ts';
import type { RenewalFact } from '../../model/reasons/calendar-fact.ts';
import { renewalFactText } from '../../wording/calendar-texts.ts';
import { type CertificateInUse, certificatesInUse, type Holder } from './certificates-in-use.ts';
import { namesOf, placesOf } from './event-places.ts';

/** What expires within this time is due: a CA takes a while to be replaced. */
export const dueWithinDays = 90;

/**
 * In which order to renew what is due: a CA before what it issued. Everybody trusts both CAs before the first certificate of the new one is issued, and the old one goes last.
 *
 * @param events of the certificates, in the same order
 */
export function renewalOrder(all: readonly CertificateInUse[], events: readonly CalendarEvent[], at: Date): readonly RenewalStep[] {
  const due = all.filter(
    ({ certificate }, index) =>
      events[index]?.renewedBy === 'operator' && certificate.notAfter.getTime() - at.getTime() <= dueWithinDays * dayMs,
  );
  const authorities = due.filter(({ role }) => role === 'ca');
  const isBelow = (holder: Holder) => authorities.some(({ holders }) => holders.includes(holder));
  // Whoever gets a certificate of a new CA needs no other one.
  const alone = due.filter(({ role, holders }) => role === 'own' && !holders.every(isBelow));
  return [...authorities.flatMap((one) => replaceAuthority(one)), ...alone.map((one) => renew(one))];
}

function replaceAuthority({ certificate, holders }: CertificateInUse): readonly RenewalStep[] {
  const { subject } = certificate;
  const names = namesOf(holders);
  const leaves = holders.flatMap(
    ({
      evidence: {
        chain: [leaf],
      },
    }) => (leaf === undefined ? [] : [leaf.notAfter.getTime()]),
  );
  const before = new Date(Math.min(certificate.notAfter.getTime(), ...leaves)).toISOString();
  const everywhere = placesOf(holders.map(({ label }) => label)).places;
  const step = (fact: RenewalFact, places: readonly string[]): RenewalStep => {
    // The old CA harms nobody by staying.
    return { step: fact.code, text: renewalFactText(fact), subject, places, before: fact.code === 'drop-ca' ? null : before };
  };
  return [
    step({ code: 'make-ca', subject }, []),
    step({ code: 'trust-both', names }, everywhere),
    step({ code: 'issue', names }, everywhere),
    step({ code: 'drop-ca', subject }, everywhere),
  ];
}

function renew({ certificate, holders }: CertificateInUse): RenewalStep {
  const { subject, notAfter, notBefore } = certificate;
  const lives = notAfter.getTime() - notBefore.getTime();
  const bound = certificatesInUse(holders).find(
    ({ role, certificate: above }) => role === 'ca' && above.notAfter.getTime() < notAfter.getTime() + lives,
  );
  return {
    step: 'renew',
    text: renewalFactText({
      code: 'renew',
      names: namesOf(holders),
      bound: bound === undefined ? null : { subject: bound.certificate.subject, until: bound.certificate.notAfter },
    }),
    subject,
    places: placesOf(holders.map(({ label }) => label)).places,
    before: notAfter.toISOString(),
  };
}
