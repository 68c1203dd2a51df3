import { dayMs } from '../../model/days-left.ts';
import { ruleText } from '../../model/rule-text.ts';
import { day } from '../../wording/spans.ts';
import { layersExpireApart } from '../cluster/layers-expire-apart.ts';
import { judgeLayers } from '../facts/judge-layers.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';

/** Whether both layers of a node end on one day. */
export const layersExpireApartInSetup: SetupRule = {
  ...ruleText(layersExpireApart),
  products: ['elasticsearch'],
  judge: (evidence) =>
    judgeLayers(evidence, (transport, http) => {
      const [one, other] = [transport, http].map(
        (layers) => layers.toSorted((a, b) => a.leaf.notAfter.getTime() - b.leaf.notAfter.getTime())[0],
      );
      if (one === undefined || other === undefined) return { kind: 'not-applicable' };
      const apart = Math.abs(one.leaf.notAfter.getTime() - other.leaf.notAfter.getTime()) >= dayMs;
      const message = `Transport ends on ${day(one.leaf.notAfter)}, HTTP on ${day(other.leaf.notAfter)}.`;
      const facts = { transport: one.leaf.notAfter.toISOString(), http: other.leaf.notAfter.toISOString() };
      return casesOr(apart ? [setupCase({ message, files: [one.identity.file, other.identity.file], facts })] : [], { kind: 'pass' });
    }),
};
