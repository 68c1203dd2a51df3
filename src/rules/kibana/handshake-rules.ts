import type { PeerHandshake } from '../../model/peer-handshake.ts';
import { ruleText } from '../../model/rule-text.ts';
import { handshakeFaultText } from '../../wording/handshake-fault-texts.ts';
import { upgradeJdk26Sha1Root } from '../certificate/upgrade-jdk26-sha1-root.ts';
import { keyCertificateMismatch } from '../endpoint/key-certificate-mismatch.ts';
import { tlsHandshakeTimeout } from '../endpoint/tls-handshake-timeout.ts';
import { judgeHostsOverTls } from '../facts/elasticsearch-hosts.ts';
import { judgeRefusedHello } from '../facts/refused-hello.ts';
import type { PairOutcome, PairRule, SetupRule } from '../framework/rule.ts';
import { noCommonCipher } from '../pair/no-common-cipher.ts';
import { noCommonProtocol } from '../pair/no-common-protocol.ts';
import { onElasticsearch, reissueForHttp } from '../remedies/kibana.ts';

/** Where a ClientHello gets no answer. */
export const tlsHandshakeTimeoutForKibana: SetupRule = {
  ...ruleText(tlsHandshakeTimeout),
  fix: onElasticsearch(tlsHandshakeTimeout.fix),
  products: ['kibana'],
  judge: (evidence) =>
    judgeHostsOverTls(evidence, ({ met, label }) => {
      const outcome = tlsHandshakeTimeout.judge(met.evidence);
      // Other handshakes with the same port were answered.
      if (outcome.kind !== 'finding' || outcome.severity !== undefined) return outcome.kind === 'finding' ? { kind: 'pass' } : outcome;
      return { kind: 'finding', message: `${label}: ${outcome.message}`, ...(outcome.facts === undefined ? {} : { facts: outcome.facts }) };
    }),
};

/** Versions. */
export const noCommonProtocolForKibana = between(noCommonProtocol);

/** Cipher suites. */
export const noCommonCipherForKibana = between(noCommonCipher);

/** Whether Elasticsearch keeps its chain back from Kibana. */
export const upgradeJdk26Sha1RootForKibana: SetupRule = {
  ...ruleText(upgradeJdk26Sha1Root),
  severity: 'critical',
  fix: onElasticsearch(upgradeJdk26Sha1Root.fix),
  products: ['kibana'],
  judge: (evidence) =>
    judgeRefusedHello(evidence, ({ client, lacks }, label) => {
      if (lacks?.code !== 'own-chain-held-back') return null;
      return {
        message: `${client}, on which Kibana runs, is refused by ${label}, and a hello that takes SHA-1 is answered: ${handshakeFaultText(lacks)}.`,
        facts: { subject: lacks.subject, signatureAlgorithm: lacks.algorithm },
      };
    }),
};

function between(rule: PairRule): SetupRule {
  return {
    ...ruleText(rule),
    fix: onElasticsearch(rule.fix),
    products: ['kibana'],
    judge: (evidence) => judgeHostsOverTls(evidence, ({ handshake }) => withoutBlame(rule.judge(handshake))),
  };
}

function withoutBlame(outcome: PairOutcome) {
  if (outcome.kind !== 'finding') return outcome;
  return { kind: 'finding', message: outcome.message, ...(outcome.facts === undefined ? {} : { facts: outcome.facts }) } as const;
}

/** Whether Elasticsearch holds the key of the certificate that it shows. */
export const keyCertificateMismatchForKibana: SetupRule = {
  ...ruleText(keyCertificateMismatch),
  fix: reissueForHttp('together with its own private key'),
  products: ['kibana'],
  judge: (evidence) =>
    judgeHostsOverTls(evidence, ({ handshake: { to } }) => {
      if (to.keyFits === null) return { kind: 'not-applicable' };
      if (to.keyFits) return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `The private key of ${to.label} does not belong to its certificate ${subjectOf(to)}.`,
        facts: { sha256: to.chain[0]?.sha256 ?? null },
      };
    }),
};

function subjectOf({ chain }: PeerHandshake['to']): string {
  return chain[0]?.subject ?? '';
}
