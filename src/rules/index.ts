import { httpPlaintext } from './http-plaintext.ts';
import { kibanaPlaintext } from './kibana-plaintext.ts';
import { leafExpired } from './leaf-expired.ts';
import { managedEndpointIntercepted } from './managed-endpoint-intercepted.ts';
import { proxySniMissing } from './proxy-sni-missing.ts';
import type { Rule } from './rule.ts';
import { tlsHandshakeTimeout } from './tls-handshake-timeout.ts';
import { transportPlaintext } from './transport-plaintext.ts';
import { transportReachablePublicly } from './transport-reachable-publicly.ts';

/** Every rule that can be judged from one endpoint, in the order of the catalogue. */
export const endpointRules: readonly Rule[] = [
  // What answers
  transportPlaintext,
  httpPlaintext,
  kibanaPlaintext,
  tlsHandshakeTimeout,
  managedEndpointIntercepted,
  proxySniMissing,
  transportReachablePublicly,
  // Time
  leafExpired,
];
