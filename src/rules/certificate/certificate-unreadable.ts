import type { Certificate } from '../../model/certificate.ts';
import type { CertificateFlaw, CertificateReader } from '../../model/certificate-flaw.ts';
import type { Channel } from '../../model/channel.ts';
import { decidingPeers } from '../../model/deciding-peers.ts';
import type { CertificateEvidence } from '../../model/evidence.ts';
import { type Severity, severities } from '../../model/severity.ts';
import { flawFacts, flawText } from '../../wording/certificate-fault-texts.ts';
import { withoutCertificate } from '../framework/judge-chain.ts';
import type { CertificateRule, Outcome } from '../framework/rule.ts';
import { listReadable } from '../remedies/file-steps.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, atFault } from '../remedies/steps.ts';

/** Whether peers can read every certificate that the endpoint sends. */
export const certificateUnreadable: CertificateRule = {
  id: 'certificate-unreadable',
  title: 'Certificate cannot be read',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'Every certificate that the endpoint sends is an X.509 certificate that Java and OpenSSL can read. The severity is critical if no peer that connects to the port can read it, high if some cannot, and low if only programs that do not connect there cannot: to transport only nodes connect, with Java. A malformed entry of subjectAltName is reported by san-entry-malformed.',
  impact:
    'Java (nodes) and OpenSSL (Kibana, curl and most clients) read every certificate of the chain before they check any. One that cannot be read ends every handshake, even if the chain does not need it and whatever verification_mode is.',
  fix: reissue('to replace the one that cannot be read, with nothing but certificates in the chain', {
    before: (context) => [
      listReadable(context),
      advice(
        atFault(context),
        'If you have the certificate and its intermediates as the CA delivered them, put these back in place, and nothing else. Then no new certificate is needed.',
      ),
    ],
  }),
  source: 'RFC 5280 §4.1; RFC 8446 §4.4.2; measured with JDK 17 and 25, Node.js 20 and OpenSSL 3.0',
  judge: (evidence) => {
    if (certificatesOf(evidence).length === 0 && evidence.unreadable.length === 0) return withoutCertificate(evidence);
    const broken = faultsOf(evidence);
    const [worst] = broken;
    return worst === undefined ? { kind: 'pass' } : finding(broken, worst.severity, evidence.foundAt);
  },
};

const allReaders: readonly CertificateReader[] = ['java', 'openssl'];

type Broken = {
  /** From 1, as people count. */
  readonly position: number;
  readonly of: number;
  readonly subject: string | null;
  readonly flaw: CertificateFlaw;
  readonly unreadableTo: readonly CertificateReader[];
  readonly severity: Severity;
};

/** What those who connect to a port read certificates with. */
export function readersAt(channel: Channel): readonly CertificateReader[] {
  return [...new Set(decidingPeers[channel].map((peer) => (peer === 'node' ? 'openssl' : 'java')))];
}

/** What came and could be read; of a CA in a file that CA. */
function certificatesOf({ chain, behindUnreadable, authorities }: CertificateEvidence): readonly Certificate[] {
  if (behindUnreadable !== undefined) return behindUnreadable;
  return chain.length > 0 ? chain : authorities.map(({ certificate }) => certificate);
}

/** Worst first. */
function faultsOf(evidence: CertificateEvidence): readonly Broken[] {
  const { unreadable, channel } = evidence;
  const readable = certificatesOf(evidence);
  const of = readable.length + unreadable.length;
  const lost = new Map(unreadable.map(({ place, flaw }) => [place, flaw]));
  const rest = [...readable];
  const broken: Broken[] = [];
  for (let place = 0; place < of; place++) {
    const flaw = lost.get(place);
    if (flaw !== undefined)
      broken.push({ ...brokenAt(place, of, null, flaw, allReaders), severity: unreadableSeverity(allReaders, channel) });
    else {
      const certificate = rest.shift();
      for (const { flaw: own, unreadableTo } of certificate?.flaws ?? [])
        broken.push({
          ...brokenAt(place, of, certificate ?? null, own, unreadableTo),
          severity: unreadableSeverity(unreadableTo, channel),
        });
    }
  }
  return broken.sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.unreadableTo.length - a.unreadableTo.length,
  );
}

/** How grave it is that these cannot read a certificate: those who do not connect to the port do not count. A file may be for any port. */
export function unreadableSeverity(unreadableTo: readonly CertificateReader[], channel: Channel = 'unknown'): Severity {
  const readers = readersAt(channel);
  const blind = readers.filter((reader) => unreadableTo.includes(reader));
  return blind.length === readers.length ? 'critical' : blind.length > 0 ? 'high' : 'low';
}

function brokenAt(
  place: number,
  of: number,
  certificate: Certificate | null,
  flaw: CertificateFlaw,
  unreadableTo: readonly CertificateReader[],
): Omit<Broken, 'severity'> {
  return { position: place + 1, of, subject: certificate?.subject ?? null, flaw, unreadableTo };
}

function finding(broken: readonly Broken[], severity: Severity, foundAt: CertificateEvidence['foundAt']): Outcome {
  const reported = broken.slice(0, 3).map((one) => sentenceOf(one, foundAt));
  const more = broken.length > reported.length ? [`${broken.length - reported.length} more like this.`] : [];
  return {
    kind: 'finding',
    severity,
    message: [...reported, ...more].join(' '),
    facts: {
      certificates: broken.map(({ position, of, subject, flaw, unreadableTo }) => ({
        position,
        of,
        subject,
        ...flawFacts(flaw),
        unreadableTo,
      })),
    },
  };
}

function sentenceOf({ position, of, subject, flaw, unreadableTo }: Broken, foundAt: CertificateEvidence['foundAt']): string {
  const place =
    position === 1 ? (foundAt === 'file' ? 'The certificate' : "The endpoint's own certificate") : `Certificate ${position} of ${of}`;
  return `${place}${subject === null ? '' : ` (${subject === '' ? 'no subject' : subject})`} ${flawText(flaw)}: ${unreadableConsequence(unreadableTo)}`;
}

/** What follows for a connection. */
export function unreadableConsequence(unreadableTo: readonly CertificateReader[]): string {
  if (unreadableTo.length === allReaders.length) return 'nodes, Kibana and other clients refuse the connection.';
  const [only] = unreadableTo;
  if (only === undefined) return 'nodes and Kibana read it, strict verifiers may refuse it.';
  return only === 'java'
    ? 'nodes (Java) refuse the connection, Kibana (OpenSSL) reads it.'
    : 'Kibana, curl and other clients on OpenSSL refuse the connection, nodes (Java) read it.';
}
