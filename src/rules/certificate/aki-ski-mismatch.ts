import type { Certificate } from '../../model/certificate.ts';
import { decidingPeers, peersWith } from '../../model/deciding-peers.ts';
import type { CertificateEvidence, PeerRefusal } from '../../model/evidence.ts';
import type { Facts } from '../../model/facts.ts';
import { keyIdDifferences } from '../../model/key-id-differences.ts';
import { sameName } from '../../model/same-name.ts';
import { capitalized } from '../../wording/capitalized.ts';
import { differenceText } from '../../wording/key-id-difference-text.ts';
import { pathFaultText } from '../../wording/path-fault-texts.ts';
import { lookalikeAnchors } from '../facts/lookalike-anchors.ts';
import { namesakesBehind } from '../facts/namesakes-behind.ts';
import { refusalsOf, refusedBy } from '../facts/refusals.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule, Outcome } from '../framework/rule.ts';
import { deleteCertificates, trustFormerInKubernetes } from '../remedies/kubernetes.ts';
import { reissue } from '../remedies/reissue.ts';
import { dropFormerAuthority, trustFormerAuthority } from '../remedies/replace-authority.ts';
import { advice, at, command } from '../remedies/steps.ts';

/** Whether the certificate, and each CA that is sent, name the key of the CA that they come with. */
export const akiSkiMismatch: CertificateRule = {
  id: 'aki-ski-mismatch',
  title: 'Key identifiers of certificate and CA do not match',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    "The CA that a certificate names as its issuer has the key that signed the certificate. It also has the key id, serial number and issuer that the certificate's authorityKeyIdentifier names. The severity is high if a peer that connects to the port refuses the chain for it, low if none does, and medium if that was not checked. A trusted CA of the same name with another key is reported by trust-lookalike-ca, two certificates of one CA with the same key by ca-reissued-same-key.",
  impact:
    'If the signature is wrong, every verifier refuses the certificate, although all names look right. The CA was renewed in between, or certutil was given a ca.key that does not belong to ca.crt. If the key is the same and its id or serial number is not, the CA was most likely issued again. Java then refuses the certificate if the key id or the serial number differs. OpenSSL also compares the issuer.',
  fix: reissue('from the CA whose certificate is distributed', {
    before: (context) => [
      command(
        at('ca-machine'),
        'Check that the key of the CA belongs to its certificate: both commands have to print the same.',
        'openssl x509 -in CA_CERT -noout -pubkey',
        'openssl pkey -in CA_KEY -pubout',
      ),
      ...trustFormerAuthority(context),
    ],
    after: dropFormerAuthority,
    eck: (context) => [
      advice(at('kubernetes'), 'Upgrade the operator: older ones left certificates behind that name the previous CA.'),
      ...trustFormerInKubernetes(context),
      deleteCertificates(context, 'Delete the secret of the certificate: the operator then issues one from the present CA.'),
    ],
  }),
  source: 'elastic/cloud-on-k8s#9197, #9198; elastic/elasticsearch#98207; RFC 5280 §4.2.1.1',
  ofChains: true,
  judge: (evidence) =>
    judgeChain(evidence, () => {
      // The same fact, told by the more telling rule.
      if (namesakesBehind(evidence)?.namesakes.key === 'same') return { kind: 'pass' };
      const refusal = refusalsOf(evidence).find(({ reason }) => reason === 'key-identifier-mismatch');
      const pairs = pairsOf(evidence);
      if (refusal !== undefined) return refused(refusal, pairs);
      if (pairs.length === 0)
        return evidence.chain[0]?.selfIssued
          ? { kind: 'not-applicable' }
          : { kind: 'unknown', because: { code: 'issuing-ca-missing', giveBy: '--ca' } };
      const failed = pairs.find(({ signature }) => signature === false);
      if (failed) return forged(failed, evidence);
      const differing = pairs.find(({ child, differences }) => differences.length > 0 && !pairs.some((one) => fits(one, child)));
      return differing === undefined ? { kind: 'pass' } : minded(differing, evidence);
    }),
};

type Pair = {
  readonly child: Certificate;
  readonly authority: Certificate;
  readonly signature: boolean | null;
  readonly differences: ReturnType<typeof keyIdDifferences>;
};

/**
 * Neighbours in the chain of which one bears the name of the other's issuer; a certificate of the chain and a trusted CA that did, or may have, signed it. A trusted one that did not
 * is a look-alike.
 */
function pairsOf({ chain, links, anchorLinks }: CertificateEvidence): readonly Pair[] {
  const pair = (child: Certificate, authority: Certificate, signature: boolean | null): Pair => ({
    child,
    authority,
    signature,
    differences: keyIdDifferences(child, authority, sameName),
  });
  return [
    ...links.flatMap(({ index, names, signature }) => {
      const [child, authority] = [chain[index], chain[index + 1]];
      return names && child && authority ? [pair(child, authority, signature)] : [];
    }),
    ...anchorLinks.flatMap(({ child, anchor, signature }) => (signature === false ? [] : [pair(child, anchor, signature)])),
  ];
}

function fits({ child, signature, differences }: Pair, of: Certificate): boolean {
  return child.sha256 === of.sha256 && signature === true && differences.length === 0;
}

function refused({ because, at, by }: PeerRefusal, pairs: readonly Pair[]): Outcome {
  const pair = pairs.find(({ child, differences }) => child.sha256 === at?.sha256 && differences.length > 0);
  return {
    kind: 'finding',
    message: `${capitalized(pathFaultText(because))}. ${refusedBy(by)}`,
    facts: { ...(pair === undefined ? { subject: at?.subject ?? null, issuer: at?.issuer ?? null } : factsOf(pair)), refusedBy: by },
  };
}

function forged(pair: Pair, evidence: CertificateEvidence): Outcome {
  // The same fact, told by the more telling rule.
  const reported = lookalikeAnchors(evidence).some(
    ({ anchor, child }) => child === pair.child && anchor.spkiSha256 === pair.authority.spkiSha256,
  );
  if (reported) return { kind: 'pass' };
  return {
    kind: 'finding',
    message: `${pair.authority.subject}, which stands beside ${pair.child.subject} as its issuer, did not sign it: the signature does not verify.`,
    facts: factsOf(pair),
  };
}

function minded(pair: Pair, { trust, channel }: CertificateEvidence): Outcome {
  const { child, authority, signature, differences } = pair;
  const trusting = trust.kind === 'trusted' ? `; ${peersWith(decidingPeers[channel], 'trust')} it all the same` : '';
  return {
    kind: 'finding',
    severity: signature && trusting !== '' ? 'low' : 'medium',
    message: `${signature ? `The key of ${authority.subject} signed ${child.subject}` : `Whether the key of ${authority.subject} signed ${child.subject} could not be checked`}, but authorityKeyIdentifier of ${child.subject} names ${differenceText(differences)}${trusting}.`,
    facts: factsOf(pair),
  };
}

function factsOf({ child, authority, signature, differences }: Pair): Facts {
  return {
    subject: child.subject,
    issuer: child.issuer,
    authorityKeyId: child.authorityKeyId,
    subjectKeyIdOfCa: authority.subjectKeyId,
    differences: differences.map(({ what, named, has }) => ({ what, named, has })),
    sha256OfCa: authority.sha256,
    signature: signature === null ? 'not checked' : signature ? 'verifies' : 'does not verify',
  };
}
