import { caExpiredInDiagnostic } from './diagnostic/ca-expired.ts';
import { caExpiringInDiagnostic } from './diagnostic/ca-expiring.ts';
import { httpPlaintextInDiagnostic } from './diagnostic/http-plaintext.ts';
import { leafExpiredInDiagnostic } from './diagnostic/leaf-expired.ts';
import { leafExpiringInDiagnostic } from './diagnostic/leaf-expiring.ts';
import { nodesDisagreeInDiagnostic } from './diagnostic/nodes-disagree-on-tls-settings.ts';
import { remoteCertModelDeprecatedInDiagnostic } from './diagnostic/remote-cert-model-deprecated.ts';
import { securityDisabledInDiagnostic } from './diagnostic/security-disabled.ts';
import { transportPlaintextInDiagnostic } from './diagnostic/transport-plaintext.ts';
import { upgradeTlsBreakersInDiagnostic } from './diagnostic/upgrade-tls-breakers.ts';
import type { DiagnosticRule } from './framework/rule.ts';

/** Every rule that an archive of support-diagnostics can show. Each has the id of the rule that sees the same on the wire or in files. */
export const diagnosticRules: readonly DiagnosticRule[] = [
  securityDisabledInDiagnostic,
  transportPlaintextInDiagnostic,
  httpPlaintextInDiagnostic,
  leafExpiredInDiagnostic,
  leafExpiringInDiagnostic,
  caExpiredInDiagnostic,
  caExpiringInDiagnostic,
  nodesDisagreeInDiagnostic,
  remoteCertModelDeprecatedInDiagnostic,
  upgradeTlsBreakersInDiagnostic,
];
