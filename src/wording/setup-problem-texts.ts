import type { Material } from '../model/key-material.ts';
import { allNamed } from '../model/name-list.ts';
import type { SetupProblemReason, YmlReason } from '../model/reasons/setup-problem-reason.ts';
import { capitalized } from './capitalized.ts';
import { contentFaultText } from './content-fault-texts.ts';
import { fileFaultText, javaSecurityFaultText, keystoreFaultText } from './file-fault-texts.ts';
import { keyFaultText } from './key-fault-texts.ts';
import type { Texts } from './texts.ts';
import { weakPasswordTexts } from './weak-password-text.ts';

const ymlTexts: Texts<YmlReason> = {
  'yml-too-large': ({ octets }) => `It has ${octets} octets and was not read.`,
  'yml-not-utf8': () => 'It is not UTF-8.',
  'yml-syntax': ({ error }) => `It is not valid YAML: ${syntaxFaults[error] ?? 'something here is out of place'}.`,
  'yml-several-documents': () => 'A second YAML document begins here; a file of settings is one document.',
  'yml-not-a-map': () => 'It holds no settings, but a single value or a list.',
  'yml-duplicate': ({ setting }) => `${setting} is set twice at the same level.`,
  'yml-list-of-maps': ({ setting }) => `${setting} is a list whose items are not all single values.`,
  'yml-null-value': ({ setting }) => `${setting} has no value.`,
  'yml-variable-unresolved': ({ setting, variable }) => `${setting} names the variable ${variable}, which has no value.`,
};

/** By the codes of the parser. */
const syntaxFaults: Readonly<Record<string, string>> = {
  BAD_INDENT: 'the indentation does not fit',
  BLOCK_AS_IMPLICIT_KEY: 'the line has a second colon; a value with a colon and a space needs quotes',
  MISSING_CHAR: 'a quote, bracket or colon is missing',
  TAB_AS_INDENT: 'a tab indents the line, where YAML allows only spaces',
  BAD_ALIAS: 'a value begins with *, which means an alias; it needs quotes',
  UNEXPECTED_TOKEN: 'something here is out of place; a value with special characters needs quotes',
  BAD_SCALAR_START: 'a value begins with a character that YAML reserves; it needs quotes',
  BAD_DQ_ESCAPE: 'a backslash in double quotes is followed by something unknown; single quotes take it as it is',
  MULTILINE_IMPLICIT_KEY: 'a line without a colon, where a setting was expected',
};

