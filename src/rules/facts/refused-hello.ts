import type { AnsweredHello } from '../../model/evidence.ts';
import type { Facts } from '../../model/facts.ts';
import type { SetupEvidence } from '../../model/setup-evidence.ts';
import type { SetupOutcome } from '../framework/rule.ts';
import { judgeHostsOverTls } from './elasticsearch-hosts.ts';

/**
 * Judges what a Kibana of its release says first, where Elasticsearch refused that and answered handclasp. Of a release that may have several Node.js, one that is answered
 * leaves a doubt.
 */
export function judgeRefusedHello(
  evidence: SetupEvidence,
  judge: (refused: AnsweredHello, label: string) => { readonly message: string; readonly facts: Facts } | null,
): SetupOutcome {
  return judgeHostsOverTls(evidence, ({ met, label }) => {
    const { clientHellos = [] } = met.evidence;
    const known = clientHellos.filter(({ answer }) => answer !== 'unknown');
    if (known.length === 0) return { kind: 'not-applicable' };
    for (const refused of known.filter(({ answer }) => answer === 'refused')) {
      const found = judge(refused, label);
      if (found === null) continue;
      return {
        kind: 'finding',
        message: found.message,
        facts: { ...found.facts, client: refused.client, alert: refused.alert },
        ...(known.every(({ answer }) => answer === 'refused') ? {} : { certainty: 'likely' }),
      };
    }
    return { kind: 'pass' };
  });
}
