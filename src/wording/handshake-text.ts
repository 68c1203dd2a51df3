import type { Phase } from '../model/ending.ts';
import type { Conversation } from '../model/observation.ts';

/** Why a handshake was not completed, with the server as the subject: `the server's Finished does not verify`. */
export function whyNotCompleted(conversation: Conversation): string {
  const { ending } = conversation;
  switch (ending.kind) {
    case 'alert':
      return `the server sent alert ${ending.description} ${ending.name} ${placeOf(conversation, ending.phase)}`;
    case 'closed':
      return `the server ${ending.how === 'fin' ? 'closed' : 'reset'} the connection ${placeOf(conversation, ending.phase)}`;
    case 'timeout':
      return ending.by === 'deadline'
        ? `the time for this address ended ${ending.afterMs} ms after our hello; the server had not sent ${awaited(conversation, ending.phase)}`
        : `the server sent nothing for ${ending.afterMs} ms ${placeOf(conversation, ending.phase)}`;
    case 'protocol-error':
    case 'not-computable':
      return brokenProtocolText(ending.reason) ?? `the server broke the protocol (${ending.reason}) ${placeOf(conversation, ending.phase)}`;
    case 'not-tls':
      return 'the server stopped speaking TLS';
    case 'accepted':
    case 'undecided':
    case 'stopped':
      return 'it was ended on purpose';
  }
}

/** What the handshake machine refused, by its code, with the server as the subject; null where no sentence is known for it. */
export function brokenProtocolText(reason: string): string | null {
  return reasons[reason] ?? null;
}

/** What the machine refuses, where its word for it does not say it all. */
const reasons: Readonly<Record<string, string>> = {
  'bad-finished': "the server's Finished does not verify",
  'bad-signature': "the server's signature over the handshake does not verify under the key of its certificate",
  'no-certificate-verify': 'the server sent no CertificateVerify, so it did not prove that it holds the key of its certificate',
  'no-server-key-exchange': 'the server sent no ServerKeyExchange, which its cipher suite needs',
  'no-certificate': 'the server sent a Certificate without a certificate in it',
  'empty-certificate': 'the server sent a Certificate with an empty certificate in it',
  'unreadable-certificate': "the server's certificate cannot be read",
  'unreadable-public-key': "the key in the server's certificate is of a kind that cannot be used here",
  'certificate-does-not-fit-suite': "the key of the server's certificate does not fit the cipher suite that it chose",
  'signature-scheme-not-offered': 'the server signed with a scheme that it was not offered',
  'signature-scheme-does-not-fit-key': 'the server signed with a scheme that does not fit the key of its certificate',
  'cipher-suite-not-offered': 'the server chose a cipher suite that it was not offered',
  'group-not-offered': 'the server chose a group that it was not offered',
  'bad-record-mac': 'a record from the server cannot be decrypted with the keys of the handshake',
  'unprotected-record': 'the server sent a record without protection where protection was due',
  'unexpected-message': 'the server sent a handshake message that is not allowed at that point',
  'bad-key-share': "the server's key share is invalid",
  'bad-diffie-hellman-parameters': "the server's Diffie-Hellman parameters are invalid",
  'rsa-key-too-small': "the RSA key of the server's certificate is too small for a key exchange",
  downgrade: 'the server signals a downgrade: something on the path made it choose an older version than both ends support',
  'cipher-suite-not-computable': 'the server chose a cipher suite that cannot be computed here',
  'group-not-computable': 'the server chose a group that cannot be computed here',
};

function placeOf(conversation: Conversation, phase: Phase): string {
  return phase === 'after-finished' ? 'in answer to our Finished' : `in place of ${awaited(conversation, phase)}`;
}

/** What was to come next, by what had come. */
function awaited(
  { version, chain, cipherSuite, signatureScheme, serverSignature, serverFlightComplete }: Conversation,
  phase: Phase,
): string {
  if (phase === 'before-server-hello') return 'its ServerHello';
  if (phase === 'client-flight' || serverFlightComplete) return 'its Finished';
  if (chain.length === 0) return 'its Certificate';
  if (version === 'TLSv1.3') return signatureScheme === null ? 'its CertificateVerify' : 'its Finished';
  const signs = cipherSuite !== null && !cipherSuite.startsWith('TLS_RSA_');
  return signs && serverSignature === 'not-seen' ? 'its ServerKeyExchange' : 'its ServerHelloDone';
}