const texts: Texts<SetupProblemReason> = {
  ...ymlTexts,
  'file-unread': (unread) => `${unread.file}: ${fileFaultText(unread)}.`,
  'file-outside-configuration': ({ file, directory }) =>
    `${file} is outside the configuration directory ${directory}, where the node may not read it.`,
  'file-content-wrong': ({ file, fault }) => `${file}: ${contentFaultText(fault)}.`,
  'keystore-broken': ({ file, fault }) => `${file}: ${keystoreFaultText(fault)}.`,
  'key-open-to-everyone': ({ file, mode }) => `${file} has a private key, and its mode ${mode.toString(8)} lets every user read it.`,

  'store-type-unknown': ({ type }) => `${type} is not a store type; jks and PKCS12 are.`,
  'store-without-key': ({ file, besides }) => `${file} has no private key${besides === null ? '' : ' but that of a CA'}.`,
  'store-key-without-certificate': ({ file }) => `${file} has a private key and no certificate for it.`,
  'store-has-keys': ({ file, keys }) => `${file} has ${keys} private keys.`,
  'store-key-ambiguous': ({ keys }) =>
    `The store has several private keys: ${keys.map(({ alias, ofCa }) => `${alias ?? '?'}${ofCa ? ' (a CA)' : ''}`).join(', ')}. The JVM decides which one is used.`,
  'store-key-not-rsa': ({ file, algorithm }) =>
    `${file} has an ${algorithm ?? 'odd'} key; Kibana reads only RSA keys from PKCS#12, and other keys from PEM.`,
  'store-key-foreign': ({ file, subject }) => `The private key in ${file} is not that of ${subject ?? 'its certificate'}.`,
  'store-key-unusable': ({ file, alias, fault }) =>
    `${file}: the key ${alias ?? ''} cannot be used: ${fault === null ? '' : keyFaultText(fault)}.`,
  'store-key-password-differs': ({ file, alias, tried }) =>
    `${file} opens, and its key ${alias ?? ''} has another password than ${tried === 'own' ? 'the one set for it' : 'the store'}.`,
  'store-password-not-set': ({ file, setting, legacy }) =>
    legacy === null
      ? `${file} has a password, and ${setting} is set nowhere.`
      : `${file} has a password, and neither elasticsearch.keystore has ${setting} nor elasticsearch.yml ${legacy}.`,
  'store-password-wrong': ({ file, setting }) => `${file}: the password from ${setting} is wrong.`,
  'store-password-weak': ({ file, weakness }) => `${file} is protected by ${weakPasswordTexts[weakness]}.`,
  'store-encryption-not-read-by-kibana': ({ file }) =>
    `${file} is encrypted with RC4, RC2 of 128 bits or 3DES with two keys, which Kibana does not read.`,
  'store-without-anchor': ({ file, unmarked, keys }) =>
    `${file} has no trusted entry. ${
      unmarked > 0
        ? `It holds ${count(unmarked, 'certificate')} that the JVM does not see, because the attribute for trusted certificates is missing.`
        : keys > 0
          ? `It holds ${count(keys, 'private key')} and no certificate that stands for itself.`
          : 'It is empty.'
    }`,

  'key-of-another': ({ file, owner }) => `${file} is not the key of ${owner}.`,
  'handshakes-fail-by-key': ({ alias, subject }) =>
    `The private key${alias === null ? '' : ` of ${alias}`} does not belong to ${subject ?? 'its certificate'}: the node starts, and every handshake fails.`,
  'chain-broken': ({ file, position, subject, nextSubject }) =>
    `${file}: certificate ${position + 1} (${nextSubject}) is not the issuer of certificate ${position} (${subject}).`,

  'settings-exclude-each-other': ({ settings: [one, other] }) => `${one} and ${other} cannot be used together.`,
  'setting-without-other': ({ setting, missing }) => `${setting} is set, and ${missing} is not.`,
  'password-set-twice': ({ secure, legacy }) =>
    `${secure} is in elasticsearch.keystore, and ${legacy} is in elasticsearch.yml; they cannot be used together.`,
  'password-in-yml': ({ secure, legacy }) =>
    // Kibana's keystore has the names of kibana.yml.
    secure === legacy
      ? `${legacy} has its password in kibana.yml; it belongs in kibana.keystore.`
      : `${legacy} has its password in elasticsearch.yml; it belongs in elasticsearch.keystore, as ${secure}.`,
  'setting-removed': ({ setting }) => `${setting} was removed in 7.0: there are settings for transport and for HTTP now.`,
  'secret-in-yml': ({ setting }) => `${setting} is a secret: it belongs in elasticsearch.keystore, but is in elasticsearch.yml.`,
  'setting-not-secure': ({ setting }) => `${setting} is in elasticsearch.keystore, where only secure settings belong.`,
  'kibana-setting-unknown': ({ setting, meant }) => `${setting} is not a setting of Kibana${meant === null ? '' : `; ${meant} is`}.`,
  'setting-unknown': ({ setting, meant }) => `${setting} is not a setting of Elasticsearch${meant === null ? '' : `; ${meant} is`}.`,
  'value-unknown': ({ setting, value, known }) => `${setting} is ${value}; ${allNamed(known)} are known.`,
  'value-not-boolean': ({ setting, value }) => `${setting} is ${value}, where true or false is expected.`,
  'protocols-unknown': ({ protocols }) =>
    `None of the protocols [${protocols.join(', ')}] is one that Elasticsearch knows; write TLSv1.3 or TLSv1.2.`,
  'suites-unknown': ({ setting, unknown, left }) =>
    `${left === 0 ? 'None' : `${unknown.length}`} of the suites in ${setting} ${left === 0 ? 'is one that' : 'are not what'} a JVM knows: ${unknown.slice(0, 5).join(', ')}. The JVM wants names such as TLS_AES_256_GCM_SHA384.`,
  'material-in-place-of-path': ({ setting, material, file }) =>
    `${setting} takes the path of a file, but has ${material.name} (${material.size}, not shown).${keyWarning(material, file ?? 'the file')}`,
  'setting-repeated': ({ setting, lines, same }) => {
    const where = `lines ${lines[0] ?? '?'} and ${lines[1] ?? '?'}`;
    return same
      ? `${setting} is set twice with the same value, on ${where}.`
      : `${setting} is set twice, on ${where}, and the values differ: the last one counts.`;
  },
  'variable-overlooked': ({ setting, variable }) =>
    `${setting} takes the default of \${${variable}:…} although the environment has ${variable}: since 8.0 Elasticsearch looks into the environment for plain \${${variable}} only.`,
  'autoconfigured-and-set': ({ context, lines: [first, last], line }) =>
    `${context} is set by auto-configuration (lines ${first} to ${last}) and again on line ${line ?? '?'}.`,
  'jvm-trust-property': ({ property }) => `-D${property} is set for the JVM: it counts only where a context has no trust of its own.`,
  'java-security-file': ({ file, replaces, disabledAlgorithms, problem }) => {
    const content =
      problem !== null
        ? `${capitalized(javaSecurityFaultText(problem))}.`
        : disabledAlgorithms === null
          ? 'It does not set jdk.tls.disabledAlgorithms.'
          : `jdk.tls.disabledAlgorithms is ${disabledAlgorithms.length === 0 ? 'empty' : disabledAlgorithms.join(', ')}.`;
    return `${file} ${replaces ? 'stands instead of' : 'is added to'} the JVM's own java.security. ${content}`;
  },

  'listener-without-key': ({ listener }) =>
    `${listener} is enabled, and neither ${listener}.keystore.path nor ${listener}.key and ${listener}.certificate are set.`,
  'listener-not-enabled': ({ listener, settings }) =>
    `${listener}.enabled is not set, and ${settings === 1 ? 'a setting' : `${settings} settings`} under ${listener} ${settings === 1 ? 'is' : 'are'}.`,
  'disabled-with-certificate': ({ setting }) => `${setting} is false, and a certificate is set: nothing is encrypted.`,
  'transport-verifies-nothing': () => 'verification_mode is none: any certificate is accepted.',
  'transport-needs-tls': () =>
    'Security is on, transport is bound beyond the loopback, and xpack.security.transport.ssl.enabled is not true.',
  'token-service-needs-https': () => 'The token service is on, and xpack.security.http.ssl.enabled is not true.',
  'security-disabled': () => 'xpack.security.enabled is false: whatever is set for TLS on transport and HTTP has no effect.',
  'trust-not-diagnosed': () => 'xpack.security.ssl.diagnose.trust is false: the log will not say why a certificate is refused.',
  'single-node-without-tls': () => 'Transport has no TLS. A single node may run like that, but a second node cannot join without it.',

  'kibana-server-without-key': () =>
    'server.ssl.enabled is true, and neither server.ssl.keystore.path nor both server.ssl.certificate and server.ssl.key are set.',
  'kibana-client-auth-without-tls': ({ mode }) => `server.ssl.clientAuthentication is ${mode}, and server.ssl.enabled is not true.`,
  'kibana-client-auth-without-ca': () =>
    'Kibana asks browsers for certificates and has no CA to verify them with: certificateAuthorities and truststore are not set, and the key store holds no CA.',
  'kibana-host-no-url': ({ setting, host }) => `${setting} has ${host}, which is not a URL: it begins with neither https:// nor http://.`,
  'kibana-presents-no-certificate': ({ setting, missing }) =>
    `${setting} is set, and ${missing} is not: Kibana shows no certificate to Elasticsearch.`,
  'kibana-user-wins': ({ setting }) => `Kibana has a client certificate and ${setting}: the user and password win.`,
  'kibana-certificate-for-users': ({ setting }) => `${setting} is true: requests of users carry Kibana's own certificate.`,
  'kibana-verification-lowered': ({ setting, mode }) => `${setting} is ${mode}.`,
};

/** One sentence or two, with a full stop: what was seen, what was expected. */
export function setupProblemText(reason: SetupProblemReason): string {
  return (texts[reason.code] as (reason: SetupProblemReason) => string)(reason);
}

function keyWarning({ privateKey }: Material, file: string): string {
  switch (privateKey) {
    case 'yes':
      return ` Whoever can read ${file} has the private key.`;
    case 'unknown':
      return ` If it is a private key, whoever can read ${file} has it.`;
    case 'no':
      return '';
  }
}

function count(number: number, noun: string): string {
  return number === 1 ? `one ${noun}` : `${number} ${noun}s`;
}
