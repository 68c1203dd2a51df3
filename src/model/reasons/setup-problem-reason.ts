import type { Material } from '../key-material.ts';
import type { PasswordWeakness } from '../password-weakness.ts';
import type { ContentFault } from './content-fault.ts';
import type { FileUnread, JavaSecurityFault, KeystoreFault } from './file-fault.ts';
import type { KeyFault } from './key-fault.ts';

/** What is wrong in files and settings. Settings have their whole names, files their paths. */
export type SetupProblemReason = FileReason | StoreReason | KeyReason | SettingReason | ContextReason | KibanaReason | YmlReason;

/** Of a file that a setting names. */
type FileReason =
  | FileUnread
  | { readonly code: 'file-outside-configuration'; readonly file: string; readonly directory: string }
  | { readonly code: 'file-content-wrong'; readonly file: string; readonly fault: ContentFault }
  | { readonly code: 'keystore-broken'; readonly file: string; readonly fault: KeystoreFault }
  /** `mode`: the permission bits. */
  | { readonly code: 'key-open-to-everyone'; readonly file: string; readonly mode: number };

/** Of a store that a setting names. */
type StoreReason =
  | { readonly code: 'store-type-unknown'; readonly type: string }
  /** `besides`: the key that it has, and that does not count. */
  | { readonly code: 'store-without-key'; readonly file: string; readonly besides: 'key-of-ca' | null }
  | { readonly code: 'store-key-without-certificate'; readonly file: string }
  | { readonly code: 'store-has-keys'; readonly file: string; readonly keys: number }
  | {
      readonly code: 'store-key-ambiguous';
      readonly keys: readonly { readonly alias: string | null; readonly ofCa: boolean }[];
    }
  /** `algorithm`: of the key, as node:crypto calls it. */
  | { readonly code: 'store-key-not-rsa'; readonly file: string; readonly algorithm: string | null }
  /** `subject`: of the certificate beside the key; null where it has none. */
  | { readonly code: 'store-key-foreign'; readonly file: string; readonly subject: string | null }
  | { readonly code: 'store-key-unusable'; readonly file: string; readonly alias: string | null; readonly fault: KeyFault | null }
  /** `tried`: the password that does not open the key. */
  | {
      readonly code: 'store-key-password-differs';
      readonly file: string;
      readonly alias: string | null;
      readonly tried: 'own' | 'of-store';
    }
  /** `legacy`: the setting of the yml file that could have it as well; null where there is no other. */
  | { readonly code: 'store-password-not-set'; readonly file: string; readonly setting: string; readonly legacy: string | null }
  | { readonly code: 'store-password-wrong'; readonly file: string; readonly setting: string }
  | { readonly code: 'store-password-weak'; readonly file: string; readonly weakness: PasswordWeakness }
  | { readonly code: 'store-encryption-not-read-by-kibana'; readonly file: string }
  /** What it has in place of a trusted entry. */
  | { readonly code: 'store-without-anchor'; readonly file: string; readonly unmarked: number; readonly keys: number };

/** Of a key and its certificates. */
type KeyReason =
  /** `owner`: the subject of the certificate, or its file. */
  | { readonly code: 'key-of-another'; readonly file: string; readonly owner: string }
  | { readonly code: 'handshakes-fail-by-key'; readonly alias: string | null; readonly subject: string | null }
  /** `position`: of the certificate that the next did not issue, from 1. */
  | {
      readonly code: 'chain-broken';
      readonly file: string;
      readonly position: number;
      readonly subject: string;
      readonly nextSubject: string;
    };

/** Of settings by themselves. */
type SettingReason =
  | { readonly code: 'settings-exclude-each-other'; readonly settings: readonly [string, string] }
  | { readonly code: 'setting-without-other'; readonly setting: string; readonly missing: string }
  | { readonly code: 'password-set-twice'; readonly secure: string; readonly legacy: string }
  | { readonly code: 'password-in-yml'; readonly secure: string; readonly legacy: string }
  | { readonly code: 'setting-removed' | 'secret-in-yml' | 'setting-not-secure'; readonly setting: string }
  /** `meant`: the setting that is written nearly so. */
  | { readonly code: 'setting-unknown' | 'kibana-setting-unknown'; readonly setting: string; readonly meant: string | null }
  | { readonly code: 'value-unknown'; readonly setting: string; readonly value: string; readonly known: readonly string[] }
  | { readonly code: 'value-not-boolean'; readonly setting: string; readonly value: string }
  | { readonly code: 'protocols-unknown'; readonly protocols: readonly string[] }
  /** `left`: how many of the setting's suites a JVM knows. */
  | { readonly code: 'suites-unknown'; readonly setting: string; readonly unknown: readonly string[]; readonly left: number }
  /** `file`: the one with the setting; null where that is not known. */
  | { readonly code: 'material-in-place-of-path'; readonly setting: string; readonly material: Material; readonly file: string | null }
  | {
      readonly code: 'setting-repeated';
      readonly setting: string;
      readonly lines: readonly [number | null, number | null];
      readonly same: boolean;
    }
  | { readonly code: 'variable-overlooked'; readonly setting: string; readonly variable: string }
  /** `lines`: the first and the last of the block that auto-configuration wrote. */
  | {
      readonly code: 'autoconfigured-and-set';
      readonly context: string;
      readonly lines: readonly [number, number];
      readonly line: number | null;
    }
  | { readonly code: 'jvm-trust-property'; readonly property: string }
  /** `problem`: why its content is not known. */
  | {
      readonly code: 'java-security-file';
      readonly file: string;
      readonly replaces: boolean;
      readonly disabledAlgorithms: readonly string[] | null;
      readonly problem: JavaSecurityFault | null;
    };

/** Of a context, or of the whole. */
type ContextReason =
  | { readonly code: 'listener-without-key'; readonly listener: string }
  /** `settings`: how many there are under its name. */
  | { readonly code: 'listener-not-enabled'; readonly listener: string; readonly settings: number }
  | { readonly code: 'disabled-with-certificate'; readonly setting: string }
  | {
      readonly code:
        | 'transport-verifies-nothing'
        | 'transport-needs-tls'
        | 'token-service-needs-https'
        | 'security-disabled'
        | 'trust-not-diagnosed'
        | 'single-node-without-tls';
    };

/** Of what only Kibana has. */
type KibanaReason =
  | { readonly code: 'kibana-server-without-key' | 'kibana-client-auth-without-ca' }
  | { readonly code: 'kibana-client-auth-without-tls'; readonly mode: 'optional' | 'required' }
  | { readonly code: 'kibana-host-no-url'; readonly setting: string; readonly host: string }
  | { readonly code: 'kibana-presents-no-certificate'; readonly setting: string; readonly missing: string }
  | { readonly code: 'kibana-user-wins' | 'kibana-certificate-for-users'; readonly setting: string }
  | { readonly code: 'kibana-verification-lowered'; readonly setting: string; readonly mode: 'certificate' | 'none' };

/** What is wrong with a yml file. */
export type YmlReason =
  | { readonly code: 'yml-not-utf8' | 'yml-several-documents' | 'yml-not-a-map' }
  | { readonly code: 'yml-too-large'; readonly octets: number }
  /** `error`: the parser's code. Its message may quote the file, and what it quotes may be a password. */
  | { readonly code: 'yml-syntax'; readonly error: string }
  | { readonly code: 'yml-duplicate' | 'yml-list-of-maps' | 'yml-null-value'; readonly setting: string }
  | { readonly code: 'yml-variable-unresolved'; readonly setting: string; readonly variable: string };
