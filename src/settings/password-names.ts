/** The names of one password, behind the prefix of a context: in elasticsearch.keystore, and the old one in elasticsearch.yml. */
export type PasswordNames = { readonly secure: string; readonly legacy: string };

export const storePassword: PasswordNames = { secure: 'keystore.secure_password', legacy: 'keystore.password' };
export const keyPassword: PasswordNames = { secure: 'keystore.secure_key_password', legacy: 'keystore.key_password' };
export const trustPassword: PasswordNames = { secure: 'truststore.secure_password', legacy: 'truststore.password' };
export const pemPassword: PasswordNames = { secure: 'secure_key_passphrase', legacy: 'key_passphrase' };
