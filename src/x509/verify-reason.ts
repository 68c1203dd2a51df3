import { type VerifyReason, verifyReasons } from '../model/verify-reason.ts';

/** A reason, for an operator. */
export type ReasonText = {
  readonly title: string;
  /** What it means and what fixes it, in sentences. */
  readonly prose: string;
  /**
   * What those who refuse for this reason write, as pieces to search a log for. Java and Node word by the check that failed first, so one line can
   * belong to several reasons.
   */
  readonly lines: {
    /** Exceptions of the JDK's TLS, which Elasticsearch logs. */
    readonly jsse: readonly string[];
    /** Elasticsearch's own diagnosis: `failed to establish trust with …` of DiagnosticTrustManager. */
    readonly elasticsearch: readonly string[];
    /** Codes and messages of node:tls, which Kibana logs. */
    readonly node: readonly string[];
  };
};

const pathBuilding = 'unable to find valid certification path to requested target';
const pathBuildingFailed = 'PKIX path building failed';
const noAnchor = 'Path does not chain with any of the trust anchors';
const leafSignature = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
const issuerLocally = 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY';

export const reasonTexts: Readonly<Record<VerifyReason, ReasonText>> = {
  'empty-chain': {
    title: 'No certificate',
    prose:
      'The peer sent no certificate at all. A Java node sends none when the other side does not list its issuer among those it accepts, so this often means that the CA is not trusted, not that no certificate is configured.',
    lines: {
      jsse: ['Empty client certificate chain', 'Empty server certificate chain', 'null cert chain'],
      elasticsearch: ['did not provide a certificate'],
      node: ['ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE', 'peer did not return a certificate'],
    },
  },
  'unreadable-certificate': {
    title: 'Certificate cannot be read',
    prose:
      'A certificate is not the DER of an X.509 certificate, or a critical extension of it is broken. Java refuses a chain with any such certificate in it. Issue the certificate anew with a tool that writes proper DER.',
    lines: {
      jsse: ['Failed to parse server certificates', 'Failed to parse client certificates', 'CertificateParsingException'],
      elasticsearch: ['invalid encoding'],
      node: ['ERR_SSL_ASN1_LIB', 'asn1 encoding routines'],
    },
  },
  'no-anchors': {
    title: 'Nothing is trusted',
    prose:
      'No CA is trusted, or none of the trusted certificates can be read, so no chain can be. Name the CA in certificate_authorities or truststore.path, or with --ca.',
    lines: {
      jsse: ['the trustAnchors parameter must be non-empty'],
      elasticsearch: ['is not configured to trust that issuer or any other issuer', 'does not contain any trusted certificate entries'],
      node: [],
    },
  },
  'unknown-issuer': {
    title: 'Issuer not trusted, or an intermediate is missing',
    prose:
      'The chain stops at a certificate whose issuer is neither trusted nor sent along. Either the verifier lacks the CA, or the peer sends its leaf without the intermediates: then add them to the certificate file of the peer, after the leaf.',
    lines: {
      jsse: [pathBuildingFailed, pathBuilding],
      elasticsearch: [
        'did not provide a copy of the issuing certificate in the certificate chain',
        'is not configured to trust that issuer',
        'but trusts',
        'it only trusts the issuer',
        'other issuers',
        'was not provided in the chain',
      ],
      node: [leafSignature, 'unable to verify the first certificate', issuerLocally, 'unable to get local issuer certificate'],
    },
  },
  'self-signed-leaf': {
    title: 'Self-signed certificate',
    prose:
      'The certificate is signed by itself and is not in the trust store. Issue it from a CA that all nodes trust, or trust this very certificate on every peer.',
    lines: {
      jsse: [pathBuildingFailed, pathBuilding],
      elasticsearch: ['which is self-issued', 'is not trusted in this ssl context'],
      node: ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', 'self signed certificate'],
    },
  },
  'untrusted-root': {
    title: 'Root not trusted',
    prose:
      'The chain is complete up to a root that the verifier does not trust. Add that root to the trust store of the verifier, if it is the right one.',
    lines: {
      jsse: [pathBuildingFailed, pathBuilding],
      elasticsearch: ['which is self-issued', 'is not trusted in this ssl context'],
      node: ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain', 'self signed certificate in certificate chain'],
    },
  },
  'incomplete-trust': {
    title: 'Only an intermediate is trusted',
    prose:
      'The trust store has an intermediate or the leaf, but not the root above it. Elasticsearch accepts that, Kibana does not: OpenSSL wants the chain to end at a self-signed root. Add the root to elasticsearch.ssl.certificateAuthorities.',
    lines: {
      jsse: [],
      elasticsearch: [],
      node: ['UNABLE_TO_GET_ISSUER_CERT', 'unable to get issuer certificate', leafSignature, issuerLocally],
    },
  },
  'lookalike-ca': {
    title: 'CA of the same name, but another key',
    prose:
      'A CA of the right name is trusted, but with another key than the one that signed. Usually the CA was generated anew with the same name: certutil and auto-configuration always use the same. Distribute the CA that signed, or issue the certificate from the one that is trusted; compare SHA-256 fingerprints.',
    lines: {
      jsse: [noAnchor, 'signature check failed', 'Signature does not match', pathBuildingFailed],
      elasticsearch: [
        'but the trusted certificate has fingerprint',
        'but the trusted certificates have fingerprints',
        'the signatures do not match',
      ],
      node: [leafSignature, issuerLocally, 'CERT_SIGNATURE_FAILURE', 'certificate signature failure', 'SELF_SIGNED_CERT_IN_CHAIN'],
    },
  },
  'signature-invalid': {
    title: 'Signature does not verify',
    prose:
      'A CA of the right name was sent, but its key did not sign the certificate below it. The chain was put together from certificates of different issues: rebuild the certificate file.',
    lines: {
      jsse: ['signature check failed', 'Signature does not match', pathBuildingFailed],
      elasticsearch: ['the signatures do not match'],
      node: ['CERT_SIGNATURE_FAILURE', 'certificate signature failure', leafSignature],
    },
  },
  'signature-unsupported': {
    title: 'Signature algorithm not supported',
    prose:
      'The signature is of an algorithm, or by a key, that is not known here, such as a curve that is spelled out instead of named. Issue the certificate with RSA, ECDSA on a named curve, Ed25519 or Ed448.',
    lines: {
      jsse: [
        'Algorithm constraints check failed',
        'NoSuchAlgorithmException',
        'InvalidKeyException',
        'signature check failed',
        pathBuildingFailed,
      ],
      elasticsearch: [],
      node: ['CERT_SIGNATURE_FAILURE', 'unable to decode issuer public key', leafSignature],
    },
  },
  'key-identifier-mismatch': {
    title: 'Key identifiers do not fit',
    prose:
      'authorityKeyIdentifier of the certificate names another key id, serial number or issuer than the CA of that name has, although the key of that CA did sign. This comes from a CA that was issued again with the same key: Java (by key id and serial number) and OpenSSL (by the issuer as well) then do not take it for the issuer. Trust the former CA certificate beside the new one until all certificates are issued anew, or issue the CA again with its former key id and serial number.',
    lines: {
      jsse: [noAnchor, pathBuildingFailed],
      elasticsearch: ['is trusted in this ssl context'],
      node: [leafSignature, issuerLocally, 'UNABLE_TO_GET_ISSUER_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'AKID_SKID_MISMATCH'],
    },
  },
  expired: {
    title: 'Certificate expired',
    prose:
      'The end of the certificate has passed. Issue a new one; Elasticsearch picks up a replaced file within seconds, Kibana on SIGHUP or restart. If the dates look right, compare the clocks.',
    lines: {
      jsse: ['validity check failed', 'CertificateExpiredException', 'NotAfter:', pathBuildingFailed],
      elasticsearch: ['the certificate is valid between'],
      node: ['CERT_HAS_EXPIRED', 'certificate has expired'],
    },
  },
  'not-yet-valid': {
    title: 'Certificate not yet valid',
    prose: 'The certificate begins in the future. Most often a clock is wrong, either where it was issued or where it is checked.',
    lines: {
      jsse: ['validity check failed', 'CertificateNotYetValidException', 'NotBefore:', pathBuildingFailed],
      elasticsearch: ['the certificate is valid between'],
      node: ['CERT_NOT_YET_VALID', 'certificate is not yet valid'],
    },
  },
  'ca-expired': {
    title: 'CA expired',
    prose:
      'A CA certificate has ended. Elasticsearch does not look at the dates of a CA in its trust store, so nodes go on while Kibana and browsers fail. Issue the CA again with the same key and name, or a new one, and give it to all clients.',
    lines: {
      jsse: ['validity check failed', 'CertificateExpiredException', 'NotAfter:', pathBuildingFailed],
      elasticsearch: [],
      node: ['CERT_HAS_EXPIRED', 'certificate has expired'],
    },
  },
  'ca-not-yet-valid': {
    title: 'CA not yet valid',
    prose: 'A CA certificate begins in the future. Most often a clock is wrong.',
    lines: {
      jsse: ['validity check failed', 'CertificateNotYetValidException', 'NotBefore:', pathBuildingFailed],
      elasticsearch: [],
      node: ['CERT_NOT_YET_VALID', 'certificate is not yet valid'],
    },
  },
  'not-a-ca': {
    title: 'Issuer is no CA',
    prose:
      'A certificate that signed another one does not say CA:TRUE in basicConstraints. Issue the CA anew with basicConstraints critical, CA:TRUE.',
    lines: {
      jsse: ['is not a CA certificate', 'this is not a CA certificate', pathBuildingFailed],
      elasticsearch: [],
      node: ['INVALID_CA', 'invalid CA certificate', 'INVALID_PURPOSE', 'unsuitable certificate purpose'],
    },
  },
  'ca-key-usage': {
    title: 'CA may not sign certificates',
    prose: 'keyUsage of a CA is there, but lacks keyCertSign. Issue the CA anew with keyCertSign.',
    lines: {
      jsse: ['keyCertSign bit is not set', 'does not have keyCertSign bit set in KeyUsage extension', pathBuildingFailed],
      elasticsearch: [],
      node: ['KEYUSAGE_NO_CERTSIGN', 'key usage does not include certificate signing', 'INVALID_CA', 'INVALID_PURPOSE'],
    },
  },
  'ca-extended-key-usage': {
    title: 'CA is limited to another purpose',
    prose:
      'extendedKeyUsage of a CA does not have the purpose that is needed. Elasticsearch does not look at it, Kibana does: a CA for servers alone cannot issue what clients present.',
    lines: { jsse: [], elasticsearch: [], node: ['INVALID_PURPOSE', 'unsuitable certificate purpose'] },
  },
  'path-length-exceeded': {
    title: 'More CAs than a CA allows',
    prose:
      'pathLenConstraint of a CA allows fewer CAs below it than the chain has. Issue from the CA above, or issue that CA anew with a greater path length.',
    lines: {
      jsse: ['pathLenConstraint violated', pathBuildingFailed],
      elasticsearch: [],
      node: ['PATH_LENGTH_EXCEEDED', 'path length constraint exceeded'],
    },
  },
  'chain-too-long': {
    title: 'Chain too long',
    prose:
      'The peer sends more certificates than the verifier takes: Java stops at 10, or 8 from a client since JDK 25, and at a message of 32 KB. Leave out of the certificate file what is not needed, the root first.',
    lines: {
      jsse: [
        'exceeds the maximum allowed length',
        'The certificate chain length',
        'The size of the handshake message',
        'exceeds the maximum allowed size',
        pathBuildingFailed,
      ],
      elasticsearch: [],
      node: ['CERT_CHAIN_TOO_LONG', 'certificate chain too long', 'ERR_SSL_EXCESSIVE_MESSAGE_SIZE', 'excessive message size'],
    },
  },
  'key-usage': {
    title: 'Key usage does not allow TLS',
    prose:
      'keyUsage of the certificate is there, but lacks digitalSignature, with which TLS proves who holds the key. Issue the certificate anew with digitalSignature and keyEncipherment.',
    lines: {
      jsse: ['KeyUsage does not allow digital signatures', 'KeyUsage does not allow key encipherment'],
      elasticsearch: [],
      node: ['INVALID_PURPOSE', 'unsuitable certificate purpose'],
    },
  },
  'extended-key-usage': {
    title: 'Certificate is for another purpose',
    prose:
      'extendedKeyUsage of the certificate has the wrong side only: a server needs serverAuth, a client clientAuth, and a node on the transport layer is both. Issue it with both, or without extendedKeyUsage.',
    lines: {
      jsse: [
        'Extended key usage does not permit use for TLS server authentication',
        'Extended key usage does not permit use for TLS client authentication',
      ],
      elasticsearch: ['extendedKeyUsage ['],
      node: ['INVALID_PURPOSE', 'unsuitable certificate purpose', 'unsupported certificate purpose'],
    },
  },
  'critical-extension': {
    title: 'Critical extension that is not understood',
    prose:
      'The certificate has an extension that is marked critical and that the verifier does not handle; it must then refuse. Issue the certificate without it, or not critical.',
    lines: {
      jsse: ['unrecognized critical extension', 'Unrecognized critical extension', pathBuildingFailed],
      elasticsearch: [],
      node: ['UNHANDLED_CRITICAL_EXTENSION', 'unhandled critical extension'],
    },
  },
  'malformed-certificate': {
    title: 'Malformed certificate',
    prose:
      'The certificate can be read, but is not as RFC 5280 has it: an extension twice or broken, two different signature algorithms, no issuer. Issue it anew with another tool.',
    lines: {
      jsse: [
        'CertificateParsingException',
        'Signature algorithm mismatch',
        'empty/null issuer DN',
        'Duplicate extensions not allowed',
        pathBuildingFailed,
      ],
      elasticsearch: [],
      node: [leafSignature, issuerLocally, 'CERT_SIGNATURE_FAILURE', 'INVALID_EXTENSION', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    },
  },
  'name-constraints': {
    title: 'Name outside of what a CA may issue',
    prose:
      'nameConstraints of a CA do not allow a name in the certificate. Elasticsearch does not look at those of a CA that is itself in the trust store, Kibana does. Issue the certificate with names that the CA may issue, or from another CA.',
    lines: {
      jsse: ['name constraints check failed', pathBuildingFailed],
      elasticsearch: [],
      node: [
        'PERMITTED_VIOLATION',
        'permitted subtree violation',
        'EXCLUDED_VIOLATION',
        'excluded subtree violation',
        'UNSUPPORTED_CONSTRAINT_TYPE',
        'UNSPECIFIED',
        'SUBTREE_MINMAX',
        'UNSUPPORTED_NAME_SYNTAX',
        'UNSUPPORTED_CONSTRAINT_SYNTAX',
      ],
    },
  },
  policy: {
    title: 'No policy that all certificates share',
    prose:
      'A CA requires a certificate policy that the certificates below it do not have. Issue them with that policy. Kibana does not look at policies.',
    lines: {
      jsse: [
        'certificate policies failed',
        'certificate policy',
        'NO_VALID_POLICY',
        'invalid policy',
        'explicit policy',
        'non-null policy tree required',
        pathBuildingFailed,
      ],
      elasticsearch: [],
      node: [],
    },
  },
  'weak-signature': {
    title: 'Signature too weak',
    prose:
      'The certificate is signed with a digest that is not accepted any more: SHA-1 by Kibana, MD5 by both, SHA-224 and DSA by Java since JDK 25. Issue it with SHA-256.',
    lines: {
      jsse: ['Algorithm constraints check failed', 'MD5', pathBuildingFailed],
      elasticsearch: [],
      node: ['CA_MD_TOO_WEAK', 'CA signature digest algorithm too weak'],
    },
  },
  'weak-key': {
    title: 'Key too weak, or on a curve that is not supported',
    prose:
      'The key is shorter than the verifier accepts, or on a curve that it does not know: Java knows P-256, P-384 and P-521 alone. Issue the certificate with RSA of 2048 bits or more, or on P-256.',
    lines: {
      jsse: [
        'Algorithm constraints check failed',
        'InvalidKeyException',
        'signature check failed',
        'Unknown named curve',
        'Unsupported',
        'Could not parse key values',
        pathBuildingFailed,
      ],
      elasticsearch: [],
      node: ['CA_KEY_TOO_SMALL', 'EE_KEY_TOO_SMALL', 'key too small', 'ee key too small'],
    },
  },
  revoked: {
    title: 'Certificate revoked',
    prose: 'The issuer has revoked the certificate. Replace it. Neither Elasticsearch nor Kibana looks for that by default.',
    lines: {
      jsse: ['Certificate has been revoked', 'certificate_revoked'],
      elasticsearch: [],
      node: ['CERT_REVOKED', 'certificate revoked'],
    },
  },
  'revocation-unknown': {
    title: 'Revocation cannot be told',
    prose:
      'A revocation list was given for the issuer, but it is out of date or not signed by the issuer, so it says nothing. Fetch a current one.',
    lines: {
      jsse: ['Unable to determine revocation status', 'Could not determine revocation status'],
      elasticsearch: [],
      node: ['CRL_HAS_EXPIRED', 'CRL has expired', 'UNABLE_TO_GET_CRL', 'CRL_SIGNATURE_FAILURE', 'CRL_NOT_YET_VALID'],
    },
  },
  'name-mismatch': {
    title: 'Name does not fit',
    prose:
      'The certificate is not for the name that was dialled. Issue it with all names and addresses that peers use in subjectAltName: what stands in discovery.seed_hosts and the published host. An address must be there as an IP entry. verification_mode certificate checks no names.',
    lines: {
      jsse: [
        'No subject alternative DNS name matching',
        'No name matching',
        'No subject alternative names matching IP address',
        'No subject alternative names present',
      ],
      elasticsearch: ['to be valid for host', 'but it is only valid for subject alternative names', 'valid for host'],
      node: ['ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames", "is not in the cert's altnames"],
    },
  },
  'invalid-name': {
    title: 'Name that cannot be checked',
    prose:
      'Java refuses to compare the name that was dialled: it takes letters, digits and hyphens only, so no underscore. Name the host otherwise, or dial its address.',
    lines: { jsse: ['Illegal given domain name', 'No name matching'], elasticsearch: [], node: [] },
  },
  'budget-exhausted': {
    title: 'Too much to check',
    prose:
      'The certificates lead to so many paths, or have so many names under so many constraints, that the check was given up. Chains in use need a small part of that; look at what is sent.',
    lines: { jsse: [], elasticsearch: [], node: [] },
  },
  aborted: { title: 'Called off', prose: 'The check was called off before it ended.', lines: { jsse: [], elasticsearch: [], node: [] } },
};

/**
 * The reasons that a log line, or a piece of one, can stand for, the most telling ones first: those of which the longest piece occurs in the text. Case does not
 * count. Empty where no verifier is known to write that.
 */
export function reasonsOfLogLine(text: string): readonly VerifyReason[] {
  const line = text.toLowerCase();
  const found = verifyReasons.flatMap((reason) => {
    const { jsse, elasticsearch, node } = reasonTexts[reason].lines;
    const length = Math.max(
      0,
      ...[...jsse, ...elasticsearch, ...node].map((piece) => {
        const known = piece.toLowerCase();
        // Someone may also ask with less than the whole line: `PKIX path building failed`.
        return line.includes(known) || (line.length >= 8 && known.includes(line)) ? Math.min(known.length, line.length) : 0;
      }),
    );
    return length === 0 ? [] : [{ reason, length }];
  });
  return found.toSorted((a, b) => b.length - a.length).map(({ reason }) => reason);
}
