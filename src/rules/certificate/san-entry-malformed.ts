import type { Certificate, GeneralName } from '../../model/certificate.ts';
import { plainName } from '../../model/certificate-names.ts';
import type { CertificateEvidence } from '../../model/evidence.ts';
import type { OddName, OddNameCode } from '../../model/odd-name.ts';
import type { Severity } from '../../model/severity.ts';
import { oddNameTexts } from '../../wording/odd-name-texts.ts';
import { judgeEach } from '../facts/issuing-authorities.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { subjectAltNames } from '../remedies/kubernetes.ts';
import { reissue } from '../remedies/reissue.ts';
import { readersAt } from './certificate-unreadable.ts';

/** Whether each entry of subjectAltName is a name that clients can compare. */
export const sanEntryMalformed: CertificateRule = {
  id: 'san-entry-malformed',
  title: 'Malformed name in the certificate',
  severity: 'low',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'Each entry of subjectAltName is a plain DNS name, an IP address, or another name in its proper form. Severity: medium where the entry was meant for the name connected to, or where Java loses all names because of it; high where OpenSSL refuses the certificate, except on transport, to which only nodes connect. Addresses as DNS entries are reported by san-ip-as-dns, asterisks by san-wildcard-scope.',
  impact:
    'No client matches a name against an entry that is not a valid name, such as es01:9200 or https://es01. The other entries still count. Some faults do more damage: JDK 17 loses every entry of the list, JDK 25 refuses the certificate once names are checked, and OpenSSL refuses the certificate.',
  fix: reissue(
    'with bare names and addresses in subjectAltName: no scheme, port, path, blank or trailing dot; a name beyond ASCII in its xn-- form',
    { eck: subjectAltNames },
  ),
  source: 'RFC 5280 §4.2.1.6; RFC 9525 §6; measured with JDK 17 and 25, Node.js 20 and OpenSSL 3.0',
  readsEndpointIdentity: true,
  aboutName: true,
  judge: (evidence) =>
    judgeEach(evidence, (certificates) => {
      const [leaf, ...above] = evidence.chain;
      if (leaf?.subjectAltNames?.length === 0) {
        const message = 'The subjectAltName of the certificate is empty: JDK 25 refuses the certificate once names are checked.';
        return { kind: 'finding', severity: 'medium', message, facts: { subject: leaf.subject, entries: [] } };
      }
      const authorities = leaf === undefined ? certificates : above;
      // Nobody looks for a name in a CA; that it can be read is all that counts.
      const ofAuthorities = authorities.flatMap(oddEntries).filter(({ odd }) => odd.unreadableTo.includes('openssl'));
      const odd = [...(leaf === undefined ? [] : oddEntries(leaf)), ...ofAuthorities];
      if (odd.length === 0) return { kind: 'pass' };
      const severities = odd.map((entry) => severityIn(entry, evidence));
      const reported = odd.slice(0, 5).map(oddEntryText);
      return {
        kind: 'finding',
        severity: (['high', 'medium'] as const).find((severity) => severities.includes(severity)) ?? 'low',
        message: [...reported, ...(odd.length > 5 ? [`${odd.length - 5} more are malformed.`] : [])].join(' '),
        facts: {
          subject: (leaf ?? certificates[0])?.subject ?? null,
          entries: odd.slice(0, 20).map(({ kind, value, odd: { code, instead } }) => ({ kind, value, code, instead })),
        },
      };
    }),
};

type OddEntry = GeneralName & { readonly odd: OddName };

/** Entries that are no names of their form. */
export function oddEntries({ subjectAltNames }: Certificate): readonly OddEntry[] {
  return (subjectAltNames ?? []).filter((entry): entry is OddEntry => entry.odd !== undefined);
}

/** How grave an entry is by itself. */
export function oddEntrySeverity({ odd: { unreadableTo } }: OddEntry): Severity {
  return unreadableTo.includes('openssl') ? 'high' : unreadableTo.includes('java') ? 'medium' : 'low';
}

/** What is wrong with an entry, what comes of it, and what to write instead. */
export function oddEntryText({ kind, value, odd: { code, instead, unreadableTo } }: OddEntry): string {
  const shown = value.length > 60 ? `${value.slice(0, 60)}...` : value;
  const entry = kind === 'unreadable' ? `An entry of subjectAltName (${shown})` : `The ${forms[kind]} entry "${shown}"`;
  return `${entry} ${oddNameTexts[code]}${consequence(kind, code, unreadableTo)}.${instead === null ? '' : ` Write ${instead} instead.`}`;
}

const forms = { dns: 'DNS', ip: 'IP', email: 'e-mail', uri: 'URI', directory: 'directory name', other: 'other' } as const;

function consequence(kind: GeneralName['kind'], code: OddNameCode, unreadableTo: OddName['unreadableTo']): string {
  const java = unreadableTo.includes('java');
  if (unreadableTo.includes('openssl'))
    return `: Kibana (OpenSSL) refuses the certificate${java ? ', and nodes (Java) lose every name in it' : ''}`;
  if (java)
    return ': nodes (Java) cannot read any name of the list, JDK 17 falls back to the common name and JDK 25 refuses the certificate once names are checked';
  if (code === 'trailing-dot') return ': Node.js (Kibana) passes over the dot, Java (nodes) does not match it';
  return kind === 'dns' || kind === 'ip' ? ', so no client matches it as written' : '';
}

/** An entry that was meant for the name that was connected to matters more, unless another entry has that name. */
function severityIn(entry: OddEntry, { name, channel }: CertificateEvidence): Severity {
  // Who does not connect to the port does not count.
  const readers = readersAt(channel);
  const unreadableTo = entry.odd.unreadableTo.filter((reader) => readers.includes(reader));
  const severity = oddEntrySeverity({ ...entry, odd: { ...entry.odd, unreadableTo } });
  const { instead } = entry.odd;
  if (severity !== 'low' || instead === null || name.kind === 'not-checked' || plainName(instead) !== plainName(name.name)) return severity;
  return name.kind === 'mismatch' || name.by === `DNS:${entry.value}` ? 'medium' : 'low';
}
