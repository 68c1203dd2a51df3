import { contextsOf } from '../../model/tls-context.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { trustedCa } from '../remedies/kibana.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { localCopy } from '../remedies/put-files.ts';
import { atFault, command } from '../remedies/steps.ts';
import { restartKibana } from '../remedies/tools.ts';

/** Whether what Kibana trusts is a root. */
export const kibanaTrustsWrongLink: SetupRule = {
  id: 'kibana-trusts-wrong-link',
  title: 'Kibana trusts an intermediate or leaf, but not the root',
  severity: 'high',
  channels: ['kibana', 'http'],
  products: ['kibana'],
  requirement: 'Among the CAs that Kibana trusts for Elasticsearch is a self-signed one, the root.',
  impact:
    "Node.js follows a chain to a self-signed certificate and accepts nothing less. With only the node's certificate or an intermediate, it refuses what every Java client accepts.",
  fix: filesFix((context) => {
    const { fetch, file } = localCopy(context, context.files.authorities[0] ?? 'TRUST_FILE');
    return [
      command(
        atFault(context),
        'List the certificates in the file. A root has the same subject and issuer.',
        ...fetch,
        `openssl storeutl -noout -text -certs ${file}`,
      ),
      ...trustedCa(context, 'Put the root into a file that Kibana trusts.'),
      ...restartKibana(context),
    ];
  }, inKubernetes(
    'Put the root, with the intermediates, into ca.crt of the secret that spec.http.tls.certificate.secretName of the Elasticsearch resource names.',
  )),
  source: 'Measured on Node 20; OpenSSL: verification without X509_V_FLAG_PARTIAL_CHAIN',
  judge: ({ setup }) => {
    const [context] = contextsOf(setup, 'kibana-elasticsearch');
    if (context === undefined || context.trust.kind === 'everything') return { kind: 'not-applicable' };
    const { kind, anchors, because, place } = context.trust;
    if (kind === 'unknown') return { kind: 'unknown', because: because ?? { code: 'cas-not-read' } };
    if (anchors.length === 0) return { kind: 'not-applicable' };
    if (anchors.some(({ certificate }) => certificate.selfSigned)) return { kind: 'pass' };
    const leaves = anchors.filter(({ certificate }) => !certificate.isCa);
    const what = leaves.length === anchors.length ? 'certificates that are no CA' : 'intermediates';
    const message = `Kibana trusts ${what} alone (${anchors
      .slice(0, 3)
      .map(({ certificate }) => certificate.subject)
      .join('; ')}) and no root: Node finds no end to any chain.`;
    const files = [...new Set(anchors.map(({ file }) => file))];
    const facts = {
      trusted: anchors.slice(0, 10).map(({ certificate }) => ({ subject: certificate.subject, issuer: certificate.issuer })),
    };
    return { kind: 'findings', cases: [setupCase({ message, context, places: [place], files, facts })] };
  },
};
