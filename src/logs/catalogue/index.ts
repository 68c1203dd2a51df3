import { alerts } from './alerts.ts';
import { clientCertificates } from './client-certificates.ts';
import { datesAndUsages } from './dates-and-usages.ts';
import { fragments } from './fragments.ts';
import { kibanaConnection } from './kibana-connection.ts';
import type { LogLine } from './log-line.ts';
import { failedJoins, membership } from './membership.ts';
import { names } from './names.ts';
import { negotiation } from './negotiation.ts';
import { opensslRefusals } from './openssl-refusals.ts';
import { opensslUnknownIssuer } from './openssl-unknown-issuer.ts';
import { startupFiles } from './startup-files.ts';
import { startupSettings } from './startup-settings.ts';
import { startupSettingsKibana } from './startup-settings-kibana.ts';
import { startupStores } from './startup-stores.ts';
import { tools } from './tools.ts';
import { unknownIssuer, untrusted } from './untrusted.ts';
import { wrongProtocol } from './wrong-protocol.ts';

/**
 * Lines of Elasticsearch, OpenSearch, Kibana, their tools and their clients, the most telling first: the first whose text occurs decides. JDK 25 writes the alert's name in parentheses
 * before a message, so texts are looked for anywhere in an entry.
 */
export const logLines: readonly LogLine[] = [
  ...wrongProtocol,
  ...startupSettings,
  ...startupSettingsKibana,
  ...startupStores,
  ...startupFiles,
  ...untrusted,
  ...datesAndUsages,
  ...names,
  ...clientCertificates,
  ...unknownIssuer,
  ...opensslRefusals,
  ...opensslUnknownIssuer,
  ...negotiation,
  ...membership,
  ...alerts,
  ...kibanaConnection,
  ...tools,
  ...failedJoins,
  ...fragments,
];
