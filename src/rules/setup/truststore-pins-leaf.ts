import { contextsOf } from '../../model/tls-context.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';
import { certificatesAlone } from '../remedies/authorities.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';

/** Whether transport trusts CAs, or the certificates of single nodes. */
export const truststorePinsLeaf: SetupRule = {
  id: 'truststore-pins-leaf',
  title: 'Truststore contains certificates of nodes',
  severity: 'low',
  channels: ['transport'],
  products: ['elasticsearch'],
  requirement: "Transport trusts only CAs. A keystore that is also the truststore adds the node's own certificate.",
  impact:
    'The JVM checks neither dates nor usages of a certificate that it trusts directly, so its expiry goes unnoticed. Each renewal changes the trust of all nodes.',
  fix: filesFix(
    certificatesAlone,
    inKubernetes(
      'Delete the trust settings of xpack.security.transport.ssl from spec.nodeSets[].config: the operator sets certificate_authorities. Put further CAs into the ConfigMap that spec.transport.tls.certificateAuthorities names.',
    ),
  ),
  source: 'Measured on JDK 17 and 25; Elastic docs: set up basic security',
  judge: ({ setup }) => {
    const contexts = contextsOf(setup, 'transport', 'transport-profile').filter(
      ({ trust }) => trust.kind === 'anchors' && !trust.publicRoots,
    );
    const cases = contexts.flatMap((context) => {
      const pinned = context.trust.anchors.filter(({ certificate }) => !certificate.isCa);
      const [first] = pinned;
      if (first === undefined) return [];
      const own = first.from === 'key-entry' ? ', which is keystore and truststore in one,' : '';
      return [
        setupCase({
          message: `${first.file}${own} makes ${first.certificate.subject}${pinned.length > 1 ? ` and ${pinned.length - 1} more that are no CA` : ', which is no CA,'} trusted directly.`,
          context,
          places: [context.trust.place],
          files: [...new Set(pinned.map(({ file }) => file))],
          facts: {
            certificates: pinned.slice(0, 10).map(({ certificate }) => ({ subject: certificate.subject, sha256: certificate.sha256 })),
          },
        }),
      ];
    });
    const unread = contextsOf(setup, 'transport').find(({ trust }) => trust.kind === 'unknown')?.trust.because ?? null;
    if (unread !== null) return casesOr(cases, { kind: 'unknown', because: unread });
    return casesOr(cases, contexts.length === 0 ? { kind: 'not-applicable' } : { kind: 'pass' });
  },
};
