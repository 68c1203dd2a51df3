import type { Unknown } from '../../../model/finding.ts';
import type { ReasonCode } from '../../../model/reasons/reason.ts';
import type { Report } from '../../../model/report.ts';
import { counted } from '../counted.ts';

/** What was not checked, in a few words each, with the option that would check it; null where nothing was left out. `--verbose` says why. */
export function uncheckedText({ unknown = [], cause }: Report): string | null {
  if (unknown.length === 0) return null;
  const isOfFiles = ({ code }: Unknown) => ofFiles.has(code);
  const stops = cause?.evidence.stops === true;
  const left = stops ? unknown.filter((one) => !isOfFiles(one)) : unknown;
  const named = [...new Set(left.flatMap(({ code }) => words[code] ?? []))];
  const rest = new Set(left.filter(({ code }) => words[code] === undefined).map(({ rule }) => rule)).size;
  const parts = [
    ...(stops ? ['what comes after that'] : []),
    ...named,
    ...(rest > 0 ? [`${counted(rest, named.length > 0 ? 'more rule' : 'rule')} (--verbose)`] : []),
  ];
  return parts.join(' · ');
}

/** Of a process that ends at its start they follow from that. */
const ofFiles: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'material-problem',
  'context-undetermined',
  'setup-problem',
  'file-unread',
  'trust-file-unread',
  'trust-file-broken',
  'pair-undecided',
  'pair-not-compared',
  'yml-broken',
]);

const words: Readonly<Partial<Record<ReasonCode, string>>> = {
  'cluster-name-kept': 'cluster name',
  'release-unknown': 'upgrade problems (add --release 8.19.0)',
  'release-not-given': 'upgrade problems (add --release 8.19.0)',
  'own-port-closed': "the node's own port, which is closed",
  'published-address-left-to-machine': 'the address that the node publishes',
  'pair-undecided': 'whether all of them accept each other (--verbose)',
  'no-trust-given': 'trust (add --ca FILE)',
  'issuing-ca-missing': 'CAs that were not sent (add --ca FILE)',
  'host-insistence-not-shown': 'client certificates',
  'insistence-not-proved': 'client certificates',
  'seed-unreadable': 'seed hosts that name no address',
  'seed-providers-not-read': 'other seed providers',
  'file-just-written': 'a file that was written a moment ago (run again)',
  'file-elsewhere': 'files of another machine that are not here (copy them below the directory)',
  'password-in-closed-keystore': 'stores whose password is in a closed keystore (add --password-file FILE)',
};
