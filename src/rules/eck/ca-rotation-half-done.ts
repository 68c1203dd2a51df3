import { groupBy } from '../../model/group-by.ts';
import { ruleText } from '../../model/rule-text.ts';
import { listed } from '../../wording/listed.ts';
import { caRotationHalfDone } from '../cluster/ca-rotation-half-done.ts';
import type { EckRule } from '../framework/rule.ts';

/** Whether all node sets are given the same CAs of transport. */
export const caRotationHalfDoneInEck: EckRule = {
  ...ruleText(caRotationHalfDone),
  judge: ({ cluster: { secrets } }) => {
    const given = secrets
      .filter(({ name }) => name.endsWith('-es-transport-certs') || name.endsWith('-es-transport-certificates'))
      .flatMap(({ name, certificates }) => {
        const authorities = certificates['ca.crt'] ?? [];
        return authorities.length === 0
          ? []
          : [
              {
                name,
                keys: authorities
                  .map(({ sha256 }) => sha256)
                  .sort()
                  .join(' '),
              },
            ];
      });
    if (given.length < 2) return { kind: 'not-applicable' };
    const groups = [...groupBy(given, ({ keys }) => keys)].sort(([, a], [, b]) => b.length - a.length);
    if (groups.length === 1) return { kind: 'pass' };
    const few = groups.slice(1).flatMap(([, members]) => members.map(({ name }) => name));
    return {
      kind: 'findings',
      cases: [
        {
          message: `${listed(few)} ${few.length === 1 ? 'has' : 'have'} other CAs in ca.crt than the rest of the transport secrets: pods of these node sets trust other certificates.`,
          subjects: few,
          facts: { groups: groups.map(([keys, members]) => ({ sha256: keys.split(' '), secrets: members.map(({ name }) => name) })) },
        },
      ],
    };
  },
};
