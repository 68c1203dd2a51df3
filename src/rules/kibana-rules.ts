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
} from './kibana/handshake-rules.ts';
import { kibanaEsSchemeMismatch } from './kibana/kibana-es-scheme-mismatch.ts';
import { kibanaPlaintextOnWire } from './kibana/kibana-plaintext.ts';
import { kibanaPublicUrlMismatchOnWire } from './kibana/kibana-public-url-mismatch.ts';
import { nameRulesForKibana } from './kibana/name-rules.ts';
import { staleSettingsInMemory } from './kibana/stale-settings-in-memory.ts';
import {
  akiSkiMismatchForKibana,
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

/** Rules that are asked together, and what it means that none of them finds anything. */
export type KibanaStage = {
  readonly code: RuledOutCode;
  /** What could have been the cause. */
  readonly what: string;
  readonly rules: readonly SetupRule[];
  /** What was seen where all is well. */
  readonly well: string;
};

/** From Kibana to Elasticsearch, in the order in which a connection gets that far: the first that finds something is the cause. */
export const kibanaPath: readonly KibanaStage[] = [
  {
    code: 'elasticsearch-unreachable',
    what: 'Elasticsearch cannot be reached',
    rules: [elasticsearchHostUnreachable],
    well: 'each address takes connections',
  },
  {
    code: 'http-for-https',
    what: 'http where the port speaks https, or the other way round',
    rules: [kibanaEsSchemeMismatch],
    well: 'each port speaks what elasticsearch.hosts says',
  },
  {
    code: 'no-handshake',
    what: 'no TLS handshake comes about',
    rules: [tlsHandshakeTimeoutForKibana, noCommonProtocolForKibana, noCommonCipherForKibana, keyCertificateMismatchForKibana],
    well: 'versions and cipher suites fit, and the server holds its key',
  },
  {
    code: 'elasticsearch-not-trusted',
    what: 'Kibana does not trust the certificate of Elasticsearch',
    rules: [
      kibanaEnrollmentCaStaleOnWire,
      kibanaMissingEsCaOnWire,
      kibanaTrustsWrongLinkOnWire,
      trustMissingIntermediateForKibana,
      trustLookalikeCaForKibana,
      akiSkiMismatchForKibana,
      trustUnknownIssuerForKibana,
      ...certificateRulesForKibana,
      restRefusedByKibana,
    ],
    well: 'the chain passes as Node judges it, under the trust and the verificationMode of kibana.yml',
  },
  {
    code: 'elasticsearch-of-another-name',
    what: 'the certificate of Elasticsearch is for another name',
    rules: nameRulesForKibana,
    well: 'each name in elasticsearch.hosts is in the certificate',
  },
  {
    code: 'kibana-not-let-in',
    what: 'Elasticsearch does not let Kibana in',
    rules: [
      kibanaEsMtlsHalfConfiguredAndNeeded,
      httpClientCertRequiredOfKibana,
      ...certificateRulesOfKibana,
      trustLookalikeCaOfKibana,
      trustMissingIntermediateOfKibana,
      trustUnknownIssuerOfKibana,
    ],
    well: 'it asks for no client certificate, or takes that of Kibana',
  },
];

/** What the running Kibana serves, against what it was told to. */
export const kibanaPort: KibanaStage = {
  code: 'serves-other-files',
  what: 'Kibana serves something else than its files have',
  rules: [staleCertificateInMemoryInSetup, staleSettingsInMemory, kibanaPlaintextOnWire, kibanaPublicUrlMismatchOnWire],
  well: 'its port serves what its files have',
};

/** Every rule that needs the files of a Kibana and the wire. */
export const kibanaRules: readonly SetupRule[] = [...kibanaPath, kibanaPort].flatMap(({ rules }) => rules);
