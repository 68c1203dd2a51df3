import { caRotationHalfDoneInEck } from './eck/ca-rotation-half-done.ts';
import { eckConfigOverride } from './eck/eck-config-override.ts';
import { eckCustomSecretIncomplete } from './eck/eck-custom-secret-incomplete.ts';
import { eckOperatorNotRotatingInEck } from './eck/eck-operator-not-rotating.ts';
import { eckRotationDuringUpgrade } from './eck/eck-rotation-during-upgrade.ts';
import { eckServiceNameMissingInEck } from './eck/eck-service-name-missing.ts';
import { eckTlsDisabled } from './eck/eck-tls-disabled.ts';
import type { EckRule } from './framework/rule.ts';

/** Every rule on resources of Elastic Cloud on Kubernetes. Certificates in secrets are judged by the rules on certificates. */
export const eckRules: readonly EckRule[] = [
  eckTlsDisabled,
  eckConfigOverride,
  eckCustomSecretIncomplete,
  caRotationHalfDoneInEck,
  eckServiceNameMissingInEck,
  eckOperatorNotRotatingInEck,
  eckRotationDuringUpgrade,
];
