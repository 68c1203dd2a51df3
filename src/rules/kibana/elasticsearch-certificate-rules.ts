import type { RuleText } from '../../model/rule-text.ts';
import type { RefusalReason } from '../../model/verify-reason.ts';
import { caExpired } from '../certificate/ca-expired.ts';
import { caKeyusageWithoutCertsign } from '../certificate/ca-keyusage-without-certsign.ts';
import { caNotACa } from '../certificate/ca-not-a-ca.ts';
import { certificateUnreadable } from '../certificate/certificate-unreadable.ts';
import { chainTooLong } from '../certificate/chain-too-long.ts';
import { ekuMissingServerauth } from '../certificate/eku-missing-serverauth.ts';
import { kuWithoutDigitalsignature } from '../certificate/ku-without-digitalsignature.ts';
import { leafExpired } from '../certificate/leaf-expired.ts';
import { leafNotYetValid } from '../certificate/leaf-not-yet-valid.ts';
import { weakKey } from '../certificate/weak-key.ts';
import { weakSignature } from '../certificate/weak-signature.ts';
import { refusal } from '../facts/refusal-by-elasticsearch.ts';
import type { SetupRule } from '../framework/rule.ts';
import { onElasticsearch, reissueForHttp, reissueForKibana } from '../remedies/kibana.ts';
import { ekuClientMissingClientauth } from '../setup/eku-client-missing-clientauth.ts';

const expired: readonly RefusalReason[] = ['expired'];
const notYetValid: readonly RefusalReason[] = ['not-yet-valid', 'ca-not-yet-valid'];
const usages: readonly RefusalReason[] = ['extended-key-usage', 'ca-extended-key-usage'];

function ofElasticsearch(text: RuleText, what: string, reasons: readonly RefusalReason[]): SetupRule {
  return refusal({ ...text, fix: reissueForHttp(what) }, { side: 'server', reasons });
}

/** What is wrong with the certificates of Elasticsearch, as Kibana feels it. */
export const certificateRulesForKibana: readonly SetupRule[] = [
  ofElasticsearch(certificateUnreadable, 'that OpenSSL can read', ['unreadable-certificate', 'malformed-certificate']),
  ofElasticsearch(leafExpired, 'with new dates', expired),
  ofElasticsearch(leafNotYetValid, 'that is valid now', notYetValid),
  // A new CA, or the same key in a certificate with new dates; the rule's own remedy has both.
  refusal({ ...caExpired, fix: onElasticsearch(caExpired.fix) }, { side: 'server', reasons: ['ca-expired'] }),
  ofElasticsearch(ekuMissingServerauth, 'with serverAuth, or with no extended key usage at all', usages),
  ofElasticsearch(kuWithoutDigitalsignature, 'with the key usage digitalSignature', ['key-usage']),
  refusal({ ...caNotACa, fix: onElasticsearch(caNotACa.fix) }, { side: 'server', reasons: ['not-a-ca', 'path-length-exceeded'] }),
  refusal(
    { ...caKeyusageWithoutCertsign, fix: onElasticsearch(caKeyusageWithoutCertsign.fix) },
    { side: 'server', reasons: ['ca-key-usage'] },
  ),
  refusal({ ...chainTooLong, fix: onElasticsearch(chainTooLong.fix) }, { side: 'server', reasons: ['chain-too-long'] }),
  ofElasticsearch(weakKey, 'with a larger key (RSA of 2048 bits, or P-256)', ['weak-key']),
  ofElasticsearch(weakSignature, 'that is signed with SHA-256 or better', ['weak-signature']),
];

/** What is wrong with Kibana's own certificate, as Elasticsearch feels it. */
export const certificateRulesOfKibana: readonly SetupRule[] = [
  refusal({ ...leafExpired, fix: reissueForKibana('with new dates') }, { side: 'client', reasons: expired }),
  refusal({ ...leafNotYetValid, fix: reissueForKibana('that is valid now') }, { side: 'client', reasons: notYetValid }),
  refusal(ekuClientMissingClientauth, { side: 'client', reasons: usages }),
  refusal(
    { ...kuWithoutDigitalsignature, fix: reissueForKibana('with the key usage digitalSignature') },
    { side: 'client', reasons: ['key-usage'] },
  ),
  refusal({ ...weakKey, fix: reissueForKibana('with a larger key') }, { side: 'client', reasons: ['weak-key'] }),
  refusal(
    { ...weakSignature, fix: reissueForKibana('that is signed with SHA-256 or better') },
    { side: 'client', reasons: ['weak-signature'] },
  ),
];
