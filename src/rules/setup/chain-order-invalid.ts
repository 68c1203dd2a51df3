import { chainOrderInvalid } from '../certificate/chain-order-invalid.ts';
import { reportedRule } from '../framework/reported-rule.ts';

const { judge: _, ofServers: _servers, ofChains: _chains, ...text } = chainOrderInvalid;

/** What the reader of the files finds of the kind. */
export const chainOrderInvalidInSetup = reportedRule({ ...text, needs: /\.certificate$/ });
