import { ruleText } from '../../model/rule-text.ts';
import { transportVerificationNone } from '../endpoint/transport-verification-none.ts';
import { reportedRule } from '../framework/reported-rule.ts';

/** What the reader of the files finds of the kind. */
export const transportVerificationNoneInSetup = reportedRule({ ...ruleText(transportVerificationNone), products: ['elasticsearch'] });
