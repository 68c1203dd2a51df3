import { ruleText } from '../../model/rule-text.ts';
import { keyCertificateMismatch } from '../endpoint/key-certificate-mismatch.ts';
import { reportedRule } from '../framework/reported-rule.ts';

/** What the reader of the files finds of the kind. */
export const keyCertificateMismatchInSetup = reportedRule({
  ...ruleText(keyCertificateMismatch),
  needs: /\.(?:key|certificate|keystore\.path)$/,
});
