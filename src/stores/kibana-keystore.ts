import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import type { KeystoreFault } from '../model/reasons/file-fault.ts';
import { Secret } from '../model/secret.ts';
import { showableValue } from '../model/showable.ts';
import type { SecureSettings } from './keystore.ts';

const largest = 4 * 1024 * 1024;

/**
 * Reads `kibana.keystore`: `1:` and the Base64 of salt (64 octets), initialisation vector (12), tag (16) and JSON under AES-256 in GCM, keyed by
 * PBKDF2 with HMAC-SHA-512 in 10 000 rounds. Without a password the key comes from the empty one. Never throws.
 *
 * @param passwords tried in order after the empty one
 */
export function readKibanaKeystore(bytes: Uint8Array, passwords: readonly Secret[]): SecureSettings {
  const unreadable = (because: KeystoreFault): SecureSettings => ({ kind: 'unreadable', protected: false, because });
  if (bytes.length > largest) return unreadable({ code: 'keystore-too-large', octets: bytes.length });
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').trim();
  const parts = /^(\d+):([A-Za-z0-9+/=]+)$/.exec(text);
  if (parts === null) return unreadable({ code: 'keystore-not-kibanas' });
  if (parts[1] !== '1') return unreadable({ code: 'keystore-too-new', version: parts[1] ?? '' });
  const data = Buffer.from(parts[2] ?? '', 'base64');
  if (data.length < 92) return unreadable({ code: 'keystore-cut-off' });
  for (const password of [new Secret(''), ...passwords]) {
    const plain = decrypt(data, password);
    if (plain === null) continue;
    const entries = entriesOf(plain);
    if (entries === null) return unreadable({ code: 'keystore-entries-broken' });
    return { kind: 'opened', protected: !password.isEmpty, entries };
  }
  const code = passwords.length === 0 ? 'keystore-password-missing' : 'keystore-password-wrong';
  return { kind: 'locked', protected: true, because: { code } };
}

function decrypt(data: Buffer, password: Secret): string | null {
  const key = pbkdf2Sync(password.reveal(), data.subarray(0, 64), 10_000, 32, 'sha512');
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, data.subarray(64, 76), { authTagLength: 16 });
    cipher.setAuthTag(data.subarray(76, 92));
    return Buffer.concat([cipher.update(data.subarray(92)), cipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function entriesOf(json: string): ReadonlyMap<string, Secret> | null {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return new Map(
      Object.entries(value).map(([name, secret]) => [
        showableValue(name),
        new Secret(typeof secret === 'string' ? secret : JSON.stringify(secret)),
      ]),
    );
  } catch {
    return null;
  }
}
