import { dayMs } from '../../model/days-left.ts';
import { day, span } from '../../wording/spans.ts';
import type { EckRule } from '../framework/rule.ts';
import { inKubernetes } from '../remedies/platforms.ts';

/** How long an upgrade, pod by pod, may take. */
const upgradeMs = 7 * dayMs;
const hourMs = dayMs / 24;

/** Whether the operator would replace the CA of transport in the middle of a rolling upgrade. */
export const eckRotationDuringUpgrade: EckRule = {
  id: 'eck-rotation-during-upgrade',
  title: 'ECK would rotate the transport CA during an upgrade',
  severity: 'medium',
  channels: ['transport'],
  requirement:
    'The operator does not replace the CA of transport (ca-cert-rotate-before its end, 24 hours unless configured) within the next 7 days. High where an upgrade is under way. With ca-dir or a CA of your own the operator replaces none.',
  impact:
    'Pods that are restarted by the upgrade get certificates of the new CA, and pods that wait for their turn trust the old one alone: the cluster splits in two until the upgrade ends.',
  fix: inKubernetes(
    'Let the CA be replaced before the upgrade, while all pods run: kubectl delete secret NAME-es-transport-ca-internal, then wait until the ca.crt of every *-es-transport-certs secret has the new CA and the cluster is green. Or begin the upgrade after the rotation.',
  ),
  source: 'elastic/cloud-on-k8s#9269; Elastic docs: ECK operator configuration (ca-cert-rotate-before)',
  judge: ({ cluster, chains, at }) => {
    const { elasticsearch, operator, secrets, name } = cluster;
    if (elasticsearch.transport.secret !== null || elasticsearch.transport.selfSignedDisabled || operator?.caDir === true)
      return { kind: 'not-applicable' };
    const own = secrets.find((secret) => secret.name === `${name}-es-transport-ca-internal`)?.certificates['tls.crt'] ?? [];
    const published = secrets.find((secret) => secret.name === `${name}-es-transport-certs-public`)?.certificates['ca.crt'] ?? [];
    const issuing = chains.flatMap(({ layer, evidence }) => (layer === 'transport' && evidence.issuer !== null ? [evidence.issuer] : []));
    const [authority] = [...own, ...published, ...issuing].sort((a, b) => b.notAfter.getTime() - a.notAfter.getTime());
    if (authority === undefined)
      return {
        kind: 'unknown',
        because: cluster.gaps[0]?.because ?? { code: 'kubernetes-not-given', what: `the secret ${name}-es-transport-certs-public` },
      };
    const rotates = new Date(authority.notAfter.getTime() - (operator?.caRotateBeforeHours ?? 24) * hourMs);
    const left = rotates.getTime() - at.getTime();
    if (left > upgradeMs) return { kind: 'pass' };
    const { version, runningVersion, phase } = elasticsearch;
    const upgrading = (version !== null && runningVersion !== null && version !== runningVersion) || phase === 'ApplyingChanges';
    const when = left < 0 ? `is due since ${day(rotates)}` : `is due on ${day(rotates)}, in ${span(left)}`;
    return {
      kind: 'findings',
      cases: [
        {
          message: `The rotation of the transport CA ${authority.subject} ${when}${upgrading ? `, and ${version === runningVersion ? 'changes are being applied' : `the upgrade from ${runningVersion} to ${version} is under way`}` : ''}.`,
          ...(upgrading ? { severity: 'high' as const } : {}),
          subjects: [`Elasticsearch ${name}`],
          facts: {
            subject: authority.subject,
            rotatesAt: rotates.toISOString(),
            notAfter: authority.notAfter.toISOString(),
            sha256: authority.sha256,
          },
        },
      ],
    };
  },
};
