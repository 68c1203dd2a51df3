import { createHash } from 'node:crypto';
import { derivedFacts, sentSize } from '../../src/evidence/certificate-evidence.ts';
import { asksClients, clientAuthVerdict } from '../../src/evidence/client-auth-verdict.ts';
import { keyMatches, listedBeside, useAt } from '../../src/evidence/gather-evidence.ts';
import { noCertificate } from '../../src/evidence/no-certificate.ts';
import type { Certificate } from '../../src/model/certificate.ts';
import type { Channel } from '../../src/model/channel.ts';
import type { AnchorLink, EndpointEvidence, Link } from '../../src/model/evidence.ts';
import { type Conversation, nothingAnswered, type Observation } from '../../src/model/observation.ts';

/** The instant that the built evidence is judged at. */
export const noon = new Date('2026-06-01T12:00:00Z');

/** `noon`, moved by some days; negative is the past. */
export function daysFromNoon(days: number): Date {
  return new Date(noon.getTime() + days * 86_400_000);
}

/**
 * A node's certificate, well kept: `CN=es01`, issued by `authority()`, half of its two years gone. Names, key ids and fingerprints follow from subject and issuer
 * where they are not given, so that certificates which name each other also fit each other.
 */
export function certificate(given: Partial<Certificate> = {}): Certificate {
  const subject = given.subject ?? 'CN=es01, O=acme';
  const issuer = given.issuer ?? 'CN=acme transport CA, O=acme';
  const spkiSha256 = given.spkiSha256 ?? digest(`key of ${subject}`);
  const notBefore = given.notBefore ?? daysFromNoon(-365);
  const notAfter = given.notAfter ?? daysFromNoon(365);
  const serialNumber = given.serialNumber ?? digest(`serial of ${subject}`).slice(0, 16);
  const der = given.der ?? bytes([subject, issuer, serialNumber, spkiSha256, notBefore.toISOString(), notAfter.toISOString()].join('\n'));
  const selfIssued = given.selfIssued ?? subject === issuer;
  return {
    der,
    subject,
    issuer,
    subjectDer: bytes(subject),
    issuerDer: bytes(issuer),
    commonName: /(?:^|, )CN=([^,]*)/.exec(subject)?.[1] ?? null,
    serialNumber,
    notBefore,
    notAfter,
    subjectAltNames: [
      { kind: 'dns', value: 'es01' },
      { kind: 'ip', value: '10.0.0.11' },
    ],
    sha256: createHash('sha256').update(der).digest('hex'),
    sha1: createHash('sha1').update(der).digest('hex'),
    spkiSha256,
    publicKey: { algorithm: 'RSA', bits: 2048, curve: null },
    signatureAlgorithm: 'sha256WithRSAEncryption',
    isCa: false,
    pathLength: null,
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    extendedKeyUsage: ['serverAuth', 'clientAuth'],
    subjectKeyId: spkiSha256.slice(0, 40),
    authorityKeyId: digest(`key of ${issuer}`).slice(0, 40),
    authorityCertIssuer: null,
    authorityCertSerialNumber: null,
    selfIssued,
    selfSigned: selfIssued,
    ...given,
  };
}

/** The root that issued `certificate()`, well kept: keyUsage for signing, ten years. */
export function authority(given: Partial<Certificate> = {}): Certificate {
  const subject = given.subject ?? 'CN=acme transport CA, O=acme';
  return certificate({
    subject,
    issuer: subject,
    notBefore: daysFromNoon(-1825),
    notAfter: daysFromNoon(1825),
    subjectAltNames: null,
    isCa: true,
    keyUsage: ['keyCertSign', 'cRLSign'],
    extendedKeyUsage: null,
    ...given,
  });
}

/** A TLS 1.3 connection without a certificate of ours, to a server that insists on one. */
export function conversation(given: Partial<Conversation> = {}): Conversation {
  return {
    offeredVersions: ['TLSv1.3'],
    serverName: 'es01',
    identity: 'none',
    version: 'TLSv1.3',
    answeredInTls: true,
    cipherSuite: 'TLS_AES_256_GCM_SHA384',
    group: 'x25519',
    signatureScheme: 'rsa_pss_rsae_sha256',
    serverSignature: 'valid',
    alpn: null,
    chain: [certificate().der],
    ocspResponse: null,
    certificateRequest: { authorities: [authority().subjectDer], signatureSchemes: ['ecdsa_secp256r1_sha256', 'rsa_pss_rsae_sha256'] },
    serverFlightComplete: true,
    helloTime: null,
    startedAt: noon,
    ending: { kind: 'alert', description: 116, name: 'certificate_required', phase: 'after-finished' },
    ...given,
  };
}

