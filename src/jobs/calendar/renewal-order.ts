import type { CalendarEvent, RenewalStep } from '../../model/calendar.ts';
import { dayMs } from '../../model/days-left.ts';
import { day } from '../../wording/spans.ts';
import { type CertificateInUse, certificatesInUse, type Holder } from './certificates-in-use.ts';
import { named, nameOf, placesOf } from './event-words.ts';

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
  const who = named(holders.map(nameOf));
  const leaves = holders.flatMap(
    ({
      evidence: {
        chain: [leaf],
      },
    }) => (leaf === undefined ? [] : [leaf.notAfter.getTime()]),
  );
  const before = new Date(Math.min(certificate.notAfter.getTime(), ...leaves)).toISOString();
  const everywhere = placesOf(holders.map(({ label }) => label)).places;
  const step = (name: RenewalStep['step'], text: string, places: readonly string[]): RenewalStep => {
    // The old CA harms nobody by staying.
    return { step: name, text, subject, places, before: name === 'drop-ca' ? null : before };
  };
  return [
    step('make-ca', `Make the CA that follows ${subject}, with a key of its own.`, []),
    step('trust-both', `Let ${who}, and all nodes, Kibana and clients that connect there, trust both CAs.`, everywhere),
    step('issue', `Issue the certificate of ${who} from the new CA, one node after the other.`, everywhere),
    step('drop-ca', `Take ${subject} out of the trust once no certificate of it is in use.`, everywhere),
  ];
}

function renew({ certificate, holders }: CertificateInUse): RenewalStep {
  const { subject, notAfter, notBefore } = certificate;
  const lives = notAfter.getTime() - notBefore.getTime();
  const bound = certificatesInUse(holders).find(
    ({ role, certificate: above }) => role === 'ca' && above.notAfter.getTime() < notAfter.getTime() + lives,
  );
  const limit =
    bound === undefined
      ? ''
      : ` It can be valid until ${day(bound.certificate.notAfter)} at most, when ${bound.certificate.subject} expires.`;
  return {
    step: 'renew',
    text: `Renew the certificate of ${named(holders.map(nameOf))} from the same CA.${limit}`,
    subject,
    places: placesOf(holders.map(({ label }) => label)).places,
    before: notAfter.toISOString(),
  };
}
