import type { InspectedCertificate, InspectedFile, Inspection } from '../model/inspection.ts';
import { type Paint, painter } from './paint.ts';
import { printableData } from './printable.ts';
import { wrapText } from './wrap-text.ts';

export type InspectionOptions = { readonly width: number; readonly colour: boolean };

/** What files hold, for people. */
export function renderInspection(inspection: Inspection, { width, colour }: InspectionOptions): string {
  const paint = painter(colour);
  const blocks = printableData(inspection.files).flatMap((file) => fileBlocks(file, new Date(inspection.at), width, paint));
  return `${blocks.join('\n\n')}\n`;
}

function fileBlocks(file: InspectedFile, at: Date, width: number, paint: Paint): readonly string[] {
  const { certificates, unreadable, problem } = file;
  const count = `${certificates.length} certificate${certificates.length === 1 ? '' : 's'}`;
  const head = [
    ...wrapText(`${file.file}: ${count}`, width).map((line) => paint('strong', line)),
    ...(problem === null ? [] : field('problem', problem, width).map((line) => paint('high', line))),
    ...unreadable
      .flatMap(({ place, because }) => field('problem', `certificate ${place} cannot be read: ${because}`, width))
      .map((line) => paint('high', line)),
  ];
  return [head.join('\n'), ...certificates.map((certificate, index) => certificateBlock(certificate, index, at, width, paint))];
}

/** With the indent, what leaves room for a SHA-256 in 80 cells. */
const labelWidth = 12;

function certificateBlock(certificate: InspectedCertificate, index: number, at: Date, width: number, paint: Paint): string {
  const { publicKey, subjectAltNames, keyUsage, extendedKeyUsage, pathLength } = certificate;
  const key = [publicKey.algorithm, publicKey.curve ?? (publicKey.bits === null ? null : `${publicKey.bits} bits`)]
    .filter((part) => part !== null)
    .join(', ');
  const leftMs = Date.parse(certificate.notAfter) - at.getTime();
  const days = Math.floor(Math.abs(leftMs) / 86_400_000);
  const left = leftMs < 0 ? `ended ${days} days ago` : `${days} days left`;
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
    ['key', key],
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
    ...certificate.problems.flatMap(({ rule, severity, detail }) =>
      field(severity, `${detail} (${rule})`, width).map((line) => paint(severity, line)),
    ),
  ].join('\n');
}

function field(label: string, value: string, width: number): readonly string[] {
  const indent = 4;
  return wrapText(value, width - indent - labelWidth).map(
    (line, index) => ' '.repeat(indent) + (index === 0 ? label : '').padEnd(labelWidth) + line,
  );
}
