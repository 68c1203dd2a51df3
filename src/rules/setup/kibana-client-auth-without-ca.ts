import { ruleText } from '../../model/rule-text.ts';
import { kibanaClientAuthWithoutCa } from '../endpoint/kibana-client-auth-without-ca.ts';
import { reportedRule } from '../framework/reported-rule.ts';

/** What the reader of the files finds of the kind. */
export const kibanaClientAuthWithoutCaInSetup = reportedRule({ ...ruleText(kibanaClientAuthWithoutCa), products: ['kibana'] });