/** The same server, asked in TLS 1.2. */
export function conversation12(given: Partial<Conversation> = {}): Conversation {
  return conversation({
    offeredVersions: ['TLSv1.2'],
    version: 'TLSv1.2',
    cipherSuite: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    ending: { kind: 'alert', description: 42, name: 'bad_certificate', phase: 'client-flight' },
    ...given,
  });
}

/** What a healthy transport port shows to a client without a certificate: it insists on one in TLS 1.2 and 1.3, and takes nothing older. */
export function observation(given: Partial<Observation> = {}): Observation {
  return {
    target: { label: 'es01:9300', host: 'es01', port: 9300, scheme: null },
    address: '10.0.0.11',
    localAddress: '10.0.0.9',
    channel: 'transport',
    channelFrom: 'port',
    startedAt: noon,
    finishedAt: new Date(noon.getTime() + 40),
    reachability: { kind: 'open' },
    service: { ...nothingAnswered, security: 'tls' },
    conversations: [conversation(), conversation12()],
    versions: { 'TLSv1.3': 'accepted', 'TLSv1.2': 'accepted', 'TLSv1.1': 'rejected', TLSv1: 'rejected', SSLv3: 'rejected' },
    clientAuth: {
      'TLSv1.3': { kind: 'required', evidence: 'alert 116 certificate_required after an empty Certificate' },
      'TLSv1.2': { kind: 'required', evidence: 'alert 42 bad_certificate after an empty Certificate' },
    },
    selfSignedAnswer: 'not-asked',
    unanswered: [],
    clock: null,
    vantage: null,
    cost: { connections: 2, bytesSent: 1200, bytesReceived: 6400, durationMs: 40 },
    ...given,
  };
}

/**
 * All that a rule reads of a healthy transport endpoint, of which the CA was given. Links and issuer follow from chain and anchors, by names and key ids or keys, where they are
 * not given, and so does what the product derives from all that; a chain that is not to be trusted needs its verdict as well.
 */
export function evidence(given: Partial<EndpointEvidence> = {}): EndpointEvidence {
  const chain = given.chain ?? [certificate()];
  const anchors = given.anchors ?? [authority()];
  const seen = given.observation ?? observation();
  const basic = {
    observation: seen,
    at: noon,
    expiresInMs: null,
    deployment: { type: 'self', guessed: true },
    channel: seen.channel,
    use: useAt(seen.channel),
    foundAt: 'endpoint',
    chain,
    unreadable: [],
    sent: sentSize([chain.map(({ der }) => der), ...seen.conversations.map((one) => one.chain)]),
    absent: chain.length === 0 && (given.unreadable ?? []).length === 0 ? noCertificate(seen) : null,
    links: linksOf(chain),
    anchorLinks: anchorLinksOf(chain, anchors),
    acceptableIssuers: [{ name: authority().subject, der: authority().subjectDer, publicRoot: false }],
    anchors,
    trust: { kind: 'trusted', path: [...chain.slice(0, 1), ...anchors.slice(0, 1)] },
    peers: null,
    publicTrust: { kind: 'not-checked', because: { code: 'no-trust-given' } },
    issuer: issuerOf(chain, anchors),
    name: { kind: 'match', name: 'es01', by: 'DNS:es01' },
    asksClients: asksClients(seen),
    keyMatches: keyMatches(seen.conversations),
    clientAuth: clientAuthVerdict(seen),
    ocsp: null,
    ...given,
  } satisfies Partial<EndpointEvidence>;
  return {
    ...basic,
    ...derivedFacts(basic, seen),
    listedBeside: given.api === undefined ? [] : listedBeside(basic, given.api),
    ...given,
  };
}

