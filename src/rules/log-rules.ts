import type { RuleText } from '../model/rule-text.ts';
import { plainClientsOnHttps } from './log/plain-clients-on-https.ts';

/** What shows in a log and nowhere else. */
export const logRules: readonly RuleText[] = [plainClientsOnHttps];
