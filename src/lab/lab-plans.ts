import type { CertificateWish } from './certificate-wish.ts';
import { type LabAuthorities, named } from './lab-authorities.ts';
import { withMismatchedKey } from './mismatched-key.ts';
import { type Authority, daysFromNow, type Identity, issue, withChain } from './pki.ts';
import { elasticsearchApplication } from './servers/elasticsearch-application.ts';
import { kibanaApplication } from './servers/kibana-application.ts';
import type { Application, TlsSettings } from './servers/listener.ts';
import { elasticsearch7Node, elasticsearch8Node, transportApplication } from './servers/transport-application.ts';

/** A server that is to be started. */
export type LabPlan = {
  readonly name: string;
  readonly scheme: 'transport' | 'https' | 'http' | 'kibana';
  readonly serverName: string;
  readonly story: string;
  readonly rule: string | null;
  /** What a learner is to find out, without the answer; null where it is healthy. */
  readonly question: string | null;
  /** It shows only to who offers a certificate that nobody vouches for. */
  readonly triesSelfSigned: boolean;
  /** Null speaks in the clear. */
  readonly tls: TlsSettings | null;
  readonly application: Application;
};

/**
 * The whole stack. Each server is a healthy one with one thing changed, so that what a scan finds in it at `high` or above is that thing.
 */
export function labPlans(authorities: LabAuthorities): readonly LabPlan[] {
  return [...transportPlans(authorities), ...httpPlans(authorities), ...kibanaPlans(authorities)];
}

function transportPlans({ transport, lookalike, unknownCa }: LabAuthorities): readonly LabPlan[] {
  const plan = planner('transport', 'es', transport);
  const mutual = (identity: Identity): TlsSettings => ({
    identity,
    clientAuthentication: 'required',
    clientTrust: [transport.certificatePem],
  });
  const node = transportApplication(elasticsearch8Node);
  return [
    plan(null, 'A node as it should be: it asks for a certificate of its own CA, insists on it, and serves one with both usages.', {
      tls: mutual,
      application: node,
    }),
    plan('transport-plaintext', 'xpack.security.transport.ssl.enabled is false: nodes talk in the clear.', { application: node }),
    plan('transport-client-auth-not-enforced', 'client_authentication is none: whoever reaches the port can speak to the node.', {
      tls: (identity) => ({ ...mutual(identity), clientAuthentication: 'none' }),
      application: transportApplication(elasticsearch7Node),
    }),
    plan(
      'transport-client-auth-optional',
      'client_authentication is optional: the server asks for a certificate and accepts clients without one.',
      {
        tls: (identity) => ({ ...mutual(identity), clientAuthentication: 'optional' }),
        application: node,
      },
    ),
    plan(
      'transport-verification-none',
      'verification_mode is none: it insists on a certificate, and any will do, even a self-signed one.',
      {
        tls: (identity) => ({ identity, clientAuthentication: 'required', clientTrust: 'anybody' }),
        application: node,
        triesSelfSigned: true,
      },
    ),
    plan('transport-trusts-public-cas', 'No certificate authorities are set, so it trusts every public CA to vouch for a node.', {
      tls: (identity) => ({ ...mutual(identity), clientTrust: 'public-roots' }),
      application: node,
    }),
    plan('trust-unknown-issuer', 'Its certificate comes from a CA that no other node trusts.', {
      tls: mutual,
      application: node,
      issuer: unknownCa,
      // As a PKCS#12 of elasticsearch-certutil has it, the CA comes along; so it is whole, and still not trusted.
      present: (identity) => withChain(identity, [unknownCa.certificate]),
    }),
    plan('trust-lookalike-ca', 'Its CA was created again under the old name: the names agree, the keys do not.', {
      tls: mutual,
      application: node,
      issuer: lookalike,
    }),
    plan('eku-transport-missing-clientauth', 'Its certificate is for servers only, and a node is a client of its peers as well.', {
      tls: mutual,
      application: node,
      certificate: { extendedKeyUsage: ['serverAuth'] },
    }),
    plan('leaf-is-ca', 'It presents a CA certificate as its own, so the key of a CA lies on the node.', {
      tls: mutual,
      application: node,
      certificate: { basicConstraints: { ca: true }, keyUsage: ['digitalSignature', 'keyCertSign', 'cRLSign'] },
    }),
  ];
}

