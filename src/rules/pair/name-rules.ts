import { isIP } from 'node:net';
import type { NameVerdict } from '../../model/evidence.ts';
import type { PeerHandshake } from '../../model/peer-handshake.ts';
import { ruleText } from '../../model/rule-text.ts';
import { nameFaultText } from '../../wording/name-fault-texts.ts';
import { sanMissing } from '../certificate/san-missing.ts';
import { hostnameUnderscore } from '../endpoint/hostname-underscore.ts';
import { sanIpMissing } from '../endpoint/san-ip-missing.ts';
import { sanNameMismatch } from '../endpoint/san-name-mismatch.ts';
import { sanPublishAddressMissing } from '../endpoint/san-publish-address-missing.ts';
import type { EndpointRule, PairOutcome, PairRule } from '../framework/rule.ts';

type Mismatch = Extract<NameVerdict, { readonly kind: 'mismatch' }>;

/** The certificate lacks a name by which others connect to its holder for sure; or bears none of those by which they may. The address that it publishes has a rule of its own. */
function lacksName(rule: EndpointRule, isIts: (handshake: PeerHandshake, mismatch: Mismatch) => boolean): PairRule {
  return {
    ...ruleText(rule),
    severity: 'critical',
    under: 'full',
    judge: (handshake) =>
      judgeNames(handshake, (mismatches, matches) => {
        const telling = mismatches.filter(({ name }) => matches === 0 || (isSure(handshake, name) && isSeed(handshake, name)));
        const [first] = telling;
        if (first === undefined || !isIts(handshake, first)) return { kind: 'pass' };
        return {
          kind: 'finding',
          blames: 'to',
          message: `Peers connect to ${handshake.to.label} as ${telling.map(({ name }) => name).join(' and ')}: ${nameFaultText(first.because)}.`,
          facts: { names: telling.map(({ name }) => name), subject: handshake.to.chain[0]?.subject ?? null },
        };
      }),
  };
}

function judgeNames(
  { from, to, names }: PeerHandshake,
  judge: (mismatches: readonly Mismatch[], matches: number) => PairOutcome,
): PairOutcome {
  if (from.security !== 'tls' || to.security !== 'tls') return { kind: 'not-applicable' };
  const unchecked = names.find((name) => name.kind === 'not-checked');
  if (unchecked !== undefined) return { kind: 'unknown', because: unchecked.because };
  const mismatches = names.filter((name) => name.kind === 'mismatch');
  return judge(mismatches, names.length - mismatches.length);
}

function isSure({ to }: PeerHandshake, name: string): boolean {
  return to.namesSurelyConnectedTo.includes(name);
}

/** The name by which others connect to a node first; later it is the address that it publishes. */
function isSeed({ to }: PeerHandshake, name: string): boolean {
  return to.namesConnectedTo[0] === name;
}

/** Java refuses such a name before it looks at the certificate. */
export const hostnameUnderscoreBetween = lacksName(hostnameUnderscore, (_encounter, { name }) => name.includes('_'));
const hasNames = ({ to }: PeerHandshake) => (to.chain[0]?.subjectAltNames ?? []).length > 0;

export const sanMissingBetween = lacksName(sanMissing, (handshake, { name }) => !hasNames(handshake) && !name.includes('_'));
export const sanIpMissingBetween = lacksName(sanIpMissing, (handshake, { name }) => hasNames(handshake) && isIP(name) !== 0);
export const sanNameMismatchBetween = lacksName(
  sanNameMismatch,
  (handshake, { name }) => hasNames(handshake) && isIP(name) === 0 && !name.includes('_'),
);

/** Each name and address that the other connects to fits, or none does, which the rules above tell. */
export const sanPublishAddressMissingBetween: PairRule = {
  ...ruleText(sanPublishAddressMissing),
  under: 'full',
  judge: (handshake) =>
    judgeNames(handshake, (mismatches, matches) => {
      const [first] = mismatches;
      if (first === undefined || matches === 0) return { kind: 'pass' };
      const { to } = handshake;
      const published = mismatches.find(({ name }) => isSure(handshake, name) && !isSeed(handshake, name));
      if (published !== undefined) {
        return {
          kind: 'finding',
          blames: 'to',
          message: `${to.label} publishes ${published.name}, which peers connect to once they have found it: ${nameFaultText(published.because)}.`,
          facts: { publishes: published.name, subject: to.chain[0]?.subject ?? null },
        };
      }
      return {
        kind: 'unknown',
        because: { code: 'dialled-names-unclear', peer: to.label, names: mismatches.map(({ name }) => name), why: first.because },
      };
    }),
};
