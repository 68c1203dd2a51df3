import type { Question } from '../plan.ts';
import { applicationProtocols } from './alpn.ts';
import { cipherSuiteQuestions } from './cipher-suites.ts';
import { helloOfClients } from './client-hellos.ts';
import { fallbackScsv } from './fallback-scsv.ts';
import { featuresOffered } from './features.ts';
import { groupsAccepted } from './groups.ts';
import { inClear, newestVersion, otherVersion, withIdentity, withSelfSignedIdentity } from './identity.ts';
import { legacyVersionsAccepted } from './legacy-versions.ts';
import { sessionResumption } from './resumption.ts';
import { serverNameMatters } from './server-name.ts';
import { signatureSchemes12, signatureSchemes13 } from './signature-schemes.ts';
import { helloTolerance } from './tolerance.ts';

/** Everything that an endpoint can be asked, each after what it needs. */
export const questions: readonly Question[] = [
  newestVersion,
  otherVersion,
  inClear,
  withIdentity,
  withSelfSignedIdentity,
  helloOfClients,
  legacyVersionsAccepted,
  ...cipherSuiteQuestions,
  signatureSchemes13,
  signatureSchemes12,
  groupsAccepted,
  featuresOffered,
  sessionResumption,
  applicationProtocols,
  fallbackScsv,
  serverNameMatters,
  helloTolerance,
];
