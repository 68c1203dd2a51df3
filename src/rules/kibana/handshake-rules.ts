import type { Encounter } from '../../model/encounter.ts';
import { keyCertificateMismatch } from '../key-certificate-mismatch.ts';
import { noCommonCipher } from '../pair/no-common-cipher.ts';
import { noCommonProtocol } from '../pair/no-common-protocol.ts';
import type { PairOutcome, PairRule, Rule, SetupRule } from '../rule.ts';
import { filesRemedy } from '../setup/files-remedy.ts';
import { tlsHandshakeTimeout } from '../tls-handshake-timeout.ts';
import { judgeOverTls } from './dialled.ts';
import { reissueForHttp } from './remedies.ts';

/** Where a ClientHello gets no answer. */
export const tlsHandshakeTimeoutForKibana: SetupRule = {
  ...textOf(tlsHandshakeTimeout),
  products: ['kibana'],
  judge: (evidence) =>
    judgeOverTls(evidence, ({ met, label }) => {
      const outcome = tlsHandshakeTimeout.judge(met.evidence);
      // Other handshakes with the same port were answered.
      if (outcome.kind !== 'finding' || outcome.severity !== undefined) return outcome.kind === 'finding' ? { kind: 'pass' } : outcome;
      return { kind: 'finding', message: `${label}: ${outcome.message}`, ...(outcome.facts === undefined ? {} : { facts: outcome.facts }) };
    }),
};

const protocols = filesRemedy(
  'Remove xpack.security.http.ssl.supported_protocols from every node, or give all of them [TLSv1.3, TLSv1.2], and see that no java.security file of the JVM takes one of them away. As a client Kibana speaks what its Node does: TLS 1.2 and 1.3, unless --tls-min-v1.x or --tls-max-v1.x stands in node.options.',
  'Take xpack.security.http.ssl.supported_protocols out of nodeSets[].config of the Elasticsearch resource.',
);

/** Versions. */
export const noCommonProtocolForKibana = between(noCommonProtocol, protocols);

/** Cipher suites. */
export const noCommonCipherForKibana = between(
  noCommonCipher,
  filesRemedy(
    'Remove xpack.security.http.ssl.cipher_suites from every node: the defaults of all releases since 7.x have suites in common with Node. A list for RSA alone does not fit an EC certificate.',
    'Take xpack.security.http.ssl.cipher_suites out of nodeSets[].config of the Elasticsearch resource.',
  ),
);

function between(rule: PairRule, remedy: SetupRule['remedy']): SetupRule {
  return {
    ...textOf(rule),
    remedy,
    products: ['kibana'],
    judge: (evidence) => judgeOverTls(evidence, ({ encounter }) => withoutBlame(rule.judge(encounter))),
  };
}

function withoutBlame(outcome: PairOutcome) {
  if (outcome.kind !== 'finding') return outcome;
  return { kind: 'finding', message: outcome.message, ...(outcome.facts === undefined ? {} : { facts: outcome.facts }) } as const;
}

/** Whether Elasticsearch holds the key of the certificate that it shows. */
export const keyCertificateMismatchForKibana: SetupRule = {
  ...textOf(keyCertificateMismatch),
  remedy: reissueForHttp('together with its own private key'),
  products: ['kibana'],
  judge: (evidence) =>
    judgeOverTls(evidence, ({ encounter: { to } }) => {
      if (to.keyFits === null) return { kind: 'not-applicable' };
      if (to.keyFits) return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `The private key of ${to.label} does not belong to its certificate ${subjectOf(to)}.`,
        facts: { sha256: to.chain[0]?.sha256 ?? null },
      };
    }),
};

function subjectOf({ chain }: Encounter['to']): string {
  return chain[0]?.subject ?? '';
}

function textOf(rule: Rule | PairRule): Omit<SetupRule, 'judge' | 'products'> {
  const { id, title, severity, channels, holds, why, remedy, source, logLines } = rule;
  return { id, title, severity, channels, holds, why, remedy, source, ...(logLines === undefined ? {} : { logLines }) };
}
