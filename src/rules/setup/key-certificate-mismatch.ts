import { keyCertificateMismatch } from '../endpoint/key-certificate-mismatch.ts';
import { reportedRule } from '../framework/reported-rule.ts';

const { judge: _, ...text } = keyCertificateMismatch;

/** What the reader of the files finds of the kind. */
export const keyCertificateMismatchInSetup = reportedRule({ ...text, needs: /\.(?:key|certificate|keystore\.path)$/ });
