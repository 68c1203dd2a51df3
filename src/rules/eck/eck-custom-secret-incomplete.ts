import type { EckCluster, EckSecret } from '../../model/eck.ts';
import { listed } from '../../wording/listed.ts';
import type { DiagnosticOutcome, EckRule } from '../framework/rule.ts';
import { inKubernetes } from '../remedies/platforms.ts';

/** Whether a secret with a certificate of somebody's own has what the operator needs. */
export const eckCustomSecretIncomplete: EckRule = {
  id: 'eck-custom-secret-incomplete',
  title: 'Secret of a custom certificate is incomplete or mixed',
  severity: 'high',
  channels: ['transport', 'http', 'kibana'],
  requirement:
    'The secret of spec.http.tls.certificate has tls.crt and tls.key, with ca.crt where no public CA issued it (medium without), or ca.crt and ca.key, from which the operator issues. That of spec.transport.tls.certificate has ca.crt and ca.key.',
  impact:
    'The operator refuses the secret and goes on with what it has, or pods wait for certificates that never come. Without ca.crt, Kibana and the other clients that the operator connects cannot verify a private CA.',
  fix: inKubernetes(
    'Write the secret again with what is missing: kubectl create secret generic SECRET --from-file=tls.crt --from-file=tls.key --from-file=ca.crt --dry-run=client -o yaml | kubectl apply -f -. Never put ca.key beside tls.crt and tls.key.',
  ),
  source: 'Elastic docs: HTTPS settings and transport settings of ECK; elastic/cloud-on-k8s: secret.go',
  judge: ({ cluster }): DiagnosticOutcome => {
    const { elasticsearch, kibanas, name } = cluster;
    const named = [
      { subject: `Elasticsearch ${name}, HTTP`, secret: elasticsearch.http.secret, issues: false },
      { subject: `Elasticsearch ${name}, transport`, secret: elasticsearch.transport.secret, issues: true },
      ...kibanas.map((kibana) => ({ subject: `Kibana ${kibana.name}`, secret: kibana.http.secret, issues: false })),
    ].flatMap(({ secret, ...rest }) => (secret === null ? [] : [{ ...rest, secret }]));
    if (named.length === 0) return { kind: 'not-applicable' };
    const cases = named.flatMap(({ subject, secret, issues }) => {
      const found = cluster.secrets.find((one) => one.name === secret);
      if (found === undefined || !found.hasData) return [];
      const wrong = whatIsWrong(found, issues);
      return wrong === null ? [] : [{ ...wrong, message: `${subject}: the secret ${secret} ${wrong.message}.`, subjects: [secret] }];
    });
    if (cases.length > 0) return { kind: 'findings', cases };
    const unseen = named.find(({ secret }) => cluster.secrets.find((one) => one.name === secret)?.hasData !== true);
    return unseen === undefined ? { kind: 'pass' } : { kind: 'unknown', because: gapOf(cluster, unseen.secret) };
  },
};

function gapOf({ gaps }: EckCluster, secret: string) {
  return gaps[0]?.because ?? ({ code: 'kubernetes-not-given', what: `the secret ${secret}` } as const);
}

function whatIsWrong({ keys }: EckSecret, issues: boolean): { readonly message: string; readonly severity?: 'medium' } | null {
  const has = (key: string) => keys.includes(key);
  if (has('ca.key') && (has('tls.crt') || has('tls.key')))
    return { message: 'has ca.key beside tls.crt or tls.key, which the operator refuses' };
  const wanted = issues || has('ca.key') ? ['ca.crt', 'ca.key'] : ['tls.crt', 'tls.key'];
  const missing = wanted.filter((key) => !has(key));
  if (missing.length > 0) return { message: `lacks ${listed(missing)}` };
  return !issues && !has('ca.key') && !has('ca.crt')
    ? { message: 'lacks ca.crt: clients that the operator connects can verify it only if a public CA issued it', severity: 'medium' }
    : null;
}
