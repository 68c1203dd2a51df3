import { ruleText } from '../../model/rule-text.ts';
import { eckServiceNameMissing } from '../endpoint/eck-service-name-missing.ts';
import type { EckRule } from '../framework/rule.ts';

/** Whether a certificate of one's own is for the service that Kibana and other clients connect to. */
export const eckServiceNameMissingInEck: EckRule = {
  ...ruleText(eckServiceNameMissing),
  judge: ({ chains }) => {
    const asked = chains.filter(({ custom, fitsService }) => custom && fitsService !== null);
    if (asked.length === 0) return { kind: 'not-applicable' };
    const wrong = asked.filter(({ fitsService }) => fitsService?.fits === false);
    if (wrong.length === 0) return { kind: 'pass' };
    return {
      kind: 'findings',
      cases: wrong.map(({ place, fitsService }) => ({
        message: `The certificate in ${place} is not for ${fitsService?.name}, by which pods connect to it.`,
        subjects: [place],
        facts: { missing: fitsService?.name ?? '' },
      })),
    };
  },
};
