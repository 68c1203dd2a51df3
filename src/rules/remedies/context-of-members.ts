import type { Channel } from '../../model/channel.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { FixContext } from '../../model/fix.ts';
import type { Member } from '../framework/rule.ts';
import { contextOfEvidence } from './context-of-evidence.ts';
import { fixContext } from './fix-context.ts';

type About = {
  /** What the rule is on, where no endpoint says more. */
  readonly channel: Channel | undefined;
  /** The labels of those that a finding concerns. */
  readonly subjects: readonly string[];
  readonly deployment: Deployment;
};

/** What a fix for some endpoints of a cluster is chosen by: what is known of the one, or nothing of any where there are several. No cluster is of two products. */
export function contextOfMembers(members: readonly Member[], { channel = 'transport', subjects, deployment }: About): FixContext {
  const concerned = members.filter(({ label }) => subjects.includes(label));
  const [one] = concerned;
  const isOpenSearch = members.some(({ evidence }) => evidence.observation.service.product === 'opensearch');
  if (one === undefined || concerned.length > 1) {
    const where = one?.evidence.observation.channel ?? channel;
    return fixContext({
      channel: where,
      product: isOpenSearch ? 'opensearch' : where === 'kibana' ? 'kibana' : 'elasticsearch',
      deployment,
    });
  }
  const context = contextOfEvidence(one.evidence);
  const product = isOpenSearch ? 'opensearch' : context.product;
  return context.product === product && context.deployment === deployment ? context : { ...context, product, deployment };
}
