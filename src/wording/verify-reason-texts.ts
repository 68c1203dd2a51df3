import type { VerifyReason } from '../model/verify-reason.ts';

/** A reason, for an operator. What is written into logs for it stands in the catalogue of `logs`. */
export type VerifyReasonText = {
  readonly title: string;
  /** What it means and what fixes it, in sentences. */
  readonly prose: string;
};

export const verifyReasonTexts: Readonly<Record<VerifyReason, VerifyReasonText>> = {
  'empty-chain': {
    title: 'No certificate',
    prose:
      'The peer sent no certificate at all. A Java node sends none when the other side does not list its issuer among those it accepts, so this often means that the CA is not trusted, not that no certificate is configured.',
  },
  'unreadable-certificate': {
    title: 'Certificate cannot be read',
    prose:
      'A certificate is not the DER of an X.509 certificate, or a critical extension of it is broken. Java refuses a chain with any such certificate in it. Issue the certificate anew with a tool that writes proper DER.',
  },
  'no-anchors': {
    title: 'Nothing is trusted',
    prose:
      'No CA is trusted, or none of the trusted certificates can be read, so no chain can be. Name the CA in certificate_authorities or truststore.path, or with --ca.',
  },
  'unknown-issuer': {
    title: 'Issuer not trusted, or an intermediate is missing',
    prose:
      'The chain stops at a certificate whose issuer is neither trusted nor sent along. Either the verifier lacks the CA, or the peer sends its leaf without the intermediates: then add them to the certificate file of the peer, after the leaf.',
  },
  'self-signed-leaf': {
    title: 'Self-signed certificate',
    prose:
      'The certificate is signed by itself and is not in the trust store. Issue it from a CA that all nodes trust, or trust this very certificate on every peer.',
  },
  'untrusted-root': {
    title: 'Root not trusted',
    prose:
      'The chain is complete up to a root that the verifier does not trust. Add that root to the trust store of the verifier, if it is the right one.',
  },
  'incomplete-trust': {
    title: 'Only an intermediate is trusted',
    prose:
      'The trust store has an intermediate or the leaf, but not the root above it. Elasticsearch accepts that, Kibana does not: OpenSSL wants the chain to end at a self-signed root. Add the root to elasticsearch.ssl.certificateAuthorities.',
  },
  'lookalike-ca': {
    title: 'CA of the same name, but another key',
    prose:
      'A CA of the right name is trusted, but with another key than the one that signed. Usually the CA was generated anew with the same name: certutil and auto-configuration always use the same. Distribute the CA that signed, or issue the certificate from the one that is trusted; compare SHA-256 fingerprints.',
  },
  'signature-invalid': {
    title: 'Signature does not verify',
    prose:
      'A CA of the right name was sent, but its key did not sign the certificate below it. The chain was put together from certificates of different issues: rebuild the certificate file.',
  },
  'signature-unsupported': {
    title: 'Signature algorithm not supported',
    prose:
      'The signature is of an algorithm, or by a key, that is not known here, such as a curve that is spelled out instead of named. Issue the certificate with RSA, ECDSA on a named curve, Ed25519 or Ed448.',
  },
  'key-identifier-mismatch': {
    title: 'Key identifiers do not fit',
    prose:
      'authorityKeyIdentifier of the certificate names another key id, serial number or issuer than the CA of that name has, although the key of that CA did sign. This comes from a CA that was issued again with the same key: Java (by key id and serial number) and OpenSSL (by the issuer as well) then do not take it for the issuer. Trust the former CA certificate beside the new one until all certificates are issued anew, or issue the CA again with its former key id and serial number.',
  },
  expired: {
    title: 'Certificate expired',
    prose:
      'The end of the certificate has passed. Issue a new one; Elasticsearch picks up a replaced file within seconds, Kibana on SIGHUP or restart. If the dates look right, compare the clocks.',
  },
  'not-yet-valid': {
    title: 'Certificate not yet valid',
    prose: 'The certificate begins in the future. Most often a clock is wrong, either where it was issued or where it is checked.',
  },
  'ca-expired': {
    title: 'CA expired',
    prose:
      'A CA certificate has ended. Elasticsearch does not look at the dates of a CA in its trust store, so nodes go on while Kibana and browsers fail. Issue the CA again with the same key and name, or a new one, and give it to all clients.',
  },
  'ca-not-yet-valid': {
    title: 'CA not yet valid',
    prose: 'A CA certificate begins in the future. Most often a clock is wrong.',
  },
  'not-a-ca': {
    title: 'Issuer is no CA',
    prose:
      'A certificate that signed another one does not say CA:TRUE in basicConstraints. Issue the CA anew with basicConstraints critical, CA:TRUE.',
  },
  'ca-key-usage': {
    title: 'CA may not sign certificates',
    prose: 'keyUsage of a CA is there, but lacks keyCertSign. Issue the CA anew with keyCertSign.',
  },
  'ca-extended-key-usage': {
    title: 'CA is limited to another purpose',
    prose:
      'extendedKeyUsage of a CA does not have the purpose that is needed. Elasticsearch does not look at it, Kibana does: a CA for servers alone cannot issue what clients present.',
  },
  'path-length-exceeded': {
    title: 'More CAs than a CA allows',
    prose:
      'pathLenConstraint of a CA allows fewer CAs below it than the chain has. Issue from the CA above, or issue that CA anew with a greater path length.',
  },
  'chain-too-long': {
    title: 'Chain too long',
    prose:
      'The peer sends more certificates than the verifier takes: Java stops at 10, or 8 from a client since JDK 25, and at a message of 32 KB. Leave out of the certificate file what is not needed, the root first.',
  },
  'key-usage': {
    title: 'Key usage does not allow TLS',
    prose:
      'keyUsage of the certificate is there, but lacks digitalSignature, with which TLS proves who holds the key. Issue the certificate anew with digitalSignature and keyEncipherment.',
  },
  'extended-key-usage': {
    title: 'Certificate is for another purpose',
    prose:
      'extendedKeyUsage of the certificate has the wrong side only: a server needs serverAuth, a client clientAuth, and a node on the transport layer is both. Issue it with both, or without extendedKeyUsage.',
  },
  'critical-extension': {
    title: 'Critical extension that is not understood',
    prose:
      'The certificate has an extension that is marked critical and that the verifier does not handle; it must then refuse. Issue the certificate without it, or not critical.',
  },
  'malformed-certificate': {
    title: 'Malformed certificate',
    prose:
      'The certificate can be read, but is not as RFC 5280 has it: an extension twice or broken, two different signature algorithms, no issuer. Issue it anew with another tool.',
  },
  'name-constraints': {
    title: 'Name outside of what a CA may issue',
    prose:
      'nameConstraints of a CA do not allow a name in the certificate. Elasticsearch does not look at those of a CA that is itself in the trust store, Kibana does. Issue the certificate with names that the CA may issue, or from another CA.',
  },
  policy: {
    title: 'No policy that all certificates share',
    prose:
      'A CA requires a certificate policy that the certificates below it do not have. Issue them with that policy. Kibana does not look at policies.',
  },
  'weak-signature': {
    title: 'Signature too weak',
    prose:
      'The certificate is signed with a digest that is not accepted any more: SHA-1 by Kibana, MD5 by both, SHA-224 and DSA by Java since JDK 25. Issue it with SHA-256.',
  },
  'weak-key': {
    title: 'Key too weak, or on a curve that is not supported',
    prose:
      'The key is shorter than the verifier accepts, or on a curve that it does not know: Java knows P-256, P-384 and P-521 alone. Issue the certificate with RSA of 2048 bits or more, or on P-256.',
  },
  revoked: {
    title: 'Certificate revoked',
    prose: 'The issuer has revoked the certificate. Replace it. Neither Elasticsearch nor Kibana looks for that by default.',
  },
  'revocation-unknown': {
    title: 'Revocation cannot be told',
    prose:
      'A revocation list was given for the issuer, but it is out of date or not signed by the issuer, so it says nothing. Fetch a current one.',
  },
  'name-mismatch': {
    title: 'Name does not fit',
    prose:
      'The certificate is not for the name that the client connected to. Issue it with all names and addresses that peers use in subjectAltName: what stands in discovery.seed_hosts and the published host. An address must be there as an IP entry. verification_mode certificate checks no names.',
  },
  'invalid-name': {
    title: 'Name that cannot be checked',
    prose:
      'Java refuses to compare the name that the client connected to: it accepts only letters, digits and hyphens, so no underscore. Give the host another name, or connect to its address.',
  },
  'budget-exhausted': {
    title: 'Too much to check',
    prose:
      'The certificates lead to so many paths, or have so many names under so many constraints, that the check was given up. Chains in use need a small part of that; look at what is sent.',
  },
  aborted: { title: 'Called off', prose: 'The check was called off before it ended.' },
};
