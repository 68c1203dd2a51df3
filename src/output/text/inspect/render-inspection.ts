import type { PublicKey } from '../../../model/certificate.ts';
import { daysLeft, daysLeftText } from '../../../model/days-left.ts';
import type {
  InspectedCertificate,
  InspectedEntry,
  InspectedFile,
  InspectedStore,
  Inspection,
  Problem,
} from '../../../model/inspection.ts';
import type { StoreFormat } from '../../../model/store-format.ts';
import { type Paint, painter } from '../../paint.ts';
import { printableData } from '../../printable.ts';
import { wrapText } from '../../wrap-text.ts';

export type InspectionOptions = { readonly width: number; readonly colour: boolean };

/** What files hold, for people. */
export function renderInspection(inspection: Inspection, { width, colour }: InspectionOptions): string {
  const paint = painter(colour);
  const blocks = printableData(inspection.files).flatMap((file) => fileBlocks(file, new Date(inspection.at), width, paint));
  return `${blocks.join('\n\n')}\n`;
}

function fileBlocks(file: InspectedFile, at: Date, width: number, paint: Paint): readonly string[] {
  const { certificates, unreadable, problem, store } = file;
  const counts = [
    ...(store === null ? [] : [formatNames[file.format], counted(store.entries.length, 'entry', 'entries')]),
    counted(certificates.length, 'certificate', 'certificates'),
  ];
  const head = [
    ...wrapText(`${file.file}: ${counts.join(', ')}`, width).map((line) => paint('strong', line)),
    ...(problem === null ? [] : field('problem', problem, width).map((line) => paint('high', line))),
    ...unreadable.flatMap(({ place, because, rule, severity }) =>
      field(severity, `certificate ${place} cannot be read: ${because} (${rule})`, width).map((line) => paint(severity, line)),
    ),
    ...(store === null ? [] : storeLines(store, width, paint)),
  ];
  return [head.join('\n'), ...certificates.map((certificate, index) => certificateBlock(certificate, index, at, width, paint))];
}

const formatNames: Readonly<Record<StoreFormat, string>> = {
  pem: 'PEM',
  der: 'DER',
  pkcs12: 'PKCS#12',
  jks: 'JKS',
  jceks: 'JCEKS',
  pkcs7: 'PKCS#7',
  unknown: 'unknown',
};

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function storeLines(
  { integrity, password, legacy, entries, notes, problems }: InspectedStore,
  width: number,
  paint: Paint,
): readonly string[] {
  const checked = { verified: 'OK', absent: null, 'not-supported': 'not checked' }[integrity];
  const opened = password === null ? null : { 'none-needed': 'none', empty: 'empty', given: 'correct' }[password];
  const rows: readonly (readonly [string, string | null])[] = [
    ['integrity', checked],
    ['password', opened],
    ['old cipher', legacy.length === 0 ? null : legacy.join(', ')],
    ...entries.map(entryRow),
    ...notes.map((note) => ['note', note] as const),
  ];
  return [...rows.flatMap(([label, value]) => (value === null ? [] : field(label, value, width))), ...problemLines(problems, width, paint)];
}

function entryRow(entry: InspectedEntry): readonly [string, string] {
  const name = entry.alias === null ? '' : `${entry.alias}: `;
  switch (entry.kind) {
    case 'key':
      return [
        'private key',
        `${name}${[entry.key === null ? null : keyText(entry.key), entry.because, belongs(entry)].filter((part) => part !== null).join('; ')}`,
      ];
    case 'trusted':
      return ['trusted', `${name}certificate ${entry.certificate}`];
    case 'unmarked':
      return [
        'unmarked',
        `${name}certificate ${entry.certificate}, which Java does not see: it lacks the attribute 2.16.840.1.113894.746875.1.1`,
      ];
    case 'other':
      return ['other', `${name}${entry.what}`];
    case 'unreadable':
      return ['unreadable', `${name}${entry.what}: ${entry.because}`];
  }
}

function belongs({ chain, matches, elsewhere = [] }: Extract<InspectedEntry, { readonly kind: 'key' }>): string | null {
  const [leaf, ...above] = chain;
  if (elsewhere.length > 0)
    return `belongs to ${elsewhere.map(({ file, certificate }) => `certificate ${certificate} of ${file}`).join(', ')}`;
  if (leaf === undefined) return matches === false ? 'belongs to no certificate here' : 'no certificate';
  const more = above.length === 0 ? '' : `, chain ${above.join(', ')}`;
  switch (matches) {
    case true:
      return `belongs to certificate ${leaf}${more}`;
    case false:
      return `does not belong to certificate ${leaf}${more}`;
    case null:
      return `with certificate ${leaf}${more}`;
  }
}

function problemLines(problems: readonly Problem[], width: number, paint: Paint): readonly string[] {
  return problems.flatMap(({ rule, severity, detail }) =>
    field(severity, `${detail} (${rule})`, width).map((line) => paint(severity, line)),
  );
}

function keyText({ algorithm, bits, curve }: PublicKey): string {
  const size = curve ?? (bits === null ? null : `${bits} bits`);
  return size === null ? algorithm : `${algorithm}, ${size}`;
}

/** With the indent, what leaves room for a SHA-256 in 80 cells. */
const labelWidth = 12;

function certificateBlock(certificate: InspectedCertificate, index: number, at: Date, width: number, paint: Paint): string {
  const { publicKey, subjectAltNames, keyUsage, extendedKeyUsage, pathLength } = certificate;
  const left = daysLeftText(daysLeft(certificate.notAfter, at));
  const list = (items: readonly string[] | null) => (items === null ? 'not limited (no such extension)' : items.join(', '));
  const isCa = certificate.isCa ? `yes${pathLength === null ? '' : `, with at most ${pathLength} below it`}` : 'no';
  const signedBy = certificate.selfSigned
    ? 'itself'
    : { true: `certificate ${index + 2}`, false: `not by certificate ${index + 2}`, null: null }[String(certificate.signedByNext)];
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    ['issuer', certificate.issuer === '' ? '(empty)' : certificate.issuer],
    ['signed by', signedBy],
    ['valid', `${certificate.notBefore.slice(0, 19)}Z to ${certificate.notAfter.slice(0, 19)}Z, ${left}`],
    ['names', subjectAltNames.length === 0 ? 'no subjectAltName' : subjectAltNames.join(', ')],
    ['key', keyText(publicKey)],
    ['signature', certificate.signatureAlgorithm],
    ['CA', isCa],
    ['key usage', list(keyUsage)],
    ['ext. usage', list(extendedKeyUsage)],
    ['serial', certificate.serialNumber],
    ['key id', certificate.subjectKeyId],
    ['issuer key', certificate.authorityKeyId],
    ['SHA-256', certificate.sha256],
    ['SHA-1', certificate.sha1],
  ];
  return [
    ...wrapText(`${index + 1}. ${certificate.subject === '' ? '(empty subject)' : certificate.subject}`, width - 2).map(
      (line) => `  ${paint('strong', line)}`,
    ),
    ...rows.flatMap(([label, value]) => (value === null || value === undefined ? [] : field(label, value, width))),
    ...problemLines(certificate.problems, width, paint),
  ].join('\n');
}

function field(label: string, value: string, width: number): readonly string[] {
  const indent = 4;
  return wrapText(value, width - indent - labelWidth).map(
    (line, index) => ' '.repeat(indent) + (index === 0 ? label : '').padEnd(labelWidth) + line,
  );
}
