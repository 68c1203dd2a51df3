import type { NamesakeCertificate, Namesakes } from '../model/namesakes.ts';
import type { LoggedNamesakes } from '../model/reasons/log-fact.ts';
import { shortKeyId } from './key-id-difference-text.ts';
import { day } from './spans.ts';

/** Who is who, where that is known: the one that trusts, and the one that shows the certificate. */
type Sides = { readonly judge?: string; readonly holder?: string };

/** Which of two CA certificates of one name is whose, and which side is behind, as sentences. */
export function namesakesText(namesakes: Namesakes, sides: Sides = {}): string {
  const { name, key, issuing, trusted } = namesakes;
  const marked = (one: NamesakeCertificate) => `the ${identityText(one, namesakes)} (${validityText(one)}, SHA-256 ${shortHash(one)})`;
  const again = key === 'same' ? 'The CA was issued again with the same key. ' : '';
  const which =
    issuing === null
      ? `The trusted ${name} has ${marked(trusted)}; the certificate of the other CA was not seen.`
      : `The trusted CA certificate has ${marked(trusted)}; the one behind the refused certificate has ${marked(issuing)}.`;
  return `${again}${which} ${staleText(namesakes, sides)}`;
}

/** Which side is behind, and what brings it up, as sentences. */
function staleText({ newer }: Namesakes, { judge = 'whoever refuses it', holder = 'the server' }: Sides = {}): string {
  switch (newer) {
    case 'issuing':
      return `The trusted one is the older: ${judge} needs the newer.`;
    case 'trusted':
      return `The trusted one is the newer: ${holder} still shows a certificate from the older. Restart it if its files are newer; otherwise issue its certificate again.`;
    case null:
      return 'Which of the two is newer does not show: both are valid from the same time.';
  }
}

/** What a log tells of two CA certificates of one name, and what of it is known from elsewhere, as sentences. */
export function loggedNamesakesText({ key, shown, trusted }: LoggedNamesakes, namesakes: Namesakes | null, sides: Sides): string {
  if (namesakes !== null) return namesakesText(namesakes, sides);
  const sent =
    shown === null ? 'The certificate of the CA was not sent with it' : `The CA certificate in the refused chain has the SHA-1 ${shown}`;
  const again =
    key === 'same'
      ? 'The CA was issued again with the same key, and Java accepts only what comes from the certificate that it trusts'
      : 'These are two CAs of one name, with different keys';
  return `${again}. ${sent}, the trusted one has the SHA-1 ${trusted}. Give both files with --ca to see which is the newer.`;
}

/** `key ID 12ab...`, or `serial number 1f` where the key ids of the two are the same. */
export function identityText(one: NamesakeCertificate, { issuing, trusted }: Namesakes): string {
  const isByKeyId = issuing === null || issuing.subjectKeyId !== trusted.subjectKeyId;
  return isByKeyId ? `key ID ${shortKeyId(one.subjectKeyId)}` : `serial number ${one.serialNumber}`;
}

/** `2026-01-01 to 2027-01-01`. */
export function validityText({ notBefore, notAfter }: Pick<NamesakeCertificate, 'notBefore' | 'notAfter'>): string {
  return `${day(notBefore)} to ${day(notAfter)}`;
}

function shortHash({ sha256 }: NamesakeCertificate): string {
  return `${sha256.slice(0, 16)}...`;
}
