import type { RuledOutCode } from '../model/ruled-out.ts';
import type { SetupRule } from './framework/rule.ts';
import { httpClientCertRequiredOfKibana, kibanaEsMtlsHalfConfiguredAndNeeded } from './kibana/client-certificate-rules.ts';
import { certificateRulesForKibana, certificateRulesOfKibana } from './kibana/elasticsearch-certificate-rules.ts';
import { elasticsearchHostUnreachable } from './kibana/elasticsearch-host-unreachable.ts';
import {
  keyCertificateMismatchForKibana,
  noCommonCipherForKibana,
  noCommonProtocolForKibana,
  tlsHandshakeTimeoutForKibana,
  upgradeJdk26Sha1RootForKibana,
} from './kibana/handshake-rules.ts';
import { kibanaEsSchemeMismatch } from './kibana/kibana-es-scheme-mismatch.ts';
import { kibanaHandshakeRefused } from './kibana/kibana-handshake-refused.ts';
import { kibanaPlaintextOnWire } from './kibana/kibana-plaintext.ts';
import { kibanaPublicUrlMismatchOnWire } from './kibana/kibana-public-url-mismatch.ts';
import { nameRulesForKibana } from './kibana/name-rules.ts';
import { staleSettingsInMemory } from './kibana/stale-settings-in-memory.ts';
import {
  akiSkiMismatchForKibana,
  caReissuedSameKeyForKibana,
  caReissuedSameKeyOfKibana,
  kibanaEnrollmentCaStaleOnWire,
  kibanaMissingEsCaOnWire,
  kibanaTrustsWrongLinkOnWire,
  restRefusedByKibana,
  trustLookalikeCaForKibana,
  trustLookalikeCaOfKibana,
  trustMissingIntermediateForKibana,
  trustMissingIntermediateOfKibana,
  trustUnknownIssuerForKibana,
  trustUnknownIssuerOfKibana,
} from './kibana/trust-rules.ts';
import { staleCertificateInMemoryInSetup } from './setup/stale-certificate-in-memory.ts';

/** Rules that are asked together, and what is ruled out where none of them finds anything. */
export type KibanaStage = {
  readonly code: Exclude<RuledOutCode, 'own-files' | 'no-connection'>;
  readonly rules: readonly SetupRule[];
};

/** From Kibana to Elasticsearch, in the order in which a connection gets that far: the first that finds something is the cause. */
export const kibanaPath: readonly KibanaStage[] = [
  {
    code: 'elasticsearch-unreachable',
    rules: [elasticsearchHostUnreachable],
  },
  {
    code: 'http-for-https',
    rules: [kibanaEsSchemeMismatch],
  },
  {
    code: 'no-handshake',
    rules: [
      tlsHandshakeTimeoutForKibana,
      noCommonProtocolForKibana,
      noCommonCipherForKibana,
      upgradeJdk26Sha1RootForKibana,
      kibanaHandshakeRefused,
      keyCertificateMismatchForKibana,
    ],
  },
  {
    code: 'elasticsearch-not-trusted',
    rules: [
      kibanaEnrollmentCaStaleOnWire,
      kibanaMissingEsCaOnWire,
      kibanaTrustsWrongLinkOnWire,
      trustMissingIntermediateForKibana,
      trustLookalikeCaForKibana,
      caReissuedSameKeyForKibana,
      akiSkiMismatchForKibana,
      trustUnknownIssuerForKibana,
      ...certificateRulesForKibana,
      restRefusedByKibana,
    ],
  },
  {
    code: 'elasticsearch-of-another-name',
    rules: nameRulesForKibana,
  },
  {
    code: 'kibana-not-let-in',
    rules: [
      kibanaEsMtlsHalfConfiguredAndNeeded,
      httpClientCertRequiredOfKibana,
      ...certificateRulesOfKibana,
      trustLookalikeCaOfKibana,
      caReissuedSameKeyOfKibana,
      trustMissingIntermediateOfKibana,
      trustUnknownIssuerOfKibana,
    ],
  },
];

/** What the running Kibana serves, against what it was told to. */
export const kibanaPort: KibanaStage = {
  code: 'serves-other-files',
  rules: [staleCertificateInMemoryInSetup, staleSettingsInMemory, kibanaPlaintextOnWire, kibanaPublicUrlMismatchOnWire],
};

/** Every rule that needs the files of a Kibana and the wire. */
export const kibanaRules: readonly SetupRule[] = [...kibanaPath, kibanaPort].flatMap(({ rules }) => rules);
