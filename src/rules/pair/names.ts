import { isIP } from 'node:net';
import type { Encounter } from '../../model/encounter.ts';
import type { NameVerdict } from '../../model/evidence.ts';
import { reissue } from '../remedies.ts';
import type { PairOutcome, PairRule, Rule } from '../rule.ts';
import { sanIpMissing } from '../san-ip-missing.ts';
import { sanMissing } from '../san-missing.ts';
import { sanNameMismatch } from '../san-name-mismatch.ts';

type Mismatch = Extract<NameVerdict, { readonly kind: 'mismatch' }>;

/** The certificate bears none of the names that its holder is dialled by. */
function noneFits(rule: Rule, isIts: (encounter: Encounter, mismatch: Mismatch) => boolean): PairRule {
  const { judge: _, ...text } = rule;
  return {
    ...text,
    severity: 'critical',
    under: 'full',
    judge: (encounter) =>
      judgeNames(encounter, (mismatches, matches) => {
        const [first] = mismatches;
        if (first === undefined || matches > 0 || !isIts(encounter, first)) return { kind: 'pass' };
        return {
          kind: 'finding',
          blames: 'to',
          message: `${encounter.to.label} is dialled as ${mismatches.map(({ name }) => name).join(' and ')}: ${first.detail}.`,
          facts: { names: mismatches.map(({ name }) => name), subject: encounter.to.chain[0]?.subject ?? null },
        };
      }),
  };
}

function judgeNames({ from, to, names }: Encounter, judge: (mismatches: readonly Mismatch[], matches: number) => PairOutcome): PairOutcome {
  if (from.security !== 'tls' || to.security !== 'tls') return { kind: 'not-applicable' };
  const unchecked = names.find((name) => name.kind === 'not-checked');
  if (unchecked !== undefined) return { kind: 'unknown', because: unchecked.because };
  const mismatches = names.filter((name) => name.kind === 'mismatch');
  return judge(mismatches, names.length - mismatches.length);
}

const hasNames = ({ to }: Encounter) => (to.chain[0]?.subjectAltNames ?? []).length > 0;

export const sanMissingBetween = noneFits(sanMissing, (encounter) => !hasNames(encounter));
export const sanIpMissingBetween = noneFits(sanIpMissing, (encounter, { name }) => hasNames(encounter) && isIP(name) !== 0);
export const sanNameMismatchBetween = noneFits(sanNameMismatch, (encounter, { name }) => hasNames(encounter) && isIP(name) === 0);

/** Whether the certificate bears the published address as well as the name in the seed list. */
export const sanPublishAddressMissing: PairRule = {
  id: 'san-publish-address-missing',
  title: 'Certificate lacks the published address',
  severity: 'high',
  channels: ['transport'],
  under: 'full',
  holds:
    'Under verification_mode full, a certificate bears what seed lists name and what the node publishes: after the first connection, peers dial the published address, which is an IP unless publish_host is a name.',
  why: 'The first connection works and the second does not: the node is found, and is lost again, over and over.',
  remedy: reissue('with each name and each address that peers dial; or let nodes publish a name that is in it (network.publish_host)', {
    self: 'Issue a certificate with each name and each address that peers dial: bin/elasticsearch-certutil cert --ca elastic-stack-ca.p12 --dns <name> --ip <address>, put in place of the file that xpack.security.transport.ssl.keystore.path names. Or let nodes publish a name that is in it (network.publish_host), or set xpack.security.transport.ssl.verification_mode: certificate where a CA of the cluster alone issues.',
    openssl: 'subjectAltName=DNS:<name>,IP:<address>',
  }),
  source: 'elastic/elasticsearch#32729, #39970; SecurityNetty4Transport',
  logLines: ['No subject alternative names matching IP address', 'but could not connect back to the joining node'],
  judge: (encounter) =>
    judgeNames(encounter, (mismatches, matches) => {
      const [first] = mismatches;
      if (first === undefined || matches === 0) return { kind: 'pass' };
      return {
        kind: 'unknown',
        because: `the certificate of ${encounter.to.label} is not for ${mismatches.map(({ name }) => name).join(', ')}: ${first.detail}; whether peers dial it by that, once they have found it, does not show from outside`,
      };
    }),
};
