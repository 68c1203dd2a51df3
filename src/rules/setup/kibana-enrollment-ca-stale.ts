import { sameName } from '../../model/same-name.ts';
import { contextsOf } from '../../model/tls-context.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';
import { trustInKibana } from '../remedies/kibana.ts';

/** Whether the CA that Kibana stored at enrollment is still the one of Elasticsearch. */
export const kibanaEnrollmentCaStale: SetupRule = {
  id: 'kibana-enrollment-ca-stale',
  title: 'Kibana trusts a CA that has been replaced',
  severity: 'high',
  channels: ['kibana', 'http'],
  products: ['kibana'],
  requirement:
    'A CA that Kibana stored in its data directory at enrollment (ca_<time>.crt) has the key that issues for Elasticsearch today.',
  impact:
    'Nothing renews that file. After a change of the HTTP CA Kibana refuses Elasticsearch, although the new CA is in the configuration directory.',
  fix: trustInKibana('Give Kibana the present CA, in place of the one that it stored at its enrollment.'),
  source: 'Elastic docs: security certificates and keys',
  judge: ({ setup, met }) => {
    const [context] = contextsOf(setup, 'kibana-elasticsearch');
    const stored = (context?.trust.anchors ?? []).filter(({ file }) => /[\\/]ca_\d+\.crt$/.test(file));
    const [first] = stored;
    if (context === undefined || first === undefined) return { kind: 'not-applicable' };
    const served = met.filter(({ as, evidence }) => as === 'elasticsearch-host' && evidence.chain.length > 0);
    if (served.length === 0) {
      return { kind: 'unknown', because: { code: 'enrollment-ca-not-compared', file: first.file } };
    }
    const others = served.filter(
      ({ evidence: { chain } }) =>
        !context.trust.anchors.some(({ certificate }) =>
          chain.some(
            (one) =>
              sameName(one.issuer, certificate.subject) && (one.authorityKeyId === null || one.authorityKeyId === certificate.subjectKeyId),
          ),
        ),
    );
    const [other] = others;
    if (other === undefined) return { kind: 'pass' };
    const message = `${other.written} shows a certificate of ${other.evidence.chain.at(-1)?.issuer ?? ''}, issued by another CA certificate than ${first.file} holds (${first.certificate.subject}).`;
    return {
      kind: 'findings',
      cases: [
        setupCase({
          message,
          context,
          places: [context.trust.place],
          files: [first.file],
          facts: { hosts: others.map(({ written }) => written) },
        }),
      ],
    };
  },
};
