import type { Certificate } from '../model/certificate.ts';
import type { Evidence } from '../model/evidence.ts';
import { judgeChain } from './judge-chain.ts';
import { keyIdsDiffer, lookalikeAnchors } from './lookalike-anchors.ts';
import { reissue } from './remedies.ts';
import type { Rule } from './rule.ts';
import { sameName } from './same-name.ts';

/** Whether the certificate, and each CA that is sent, name the key of the CA that they come with. */
export const akiSkiMismatch: Rule = {
  id: 'aki-ski-mismatch',
  title: 'Certificate names another key of its CA',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  holds:
    "Where a certificate and the CA of its issuer's name are at hand, the CA's key made its signature, and its authorityKeyIdentifier is the CA's subjectKeyIdentifier. Trust that is a CA of the same name is told by trust-lookalike-ca.",
  why: 'Where the signature fails, every verifier refuses the certificate, although all names look right: a CA was renewed under way, or certutil was given a ca.key that does not belong to ca.crt. Where only the key ids differ, verifiers that go by them find no path.',
  remedy: reissue(
    'from the CA whose certificate is distributed. Check first that its key fits: openssl x509 -in ca.crt -noout -pubkey and openssl pkey -in ca.key -pubout must print the same',
    {
      eck: 'Upgrade the operator (older ones left certificates behind that name the previous CA), then delete the secret <name>-es-http-certs-internal or <statefulset>-es-transport-certs: it issues from the present CA.',
    },
  ),
  source: 'elastic/cloud-on-k8s#9197, #9198; elastic/elasticsearch#98207; RFC 5280 §4.2.1.1',
  judge: (evidence) =>
    judgeChain(evidence, () => {
      const pairs = pairsOf(evidence);
      if (pairs.length === 0)
        return evidence.chain[0]?.selfIssued
          ? { kind: 'not-applicable' }
          : { kind: 'unknown', because: 'the certificate of the issuing CA was neither sent nor given; --ca FILE gives it' };
      const failed = pairs.find(({ signature }) => signature === false);
      if (failed) {
        // The same fact, told by the more telling rule.
        if (
          lookalikeAnchors(evidence).some(
            ({ anchor, child }) => child === failed.child && anchor.spkiSha256 === failed.authority.spkiSha256,
          )
        )
          return { kind: 'pass' };
        return {
          kind: 'finding',
          message: `${failed.authority.subject}, which stands beside ${failed.child.subject} as its issuer, did not sign it: the signature does not verify.`,
          facts: factsOf(failed),
        };
      }
      const differing = pairs.find(({ child, authority }) => keyIdsDiffer(authority, child) === true);
      if (!differing) return { kind: 'pass' };
      return {
        kind: 'finding',
        severity: differing.signature ? 'low' : 'medium',
        message: `${differing.child.subject} names the key ${differing.child.authorityKeyId} of ${differing.authority.subject}, which calls its key ${differing.authority.subjectKeyId}; the signature ${differing.signature ? 'verifies all the same' : 'could not be checked'}.`,
        facts: factsOf(differing),
      };
    }),
};

type Pair = { readonly child: Certificate; readonly authority: Certificate; readonly signature: boolean | null };

/** Neighbours in the chain of which one bears the name of the other's issuer; and the leaf with the CA that verifies it, or with an anchor that should. */
function pairsOf({ chain, links, issuer, anchors }: Evidence): readonly Pair[] {
  const neighbours = links.flatMap(({ index, names, signature }): Pair[] => {
    const [child, authority] = [chain[index], chain[index + 1]];
    return names && child && authority ? [{ child, authority, signature }] : [];
  });
  const [leaf] = chain;
  if (!leaf || leaf.selfSigned) return neighbours;
  if (issuer) return [...neighbours, { child: leaf, authority: issuer, signature: true }];
  // None verifies. With equal key ids that is a signature that fails; with others a look-alike.
  const claimed = anchors.find((anchor) => sameName(anchor.subject, leaf.issuer) && keyIdsDiffer(anchor, leaf) === false);
  return claimed ? [...neighbours, { child: leaf, authority: claimed, signature: false }] : neighbours;
}

function factsOf({ child, authority, signature }: Pair): Readonly<Record<string, unknown>> {
  return {
    subject: child.subject,
    issuer: child.issuer,
    authorityKeyId: child.authorityKeyId,
    subjectKeyIdOfCa: authority.subjectKeyId,
    signature: signature === null ? 'not checked' : signature ? 'verifies' : 'does not verify',
  };
}
