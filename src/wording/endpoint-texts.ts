import type { Ending } from '../model/ending.ts';
import type { Reason } from '../model/reasons/reason.ts';
import type { EndpointReason, UndeterminedVersion } from '../model/reasons/rule-reason.ts';
import { flawText } from './certificate-fault-texts.ts';
import { brokenProtocolText, whyNotCompleted } from './handshake-text.ts';
import { pathFaultText } from './path-fault-texts.ts';
import { shortfallText, unreachedText } from './shortfall-text.ts';
import type { Texts } from './texts.ts';

/** @param textOf the sentence for a reason inside another */
export const endpointTexts = (textOf: (reason: Reason) => string): Texts<EndpointReason> => ({
  'rule-failed': ({ message }) => `the rule failed: ${message}`,
  'own-certificate-unreadable': ({ flaw }) => `the endpoint's own certificate cannot be read: it ${flawText(flaw)}`,
  'chain-certificate-unreadable': ({ flaw }) => `a certificate in the chain cannot be read: it ${flawText(flaw)}`,
  'no-certificate-in-handshake': ({ ending }) => `no certificate was seen: ${howItEnded(ending)}`,
  'context-without-certificate': () => 'the files have no certificate for it',
  'tls-not-asked': () => 'no certificate was seen: TLS was not asked for',
  'tls-not-tried': () => 'no TLS handshake was tried',
  'no-connection': () => 'no connection was made',
  'name-not-compared': ({ why }) => `no name was compared: ${textOf(why)}`,
  'issuing-ca-missing': ({ giveBy }) =>
    `the certificate of the issuing CA was neither sent nor given${giveBy === null ? '' : `; ${giveBy} FILE gives it`}`,
  'client-auth-not-shown': () => 'no handshake got far enough to show whether the port asks for a client certificate',
  'client-auth-undetermined': ({ versions }) => versions.map((one) => versionText(one, textOf)).join('; '),
  'certificate-request-not-seen': () => 'the request for a certificate, which names the CAs, was not seen',
  'trust-not-shown-unasked': () => 'the port asks for no certificate, so nothing shows whose certificates it would trust',
  'accepted-cas-not-shown': () => 'no request for a certificate was seen, so nothing shows which CAs it trusts',
  'plain-port-not-http': () => 'it speaks no TLS, but did not answer an HTTP request either',
  'plain-port-not-transport': () => 'it speaks no TLS, but did not answer as a transport port does',
  'tls-not-shown': ({ why }) => `whether the port uses TLS could not be seen: ${textOf(why)}`,
  'revocation-undecided': ({ why }) => pathFaultText(why),
  'ocsp-unreadable': ({ why }) => `the stapled OCSP response cannot be read: ${textOf(why)}`,
  'public-root-not-checked': ({ why }) => `whether the chain leads to a public root was not checked: ${textOf(why)}`,
  'public-trust-not-checked': ({ why }) => `whether public CAs vouch for the certificate was not checked: ${textOf(why)}`,
  'root-not-judged': ({ why }) => `the certificate fails for another reason, so its root was not checked: ${pathFaultText(why)}`,
  'key-not-understood': ({ subject, algorithm }) =>
    `the key of ${subject} is of an algorithm or size that was not understood (${algorithm})`,
  'curve-not-understood': ({ subject }) => `the curve of the key of ${subject} was not understood`,
  'absent-issuer-unclear': ({ issuer, sought }) =>
    `${issuer} was ${sought === 'sent' ? 'not sent' : 'neither sent nor given as trust'}, and nothing shows whether it is a root or an intermediate`,
  'pinning-not-shown': () =>
    'the certificate has expired, and no CertificateRequest was seen that would show whether the node trusts it directly',
  'public-issuer-not-checked': () => 'whether its issuer is a public CA was not checked',
  'outside-name-not-declared': () => 'the name does not match, and it was not declared whether clients outside use it',
  'signature-not-checked': ({ scheme }) => `the server's handshake signature could not be checked (${scheme ?? 'its scheme was not seen'})`,
  'no-signature-seen': () => 'no handshake signature of the server was seen',
  'no-tls12-signature-seen': () => 'no signature of a TLS 1.2 handshake was seen',
  'client-certificate-of-kibana-unknown': ({ versions }) =>
    `in ${versions.join(' and ')} it requires a client certificate; only kibana.yml shows whether Kibana has one, and it was not given`,
  'no-deployment-answered': () => 'no deployment answered, and it was not asked both with and without a name',
  'remotes-refused': ({ why }) => `_remote/info was not answered: ${textOf(why)}`,
  'certificates-refused': ({ why }) => `_ssl/certificates was not answered: ${textOf(why)}`,
  'membership-unknown': ({ why }) =>
    `the certificate is outside its validity, and whether the cluster counts the node could not be seen: ${textOf(why)}`,
  'node-api-not-asked': () =>
    'the REST API of this node was not asked, and _ssl/certificates is only about the node that answers: name its HTTP port as well, or give --discover',
  'no-key-listed': () => '_ssl/certificates lists no certificate with a private key',
  'balancer-possible': () =>
    'the port presents a certificate that is not among those of the node that answers, at an address that the node does not publish: something in between, such as a load balancer, may present it',
  'node-release-not-shown': () => 'the release of the node decides, and could not be seen',
  'no-date-header': () => 'the endpoint showed no clock: its HTTP answer has no Date header, as Elasticsearch sends none',
  'no-http-answer': () => 'the endpoint showed no clock: no HTTP answer was seen',
  'suites-not-asked': () => 'the cipher suites were not asked for',
  'suite-order-not-shown': () => 'whether the server or the client decides on the cipher suite did not show',
  'suites-not-complete': () => 'not all versions and cipher suites were seen',
  'groups-not-complete': () => 'not all groups of TLS 1.3 were seen',
  'large-hello-not-shown': () => 'it did not show whether a large ClientHello is answered',
  'suites-cut': ({ versions }) =>
    `not all cipher suites were checked (${versions.map(({ version, gap }) => `cipher suites of ${version}: ${shortfallText(gap)}`).join('; ')})`,
  'no-suite-seen': () => 'no cipher suite was seen',
  'only-negotiated-suites': ({ suites }) => `only the negotiated suites were seen (${suites.join(', ')})`,
  'version-not-completed': ({ version, conversation }) =>
    `the server chose ${version}, but no handshake in it was completed: ${whyNotCompleted(conversation)}`,
  'older-versions-cut': ({ gap }) => `not all older versions were checked: ${shortfallText(gap)}`,
  'older-versions-not-asked': () => 'older versions were not asked for; --depth standard asks',
  'versions-not-asked': ({ versions }) => `${versions.join(', ')} was not asked for; --depth standard asks`,
  'versions-not-shown': ({ versions }) => `whether ${versions.join(', ')} is accepted could not be seen`,
  'no-version-accepted': () => 'no version of TLS was accepted',
  'tls13-not-shown': () => 'whether TLS 1.3 is accepted could not be seen',
  'remote-port-not-reached': ({ by }) => `the port that ${by} connects to could not be reached from here`,
  'remote-port-model-unclear': ({ by }) =>
    `whether the port asks for certificates could not be seen; that decides how ${by} has to connect to it`,
  'not-reached': ({ reachability }) => unreachedText(reachability),
  'name-not-resolved-here': ({ detail }) => `the name does not resolve from here: ${detail}`,
  'vantage-not-declared': () => 'it was not declared whether this scan comes from inside or outside the network of the nodes',
});

function versionText({ version, why }: UndeterminedVersion, textOf: (reason: Reason) => string): string {
  return why === null ? `${version} is accepted, and client authentication was not asked for in it` : `${version}: ${textOf(why)}`;
}

function howItEnded(ending: Ending): string {
  switch (ending.kind) {
    case 'accepted':
    case 'undecided':
      return 'the handshake was finished without one';
    case 'alert':
      return `the handshake ended with alert ${ending.description} ${ending.name}`;
    case 'closed':
      return ending.how === 'reset' ? 'the connection was reset in the handshake' : 'the connection was closed in the handshake';
    case 'timeout':
      return `the handshake timed out after ${ending.afterMs} ms`;
    case 'protocol-error':
      return brokenProtocolText(ending.reason) ?? `the handshake broke the protocol (${ending.reason})`;
    case 'not-computable':
      return brokenProtocolText(ending.reason) ?? `handclasp could not continue the handshake (${ending.reason})`;
    case 'not-tls':
      return 'the answer is not TLS';
    case 'stopped':
      return 'the handshake was stopped before it came';
  }
}
