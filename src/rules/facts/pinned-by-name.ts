import type { Certificate } from '../../model/certificate.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';
import { sameName } from './same-name.ts';

/**
 * Whether the server names its own certificate among those that it accepts as issuers: its truststore holds the leaf itself, as where one PKCS#12 file is keystore and
 * truststore. JSSE then trusts that leaf directly and looks at neither its dates nor its usages.
 */
export function pinnedByName({ acceptableIssuers }: EndpointEvidence, leaf: Certificate): boolean {
  return acceptableIssuers?.some(({ name }) => sameName(name, leaf.subject)) ?? false;
}
