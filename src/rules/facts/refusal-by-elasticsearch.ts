import { type RuleText, ruleText } from '../../model/rule-text.ts';
import type { RefusalReason } from '../../model/verify-reason.ts';
import { namesakesText } from '../../wording/namesakes-text.ts';
import { refusalFaultText } from '../../wording/refusal-fault-texts.ts';
import type { SetupRule } from '../framework/rule.ts';
import { answerToIdentity, type ElasticsearchHost, type HostOutcome, judgeHostsOverTls } from './elasticsearch-hosts.ts';
import { refusalText } from './judge-refusal.ts';

type Given = {
  /** `server`: Kibana refuses the certificate of Elasticsearch. `client`: the other way round. */
  readonly side: 'server' | 'client';
  /** What it is refused for; null: whatever no other rule names. */
  readonly reasons: readonly RefusalReason[] | null;
  /** Whether the rule speaks of this refusal; absent: of each for one of the reasons. `likely` where it follows with one thing taken for granted. */
  readonly when?: (host: ElasticsearchHost, reason: RefusalReason) => boolean | 'likely';
  /** What to add to the refuser's own reason, as a sentence. */
  readonly remark?: (host: ElasticsearchHost) => string | null;
};

/** A rule on a certificate that the other end refuses. */
export function refusal(text: RuleText, given: Given): SetupRule {
  return { ...ruleText(text), products: ['kibana'], judge: (evidence) => judgeHostsOverTls(evidence, (host) => judgeRefusal(host, given)) };
}

function judgeRefusal(host: ElasticsearchHost, { side, reasons, when, remark }: Given): HostOutcome {
  const acceptance = host.handshake[side];
  switch (acceptance.kind) {
    case 'accepted':
      return { kind: 'pass' };
    case 'unknown':
      // Once is enough, and that is for the rule that takes what is left.
      return reasons === null ? acceptance : { kind: 'not-applicable' };
    case 'refused': {
      const { reason, fault, facts, certainty, namesakes } = acceptance;
      const applies = (reasons === null || reasons.includes(reason)) && (when?.(host, reason) ?? true);
      if (applies === false) return { kind: 'pass' };
      const { from, to } = host.handshake;
      const holder = side === 'server' ? to : from;
      const reported = `${refusalText(host.handshake, side)}: ${refusalFaultText(fault)}`;
      const doubtful = applies === 'likely' || certainty === 'likely' || (side === 'client' && answerToIdentity(host.met) !== 'refused');
      const remarks = [remark?.(host) ?? null, namesakes === undefined ? null : namesakesText(namesakes, sidesOf(side))].filter(
        (one) => one !== null,
      );
      return {
        kind: 'finding',
        message: remarks.length === 0 ? reported : `${reported}. ${remarks.join(' ')}`,
        facts: { ...facts, refusedBy: side === 'server' ? 'Kibana' : 'Elasticsearch', reason, sha256: holder.chain[0]?.sha256 ?? null },
        ...(doubtful ? { certainty: 'likely' } : {}),
        settings: settingsOf(host, side),
        files: filesOf(host, side),
      };
    }
  }
}

function sidesOf(side: Given['side']) {
  return side === 'server' ? { judge: 'Kibana', holder: 'Elasticsearch' } : { judge: 'Elasticsearch', holder: 'Kibana' };
}

function settingsOf({ context: { name } }: ElasticsearchHost, side: Given['side']): readonly string[] {
  const parts = side === 'server' ? ['certificateAuthorities', 'truststore.path'] : ['certificate', 'keystore.path'];
  return parts.map((part) => `${name}.${part}`);
}

function filesOf({ context }: ElasticsearchHost, side: Given['side']): readonly string[] {
  return side === 'server' ? context.trust.anchors.map(({ file }) => file) : context.identities.map(({ file }) => file);
}
