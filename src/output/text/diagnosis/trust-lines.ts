import { andMore } from '../../../model/name-list.ts';
import type { NamesakeFacts, NamesakesFacts } from '../../../model/namesakes.ts';
import type { TrustSides } from '../../../model/trust-sides.ts';
import { displayWidth } from '../../display-width.ts';
import { indented, labelled, widestProse } from '../paragraph.ts';

/** Certificates that are named of what is trusted; a bundle of public CAs has a hundred. */
const mostNamed = 3;

/** Both sides of a trust failure: what was shown, what is trusted, and the file and line that say so. */
export function trustLines(trust: TrustSides, width: number): readonly string[] {
  const { rejectedBy, served, trusted, setBy } = trust;
  // Of two keys whose dates do not tell which is newer, the fingerprints say it all.
  const namesakes = trust.namesakes?.key === 'another' && trust.namesakes.newer === null ? undefined : trust.namesakes;
  const trusts = `${rejectedBy} trusts`;
  const column = Math.max(displayWidth(trusts), 'issued by'.length) + 6;
  // A label that is long has a line of its own.
  const isNarrow = column > width * 0.45;
  const margin = isNarrow ? 6 : column;
  const row = (label: string, text: string, hash: string | null) =>
    isNarrow && label !== ''
      ? [...indented(label, 4, width), ...withHash(text, hash, ' '.repeat(margin), margin, width)]
      : withHash(text, hash, `    ${label}`, margin, width);
  const selfSigned = served.issuer === served.subject;
  return [
    ...indented(rejectionText(trust), 2, width),
    ...row(
      'shown',
      `${served.subject}${selfSigned ? ' (self-signed)' : ''}${served.file === null ? '' : ` · ${served.file}`}`,
      selfSigned ? served.sha256 : null,
    ),
    ...(selfSigned ? [] : row('issued by', served.issuer, served.issuerSha256)),
    ...(selfSigned || namesakes?.issuing == null ? [] : row('', namesakeRow(namesakes, namesakes.issuing), null)),
    ...trustedRows(trust).flatMap(({ text, hash }, index) => row(index === 0 ? trusts : '', text, hash)),
    ...(namesakes === undefined ? [] : row('', namesakeRow(namesakes, namesakes.trusted), null)),
    ...(setBy === null ? filesOf(trusted) : [settingText(setBy)]).flatMap((text) => row('', text, null)),
    ...(namesakes === undefined ? [] : indented(namesakesText(trust, namesakes), 2, width)),
  ];
}

/** A name and, where there is room, the fingerprint behind it. */
function withHash(text: string, hash: string | null, label: string, margin: number, width: number): readonly string[] {
  const sha = hash === null ? '' : `  SHA-256 ${hash.slice(0, 16)}…`;
  const lines = labelled(label, text, margin, width);
  const isShort = lines.length === 1 && margin + displayWidth(text + sha) <= Math.min(width, widestProse);
  if (isShort) return [`${lines[0] ?? ''}${sha}`];
  return [...lines, ...(sha === '' ? [] : indented(sha.trim(), margin, width))];
}

function trustedRows({ trusted, publicRoots, setBy }: TrustSides): readonly { readonly text: string; readonly hash: string | null }[] {
  const named = trusted.slice(0, mostNamed).map(({ subject, sha256 }) => ({ text: subject, hash: sha256 }));
  const more = trusted.length - named.length;
  return [
    ...named,
    ...(more > 0 ? [{ text: andMore(more, '… '), hash: null }] : []),
    ...(publicRoots ? [{ text: `the public CAs only${setBy === null ? ': no CA is configured' : ''}`, hash: null }] : []),
    ...(named.length === 0 && !publicRoots ? [{ text: 'no CA', hash: null }] : []),
  ];
}

/** What became of the CA, and which side is behind. */
function namesakesText({ rejectedBy, rejected }: TrustSides, { key, newer }: NamesakesFacts): string {
  // Short: the rows above have the rest.
  const older =
    newer === 'issuing'
      ? `${rejectedBy} trusts the older.`
      : newer === 'trusted'
        ? `${rejected} shows a certificate from the older.`
        : null;
  if (key === 'another') return `Two CAs of one name: ${older ?? 'both are valid from the same time.'}`;
  const again = 'The CA was issued again with the same key, and Java accepts only what comes from the one that it trusts.';
  return `${again} ${older ?? 'Both are valid from the same time.'}`;
}

/** What tells it from the other CA certificate of its name. */
function namesakeRow({ newer, issuing, trusted }: NamesakesFacts, one: NamesakeFacts): string {
  const { subjectKeyId, serialNumber, notBefore, notAfter } = one;
  const isAlike = issuing !== null && issuing.subjectKeyId === trusted.subjectKeyId;
  const id = isAlike || subjectKeyId === null ? `serial number ${serialNumber}` : `key ID ${subjectKeyId.slice(0, 16)}…`;
  const age =
    newer === null || issuing === null ? '' : newer === (one === issuing ? 'issuing' : 'trusted') ? ' (the newer)' : ' (the older)';
  return `${id}, ${notBefore.slice(0, 10)} to ${notAfter.slice(0, 10)}${age}`;
}

function filesOf(trusted: TrustSides['trusted']): readonly string[] {
  return [...new Set(trusted.flatMap(({ file }) => file ?? []))];
}

function settingText({ file, line, setting, value }: NonNullable<TrustSides['setBy']>): string {
  const name = setting.slice(setting.lastIndexOf('.ssl.') + 1);
  return `${file.replace(/^.*[\\/]/, '')}${line === null ? '' : `:${line}`}: ${name.replace(/^ssl\./, '')}${value === null ? '' : `: ${value}`}`;
}

/** Who rejects whom, both ways. */
function rejectionText({ rejectedBy, rejected, otherWay }: TrustSides): string {
  switch (otherWay) {
    case 'fails':
      return `${rejectedBy} and ${rejected} reject each other's certificates.`;
    case 'works':
      return `${rejectedBy} rejects the certificate of ${rejected}. The other way round it works.`;
    case 'not-asked':
      return `${rejectedBy} rejects the certificate of ${rejected}.`;
    case 'unknown':
      return `${rejectedBy} rejects the certificate of ${rejected}. The other way round was not seen.`;
  }
}
