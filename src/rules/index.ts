import { httpClientCertRequiredBySurprise } from './http-client-cert-required-by-surprise.ts';
import { httpPlaintext } from './http-plaintext.ts';
import { httpVerificationNoneWithClientAuth } from './http-verification-none-with-client-auth.ts';
import { kibanaClientAuthWithoutCa } from './kibana-client-auth-without-ca.ts';
import { kibanaPlaintext } from './kibana-plaintext.ts';
import { leafExpired } from './leaf-expired.ts';
import { managedEndpointIntercepted } from './managed-endpoint-intercepted.ts';
import { proxySniMissing } from './proxy-sni-missing.ts';
import type { Rule } from './rule.ts';
import { tlsHandshakeTimeout } from './tls-handshake-timeout.ts';
import { transportClientAuthNotEnforced } from './transport-client-auth-not-enforced.ts';
import { transportClientAuthOptional } from './transport-client-auth-optional.ts';
import { transportPlaintext } from './transport-plaintext.ts';
import { transportReachablePublicly } from './transport-reachable-publicly.ts';
import { transportSharedCa } from './transport-shared-ca.ts';
import { transportTrustsPublicCas } from './transport-trusts-public-cas.ts';
import { transportVerificationNone } from './transport-verification-none.ts';

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
  // Client authentication
  transportClientAuthNotEnforced,
  transportClientAuthOptional,
  transportVerificationNone,
  transportTrustsPublicCas,
  transportSharedCa,
  httpVerificationNoneWithClientAuth,
  httpClientCertRequiredBySurprise,
  kibanaClientAuthWithoutCa,
  // Time
  leafExpired,
];
