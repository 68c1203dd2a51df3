import type { RuleText } from '../model/rule-text.ts';
import { endpointRules } from '../rules/index.ts';

/** What each rule says of itself, in the order of the catalogue. */
export const knownRules: readonly RuleText[] = endpointRules.map(
  ({ id, title, severity, channels, holds, why, remedy, source, logLines }) => ({
    ...{ id, title, severity, channels, holds, why, remedy, source },
    ...(logLines === undefined ? {} : { logLines }),
  }),
);
