import type { ProtocolVersion } from '../model/protocol-version.ts';
import { shippedDefaults } from './shipped-defaults.ts';

/** What Node's core list has beside the suites that Kibana can serve: a client needs no parameters for DHE. */
const dhe: readonly string[] = [
  'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_DHE_RSA_WITH_AES_256_CCM_8',
  'TLS_DHE_RSA_WITH_AES_256_CCM',
  'TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384',
  'TLS_DHE_RSA_WITH_AES_128_CCM_8',
  'TLS_DHE_RSA_WITH_AES_128_CCM',
  'TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256',
  'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256',
  'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256',
  'TLS_DHE_RSA_WITH_AES_256_CBC_SHA',
  'TLS_DHE_RSA_WITH_AES_128_CBC_SHA',
  'TLS_DHE_DSS_WITH_AES_128_GCM_SHA256',
  'TLS_DHE_DSS_WITH_AES_256_GCM_SHA384',
  'TLS_DHE_DSS_WITH_ARIA_128_GCM_SHA256',
  'TLS_DHE_DSS_WITH_ARIA_256_GCM_SHA384',
  'TLS_DHE_DSS_WITH_AES_128_CBC_SHA256',
  'TLS_DHE_DSS_WITH_AES_256_CBC_SHA256',
  'TLS_DHE_DSS_WITH_AES_128_CBC_SHA',
  'TLS_DHE_DSS_WITH_AES_256_CBC_SHA',
];

const served = shippedDefaults.find(({ product }) => product === 'kibana')?.cipherSuites ?? {};

/** What Node, and so Kibana, offers as a client where nobody changed its options: IANA names, in no order. */
export const nodeClientSuites: Readonly<Partial<Record<ProtocolVersion, readonly string[]>>> = {
  ...served,
  'TLSv1.2': [...(served['TLSv1.2'] ?? []), ...dhe],
};
