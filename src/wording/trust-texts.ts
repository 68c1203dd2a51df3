import { peersWith } from '../model/deciding-peers.ts';
import type { PeersDiffer, Rfc5280Remark } from '../model/evidence.ts';
import { pathFaultText } from './path-fault-texts.ts';
import { reasonText } from './reason-text.ts';
import { verifyReasonTexts } from './verify-reason-texts.ts';

/** Who refuses a chain and why, and who does not, without a full stop. */
export function peersDifferText({ refusals, trusting, unchecked }: PeersDiffer): string {
  return [
    ...refusals.map((refusal) => `${peersWith(refusal.by, 'refuse')} the chain (${titled(refusal)})`),
    ...(trusting.length === 0 ? [] : [`${peersWith(trusting, 'trust')} it`]),
    ...(unchecked === null ? [] : [`of others it was not checked: ${reasonText(unchecked)}`]),
  ].join('; ');
}

/** What RFC 5280 alone says against all the peers, as a sentence. */
export function rfc5280RemarkText(remark: Rfc5280Remark): string {
  return remark.code === 'refused-by-rfc5280'
    ? `RFC 5280 alone would refuse the chain (${titled(remark)}); those who connect to this port do not look at that.`
    : 'RFC 5280 alone would trust the chain; none of those who connect to this port does.';
}

function titled({ reason, because }: Pick<PeersDiffer['refusals'][number], 'reason' | 'because'>): string {
  return `${verifyReasonTexts[reason].title}: ${pathFaultText(because)}`;
}
