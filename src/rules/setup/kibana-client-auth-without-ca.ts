import { kibanaClientAuthWithoutCa } from '../endpoint/kibana-client-auth-without-ca.ts';
import { reportedRule } from '../framework/reported-rule.ts';

const { judge: _, ...text } = kibanaClientAuthWithoutCa;

/** What the reader of the files finds of the kind. */
export const kibanaClientAuthWithoutCaInSetup = reportedRule({ ...text, products: ['kibana'] });