/** A healthy endpoint on any channel: as `evidence()`, but only transport asks for a certificate. */
export function healthy(channel: Exclude<Channel, 'unknown'>, given: Partial<EndpointEvidence> = {}): EndpointEvidence {
  if (channel === 'transport') return evidence(given);
  const port = { http: 9200, kibana: 5601, 'remote-cluster': 9443 }[channel];
  const open = { certificateRequest: null, ending: { kind: 'accepted', by: channel === 'remote-cluster' ? 'pong' : 'data' } } as const;
  const none = { kind: 'none', evidence: 'no CertificateRequest, and the handshake was accepted' } as const;
  const product = channel === 'kibana' ? 'kibana' : 'elasticsearch';
  return evidence({
    observation: observation({
      target: { label: `es01:${port}`, host: 'es01', port, scheme: null },
      channel,
      channelFrom: 'answer',
      service: {
        security: 'tls',
        application:
          channel === 'remote-cluster'
            ? { kind: 'transport', pong: true, versionId: 8841096, notHttp: false }
            : { kind: 'http', answer: { status: channel === 'kibana' ? 302 : 401, headers: {}, body: '' } },
        product,
        version: '8.19.21',
        clusterName: null,
        nodeName: null,
        publishAddress: null,
        banner: null,
      },
      conversations: [conversation(open), conversation12(open)],
      clientAuth: { 'TLSv1.3': none, 'TLSv1.2': none },
    }),
    acceptableIssuers: null,
    ...given,
  });
}

/** An endpoint that took no connection: nothing was seen of it. */
export function unseen(given: Partial<Observation> = {}): EndpointEvidence {
  return bare({ reachability: { kind: 'refused' }, service: { ...observation().service, security: 'unknown' }, ...given });
}

/** An endpoint that answers without TLS: there is nothing to say of its certificates. */
export function plaintext(given: Partial<Observation> = {}): EndpointEvidence {
  return bare({
    service: {
      ...observation().service,
      security: 'plaintext',
      application: { kind: 'transport', pong: true, versionId: 8841096, notHttp: true },
      product: 'elasticsearch',
    },
    ...given,
  });
}

/** A TLS endpoint that ended each conversation before its certificate came. */
export function withoutChain(given: Partial<Observation> = {}): EndpointEvidence {
  const cut = {
    version: null,
    cipherSuite: null,
    group: null,
    signatureScheme: null,
    serverSignature: 'not-seen',
    chain: [],
    certificateRequest: null,
    serverFlightComplete: false,
    ending: { kind: 'closed', how: 'fin', phase: 'before-server-hello' },
  } as const;
  return bare({ conversations: [conversation(cut), conversation12(cut)], ...given });
}

function bare(given: Partial<Observation>): EndpointEvidence {
  const because = { code: 'no-certificate-seen' } as const;
  return evidence({
    observation: observation({ conversations: [], versions: {}, clientAuth: {}, ...given }),
    chain: [],
    acceptableIssuers: null,
    trust: { kind: 'not-checked', because },
    publicTrust: { kind: 'not-checked', because },
    name: { kind: 'not-checked', because },
  });
}

function linksOf(chain: readonly Certificate[]): Link[] {
  return chain.slice(1).map((next, index) => {
    const names = chain[index]?.issuer === next.subject;
    return { index, names, signature: names && chain[index]?.authorityKeyId === next.subjectKeyId };
  });
}

/** The key that signs for a name is the one which `certificate()` and `authority()` make of it. */
function anchorLinksOf(chain: readonly Certificate[], anchors: readonly Certificate[]): AnchorLink[] {
  return chain.flatMap((child) =>
    anchors
      .filter((anchor) => anchor.subject === child.issuer && anchor.sha256 !== child.sha256)
      .map((anchor) => ({
        child,
        anchor,
        signature: anchor.spkiSha256 === (child.selfSigned ? child.spkiSha256 : digest(`key of ${child.issuer}`)),
      })),
  );
}

function issuerOf(chain: readonly Certificate[], anchors: readonly Certificate[]): Certificate | null {
  const leaf = chain[0];
  if (!leaf) return null;
  if (leaf.selfSigned) return leaf;
  return [...chain.slice(1), ...anchors].find((ca) => ca.subject === leaf.issuer && ca.subjectKeyId === leaf.authorityKeyId) ?? null;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
