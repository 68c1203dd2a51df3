import { chainUnrelatedCertificate } from '../certificate/chain-unrelated-certificate.ts';
import { reportedRule } from '../framework/reported-rule.ts';

const { judge: _, ofServers: _servers, ofChains: _chains, ...text } = chainUnrelatedCertificate;

/** What the reader of the files finds of the kind. */
export const chainUnrelatedCertificateInSetup = reportedRule({ ...text, needs: /\.certificate$/ });
