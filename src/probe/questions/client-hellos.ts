import type { HelloContent, HelloId } from '../../hellos/recorded-hello.ts';
import type { ClientHelloAnswer } from '../../model/observation.ts';
import { type ClientOptions, computableGroups } from '../../tls/handshake/client-options.ts';
import { peekTls } from '../../tls/open-tls.ts';
import { TlsAborted, TlsAlert, TlsClosed, TlsFailure } from '../../tls/tls-failure.ts';
import { alertName } from '../../tls/wire/alerts.ts';
import { CipherSuite } from '../../tls/wire/cipher-suites.ts';
import { NamedGroup } from '../../tls/wire/named-groups.ts';
import { SignatureScheme } from '../../tls/wire/signature-schemes.ts';
import { NotConnected } from '../not-connected.ts';
import type { Question } from '../plan.ts';
import type { Session } from '../session.ts';
import { ephemeralKeys } from '../tls-conversation.ts';
import { otherVersion } from './identity.ts';

/**
 * Whether clients that offer less than handclasp are answered: Kibana, for one, takes no SHA-1, and a server on JDK 26 keeps a chain back that has it. Nothing is sent behind the
 * server's first flight, which in JSSE is where it looks for a certificate that suits.
 */
export const helloOfClients: Question = {
  id: 'client-hellos',
  topic: 'client-hellos',
  depth: 'quick',
  leavesLogLine: true,
  needs: [otherVersion.id],
  worthAsking: (session) => clientsOf(session).length > 0,
  ask: async (session) => {
    session.found.details.clientHellos = await Promise.all(clientsOf(session).map((id) => askAs(session, id)));
  },
};

/** Those that were wished for; else the one by which a chain with SHA-1 in it may be refused. To transport only nodes connect, which take it. */
function clientsOf({ options, found, hint }: Session): readonly HelloId[] {
  const shown = found.conversations.filter(({ chain }) => chain.length > 0);
  if (shown.length === 0) return [];
  if (options.asClients !== undefined) return options.asClients;
  const isHttp = hint === 'http' || hint === 'unknown';
  return isHttp && shown.some(({ chain }) => chain.some(hasSha1)) ? ['node24'] : [];
}

/** The object identifiers of sha1WithRSAEncryption and ecdsa-with-SHA1 (RFC 3279 §2.2), as DER has them. */
const sha1Signatures = [Buffer.from('06092a864886f70d010105', 'hex'), Buffer.from('06072a8648ce3d0401', 'hex')];

/** By its octets, since certificates are not read here: where it only seems so, a hello too many is said. */
function hasSha1(der: Uint8Array): boolean {
  const octets = Buffer.from(der.buffer, der.byteOffset, der.byteLength);
  return sha1Signatures.some((identifier) => octets.includes(identifier));
}

async function askAs(session: Session, id: HelloId): Promise<ClientHelloAnswer> {
  // Few scans ask so, and a start loads no more than it needs.
  const { helloOf } = await import('../../hellos/recorded-hellos.ts');
  const recorded = helloOf(id);
  const options = optionsOf(recorded);
  const { serverName } = session;
  const answer = await session.connected(
    `hello: as ${recorded.title}`,
    async (socket) => {
      try {
        await peekTls(socket, { ...options, ...session.patience, ...(serverName === null ? {} : { serverName }) });
        return null;
      } catch (error) {
        if (error instanceof TlsFailure) return error;
        throw error;
      }
    },
    (failure) => failure instanceof TlsClosed || failure instanceof TlsAborted,
  );
  const told = { hello: id, client: recorded.title };
  if (answer === null) return { ...told, answer: 'answered', alert: null };
  if (answer instanceof TlsAlert) return { ...told, answer: 'refused', alert: alertName(answer.description) };
  if (answer instanceof TlsClosed) return { ...told, answer: 'refused', alert: null };
  session.miss(
    'client-hellos',
    answer instanceof NotConnected ? answer.shortfall(session.options.deadlineMs) : session.shortfallOfFailure(answer),
  );
  return { ...told, answer: 'unknown', alert: null };
}

/** The hello without the groups that no key can be made for here, the hybrids with ML-KEM among them: every client that has those offers others as well. */
function optionsOf(hello: HelloContent): ClientOptions & { readonly stopAfter: 'server-flight' } {
  const groups = codesOf(NamedGroup, hello.groups).filter((group) => computableGroups.includes(group));
  const { certificateSignatureSchemes } = hello;
  return {
    versions: hello.versions,
    cipherSuites: codesOf(CipherSuite, hello.cipherSuites),
    groups,
    keyShares: groups.slice(0, 1),
    signatureSchemes: codesOf(SignatureScheme, hello.signatureSchemes),
    ...(certificateSignatureSchemes === null ? {} : { certificateSignatureSchemes: codesOf(SignatureScheme, certificateSignatureSchemes) }),
    ephemeralKeys,
    stopAfter: 'server-flight',
  };
}

/** The numbers of names; what has no name is in hexadecimal. */
function codesOf(registry: Readonly<Record<string, number>>, names: readonly string[]): readonly number[] {
  return names.map((name) => registry[name] ?? Number(name));
}
