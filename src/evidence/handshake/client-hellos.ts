import type { HelloContent, HelloId } from '../../hellos/recorded-hello.ts';
import { helloOf } from '../../hellos/recorded-hellos.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { AnsweredHello } from '../../model/evidence.ts';
import type { HandshakeFault } from '../../model/handshake-prediction.ts';
import type { ClientHelloAnswer, Conversation } from '../../model/observation.ts';
import { type ProtocolVersion, protocolVersions } from '../../model/protocol-version.ts';
import { groupOfCurve, keyTitle } from './key-schemes.ts';
import { heldBack } from './own-chain.ts';

/** What came of the hellos of other clients, with what a refused one lacks of that by which handclasp was answered. */
export function answeredHellos(
  said: readonly ClientHelloAnswer[],
  conversations: readonly Conversation[],
  chain: readonly Certificate[],
): readonly AnsweredHello[] {
  const answered = conversations.filter(({ version, cipherSuite }) => version !== null && cipherSuite !== null);
  return said.map((one) => ({ ...one, lacks: one.answer === 'refused' ? lackOf(helloOf(one.hello as HelloId), answered, chain) : null }));
}

/** Null where nothing shows what it is. */
function lackOf(hello: HelloContent, answered: readonly Conversation[], chain: readonly Certificate[]): HandshakeFault | null {
  const lacks = answered.map((conversation) => parameterMissing(hello, conversation, answered, chain[0]));
  // Where all that was agreed on with us is in its hello, the certificates remain.
  if (lacks.includes(null)) return heldBack(chain, hello.certificateSignatureSchemes ?? hello.signatureSchemes, 26);
  return lacks[0] ?? null;
}

function parameterMissing(
  hello: HelloContent,
  { version, cipherSuite, group, signatureScheme }: Conversation,
  answered: readonly Conversation[],
  leaf: Certificate | undefined,
): HandshakeFault | null {
  if (version === null || cipherSuite === null) return null;
  const among = <T>(of: (one: Conversation) => T | null) => [...new Set(answered.flatMap((one) => of(one) ?? []))];
  if (!hello.versions.includes(version)) {
    const versions = among((one) => one.version);
    return { code: 'no-common-version', client: hello.versions, server: protocolVersions.filter((one) => versions.includes(one)) };
  }
  const inVersion = (of: (one: Conversation) => string | null) => among((one) => (one.version === version ? of(one) : null));
  if (!hello.cipherSuites.includes(cipherSuite))
    return { code: 'no-common-suite', version, client: hello.cipherSuites, server: inVersion((one) => one.cipherSuite) };
  const curve = curveOf(leaf, version);
  if (curve !== null && !hello.groups.includes(groupOfCurve[curve] ?? curve))
    return { code: 'curve-not-offered', version, curve, client: hello.groups };
  if (signatureScheme !== null && !hello.signatureSchemes.includes(signatureScheme))
    return {
      code: 'no-signature-scheme',
      version,
      key: leaf === undefined ? 'unknown' : keyTitle(leaf),
      client: hello.signatureSchemes,
      server: inVersion((one) => one.signatureScheme),
    };
  if (group !== null && !hello.groups.includes(group))
    return { code: 'no-common-group', version, client: hello.groups, server: inVersion((one) => one.group) };
  return null;
}

/** In TLS 1.3 the curve of a key goes with the signature scheme. */
function curveOf(leaf: Certificate | undefined, version: ProtocolVersion): string | null {
  return version !== 'TLSv1.3' && leaf?.publicKey.algorithm === 'EC' ? leaf.publicKey.curve : null;
}
