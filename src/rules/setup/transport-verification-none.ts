import { transportVerificationNone } from '../endpoint/transport-verification-none.ts';
import { reportedRule } from '../framework/reported-rule.ts';

const { judge: _, ...text } = transportVerificationNone;

/** What the reader of the files finds of the kind. */
export const transportVerificationNoneInSetup = reportedRule({ ...text, products: ['elasticsearch'] });
