import { ruleText } from '../../model/rule-text.ts';
import { keyCertificateMismatch } from '../endpoint/key-certificate-mismatch.ts';
import type { PairRule } from '../framework/rule.ts';

/** Whether both hold the private keys of the certificates that they show. */
export const keyCertificateMismatchBetween: PairRule = {
  ...ruleText(keyCertificateMismatch),
  under: 'any',
  judge: ({ from, to }) => {
    if (from.security !== 'tls' || to.security !== 'tls') return { kind: 'not-applicable' };
    for (const [blames, peer] of [['to', to] as const, ['from', from] as const]) {
      if (peer.keyFits !== false) continue;
      return {
        kind: 'finding',
        blames,
        message: `The private key of ${peer.label} does not belong to its certificate ${peer.chain[0]?.subject ?? ''}.`,
        facts: { holder: peer.label, sha256: peer.chain[0]?.sha256 ?? null },
      };
    }
    // A signature of its own is seen in each handshake; where none was, the chain was not either, and that is told by the rules on trust.
    return { kind: 'pass' };
  },
};