function httpPlans({ http, intermediate }: LabAuthorities): readonly LabPlan[] {
  const plan = planner('https', 'search', http);
  const node = { name: 'search01', clusterName: 'lab', version: '8.19.21', security: 'on' } as const;
  const application = elasticsearchApplication(node);
  const tls = serverOnly;
  return [
    plan(null, 'Elasticsearch over HTTPS as it should be.', { tls, application }),
    plan('http-plaintext', 'xpack.security.http.ssl.enabled is false: passwords travel in the clear.', { scheme: 'http', application }),
    plan('leaf-expired', 'Its certificate expired three days ago.', {
      tls,
      application,
      certificate: { notBefore: daysFromNow(-368), notAfter: daysFromNow(-3) },
    }),
    plan('leaf-expiring', 'Its certificate expires in 20 days.', {
      tls,
      application,
      certificate: { notBefore: daysFromNow(-345), notAfter: daysFromNow(20) },
    }),
    plan('san-name-mismatch', 'Its certificate is for another host. Scanned by its address, it shows san-ip-missing instead.', {
      tls,
      application,
      certificate: { altNames: ['DNS:elsewhere.handclasp.test', 'IP:192.0.2.7'] },
    }),
    plan('trust-missing-intermediate', 'It sends its certificate alone, without the one of the CA that issued it.', {
      tls,
      application,
      issuer: intermediate,
      present: (identity) => withChain(identity, []),
    }),
    plan('key-certificate-mismatch', 'Its private key belongs to another certificate.', { tls, application, present: withMismatchedKey }),
    plan('weak-key', 'Its RSA key has 1024 bits.', {
      // OpenSSL at its usual level does not serve such a key.
      tls: (identity) => ({ ...serverOnly(identity), ciphers: 'DEFAULT@SECLEVEL=0' }),
      application,
      certificate: { key: 'RSA-1024' },
    }),
  ];
}

function kibanaPlans({ kibana }: LabAuthorities): readonly LabPlan[] {
  const plan = planner('kibana', 'kibana', kibana);
  const application = kibanaApplication({ name: 'lab-kibana' });
  return [
    plan(null, 'Kibana over HTTPS as it should be.', { tls: serverOnly, application }),
    plan('kibana-plaintext', 'server.ssl.enabled was never set, which is the default.', { application }),
    plan('legacy-protocol-enabled', 'It still accepts TLS 1.0 and 1.1.', {
      // TLS 1.0 and 1.1 sign with SHA-1, which OpenSSL allows at level 0 only.
      tls: (identity) => ({ ...serverOnly(identity), minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }),
      application,
    }),
  ];
}

const serverOnly = (identity: Identity): TlsSettings => ({ identity, clientAuthentication: 'none', clientTrust: [] });

type Change = {
  /** Absent: in the clear. */
  readonly tls?: (identity: Identity) => TlsSettings;
  readonly application: Application;
  readonly scheme?: 'http';
  readonly issuer?: Authority;
  readonly certificate?: CertificateWish;
  /** What is sent in place of the certificate and its chain. */
  readonly present?: (identity: Identity) => Identity;
  readonly triesSelfSigned?: true;
};

/** Makes plans for one channel; hosts are numbered in the order they come. */
function planner(
  channel: 'transport' | 'https' | 'kibana',
  host: string,
  authority: Authority,
): (rule: keyof typeof questions | null, story: string, change: Change) => LabPlan {
  let count = 0;
  return (
    rule,
    story,
    { tls, application, scheme = channel, issuer = authority, certificate, present = (identity) => identity, triesSelfSigned = false },
  ) => {
    count += 1;
    const label = `${host}${String(count).padStart(2, '0')}`;
    const serverName = `${label}.lab.handclasp.test`;
    const wish = { subject: named(label), altNames: [`DNS:${serverName}`, 'IP:127.0.0.1'] as const, ...certificate };
    return {
      name: rule ?? `healthy-${channel === 'https' ? 'http' : channel}`,
      scheme,
      serverName,
      story,
      rule,
      question: rule === null ? null : questions[rule],
      triesSelfSigned,
      tls: tls === undefined ? null : tls(present(issue(issuer, wish))),
      application,
    };
  };
}

/** What is to be found out at the server that shows each rule. */
const questions = {
  'transport-plaintext': 'Can somebody on the network read what nodes say to each other?',
  'transport-client-auth-not-enforced': 'Who may speak to this node?',
  'transport-client-auth-optional': 'It asks for a certificate: does it insist?',
  'transport-verification-none': 'Is any certificate good enough for it?',
  'transport-trusts-public-cas': 'Whose certificates does it accept?',
  'trust-unknown-issuer': 'Why do the other nodes refuse it?',
  'trust-lookalike-ca': 'Its CA has the right name: why do the others refuse it all the same?',
  'eku-transport-missing-clientauth': 'Others connect to it: why can it not connect to them?',
  'leaf-is-ca': 'What could a thief of its key do?',
  'http-plaintext': 'Who can read the passwords of its users?',
  'leaf-expired': 'Why did all its clients begin to fail?',
  'leaf-expiring': 'How long will it go on working?',
  'san-name-mismatch': 'Why do clients that compare names refuse it?',
  'trust-missing-intermediate': 'Some clients trust it and others do not: what is missing?',
  'key-certificate-mismatch': 'Why does no handshake with it come to its end?',
  'weak-key': 'Is its key strong enough?',
  'kibana-plaintext': 'Who can read what users type into Kibana?',
  'legacy-protocol-enabled': 'How old may a client be that it accepts?',
} as const;
