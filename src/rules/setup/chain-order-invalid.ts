import { ruleText } from '../../model/rule-text.ts';
import { chainOrderInvalid } from '../certificate/chain-order-invalid.ts';
import { reportedRule } from '../framework/reported-rule.ts';

/** What the reader of the files finds of the kind. */
export const chainOrderInvalidInSetup = reportedRule({ ...ruleText(chainOrderInvalid), needs: /\.certificate$/ });
