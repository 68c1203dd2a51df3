import type { Reason } from '../model/reasons/reason.ts';
import type { SetupRuleReason } from '../model/reasons/rule-reason.ts';
import { javaSecurityFaultText, keystoreFaultText } from './file-fault-texts.ts';
import { span } from './spans.ts';
import type { Texts } from './texts.ts';

/** @param textOf the sentence for a reason inside another */
export const setupRuleTexts = (textOf: (reason: Reason) => string): Texts<SetupRuleReason> => ({
  'release-unknown': () => 'the release is not known',
  'published-address-left-to-machine': () => 'the settings leave it to the machine which address the node publishes',
  'pair-not-compared': ({ key, certificate }) => `whether ${key} belongs to ${certificate} could not be determined`,
  'remote-ca-not-shown': ({ alias }) => `only the port of the remote cluster ${alias} shows which CA issues for it`,
  'enrollment-ca-not-compared': ({ file }) => `only the port of Elasticsearch shows whether ${file} is still its CA`,
  'http-ca-key-not-shown': ({ store }) =>
    `whether ${store} holds the key of the HTTP CA could not be seen, since HTTP trusts something else`,
  'seed-providers-not-read': ({ providers }) =>
    `discovery.seed_providers has ${providers.join(', ')}, and the files do not show what it answers`,
  'remote-credentials-closed': ({ file, fault }) =>
    `only ${file} shows which remote clusters have an API key, and it could not be opened: ${fault === null ? '' : keystoreFaultText(fault)}`,
  'public-roots-not-compared': ({ hosts }) =>
    `elasticsearch.ssl.certificateAuthorities is not set, so the public roots count; the files do not show whether the certificate of ${hosts.slice(0, 3).join(', ')} leads to one`,
  'context-key-not-shown': ({ context }) => `the files do not show which key ${context} has`,
  'node-options-not-read': ({ protocols }) =>
    `server.ssl.supportedProtocols has ${protocols.join(', ')}; whether node.options lets Node speak it (--tls-min-v1.0, --tls-min-v1.1) was not read`,
  'jvm-disables-unknown': ({ why }) => `what the JVM disables: ${javaSecurityFaultText(why)}`,
  'files-without-certificate': ({ context, shownBy }) =>
    `the files of ${context} hold no certificate with a key, so they cannot be compared with what ${shownBy} presents`,
  'file-just-written': ({ file, ageMs }) => `${file} was written ${span(ageMs)} ago, and is read within a few seconds: ask again`,
  'cas-not-read': () => 'the CAs could not be read',
  'host-protocol-not-shown': ({ host, how }) =>
    `what ${host} speaks could not be seen: it ${how === 'closed' ? 'closed the connection without sending anything' : 'sent nothing'}`,
  'host-not-heard': ({ host, why }) => `${host}: ${textOf(why)}`,
  'host-insistence-not-shown': ({ host }) => `whether ${host} requires a client certificate could not be seen`,
});
