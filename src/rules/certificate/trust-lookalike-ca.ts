import { namesakesFacts } from '../../model/namesakes.ts';
import { namesakesText } from '../../wording/namesakes-text.ts';
import { pathFaultText } from '../../wording/path-fault-texts.ts';
import { lookalikeAnchors } from '../facts/lookalike-anchors.ts';
import { namesakesBehind } from '../facts/namesakes-behind.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { compareAuthorities, enroll, trustOneAuthority } from '../remedies/authorities.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { deleteCertificates, fetchAuthority } from '../remedies/kubernetes.ts';
import { issueAndPlace } from '../remedies/place.ts';
import { managed, onPlatform } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether a trusted CA of the issuer's name has another key than the one that signed. */
export const trustLookalikeCa: CertificateRule = {
  id: 'trust-lookalike-ca',
  title: 'Same CA name, different CA key',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    "The trusted CA with the issuer's name also has the key that signed the certificate. Keys are compared by the signature. A CA that was issued again with the same key is reported by ca-reissued-same-key.",
  impact:
    'A CA that was created again under the same name looks right in every listing, but nothing that it signed verifies under the old one. certutil and auto-configuration always use the same names, so two CAs are easily confused. A Java node even sends its certificate, since the server lists the name, and is then refused.',
  fix: byDeployment({
    self: (context) => [
      compareAuthorities(context),
      ...(context.issuer.madeBy === 'auto-configuration' && context.channel === 'transport' ? enroll(context) : trustOneAuthority(context)),
      advice(
        context.channel === 'transport' || context.channel === 'remote-cluster' ? at('every-node') : at('ca-machine'),
        `${context.channel === 'transport' || context.channel === 'remote-cluster' ? 'If nodes have to join before that is done, trust both CAs. ' : ''}Give a new CA a name of its own.`,
      ),
    ],
    eck: (context) => [
      fetchAuthority(context, 'Fetch the CA again, and replace the copies of the old one.'),
      deleteCertificates(
        context,
        'Delete the secret of the certificate, if it is from the old CA: the operator then issues one from the present CA.',
      ),
    ],
    ece: onPlatform(
      'Fetch the CA again from Platform > Settings > TLS settings (proxy) or from the Security page of the deployment (Trusted environments), and replace the copy that clients and remote clusters hold.',
    ),
    ...managed('Its endpoints have certificates under public roots: trust those (--ca system), and delete the copied CA.'),
    openSearch: (context) => [
      compareAuthorities(context),
      ...issueAndPlace(context, { what: 'from the CA that is to stay, for each node that has another' }),
      advice(
        at('every-node'),
        'If nodes have to join before that is done, put both CAs into the file that plugins.security.ssl.transport.pemtrustedcas_filepath names. Give the next CA that you create a name of its own.',
      ),
    ],
  }),
  source: 'Elasticsearch: SslDiagnostics, AutoConfigureNode; RFC 5280 §4.2.1.1',
  ofChains: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const { trust } = evidence;
      if (trust.kind === 'not-checked') return { kind: 'unknown', because: trust.because };
      if (trust.kind !== 'untrusted') return { kind: 'pass' };
      const [lookalike] = lookalikeAnchors(evidence);
      if (lookalike) {
        const { anchor, child } = lookalike;
        const behind = namesakesBehind(evidence);
        const namesakes = behind?.child === child && behind.namesakes.key === 'another' ? behind.namesakes : null;
        return {
          kind: 'finding',
          message: `${child.subject} was issued by another ${child.issuer} than the given one: the name is the same, the key is not.${namesakes === null ? '' : ` ${namesakesText(namesakes)}`}`,
          facts: {
            name: child.issuer,
            subject: child.subject,
            authorityKeyId: child.authorityKeyId,
            trustedSubjectKeyId: anchor.subjectKeyId,
            trustedSha256: anchor.sha256,
            issuerSha256: evidence.issuer?.sha256 ?? null,
            ...(namesakes === null ? {} : { namesakes: namesakesFacts(namesakes) }),
          },
        };
      }
      if (trust.reason !== 'lookalike-ca') return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `The given CA has the issuer's name and another key: ${pathFaultText(trust.because)}`,
        facts: { name: leaf.issuer },
      };
    }),
};
