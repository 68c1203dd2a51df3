import type { RuleText } from '../model/rule-text.ts';
import { waiverExpired } from './waiver/waiver-expired.ts';

/** What is found in waivers, not in the cluster. */
export const waiverRules: readonly RuleText[] = [waiverExpired];
