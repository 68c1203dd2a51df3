import { ruleText } from '../../model/rule-text.ts';
import { chainUnrelatedCertificate } from '../certificate/chain-unrelated-certificate.ts';
import { reportedRule } from '../framework/reported-rule.ts';

/** What the reader of the files finds of the kind. */
export const chainUnrelatedCertificateInSetup = reportedRule({ ...ruleText(chainUnrelatedCertificate), needs: /\.certificate$/ });
