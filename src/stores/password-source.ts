import type { Secret } from '../model/secret.ts';

/** For what a password is wanted. */
export type PasswordQuestion = {
  /** `settings`: elasticsearch.keystore or kibana.keystore. `store`: a PKCS#12 or Java store. `key`: an encrypted PEM key. */
  readonly kind: 'settings' | 'store' | 'key';
  /** Absolute path of the file. */
  readonly file: string;
  /** The setting that the product takes it from, such as `xpack.security.transport.ssl.keystore.secure_password`; null where there is none. */
  readonly setting: string | null;
  /** Whether a password opens it, so that whoever mistyped it can be asked again. Absent: that is not tried. */
  readonly fits?: (password: Secret) => boolean;
};

/**
 * Where passwords come from that the files do not give: a file, the environment, a prompt. Asked only where one is missing or does not fit;
 * the answer is tried in its order, and may be empty.
 */
export type PasswordSource = (question: PasswordQuestion) => readonly Secret[] | Promise<readonly Secret[]>;
