import { ruleText } from '../../model/rule-text.ts';
import { eckOperatorNotRotating } from '../certificate/eck-operator-not-rotating.ts';
import type { EckRule } from '../framework/rule.ts';

/** Whether somebody took the resource from the operator, which then renews nothing. */
export const eckOperatorNotRotatingInEck: EckRule = {
  ...ruleText(eckOperatorNotRotating),
  judge: ({ cluster: { name, elasticsearch } }) =>
    elasticsearch.managed
      ? { kind: 'pass' }
      : {
          kind: 'findings',
          cases: [
            {
              message: `Elasticsearch ${name} has the annotation eck.k8s.elastic.co/managed: "false": the operator renews none of its certificates.`,
              subjects: [`Elasticsearch ${name}`],
            },
          ],
        },
};
