import { createHash } from 'node:crypto';

/** Which keys a password gives differs by scheme: PKCS#12 takes UTF-16 and knows two empty passwords, everything else takes UTF-8. */
export type PasswordForm = { readonly text: string; readonly emptyAsNothing: boolean };
/**
 * The key derivation of PKCS#12 (RFC 7292 appendix B).
 *
 * @param purpose 1 for a key, 2 for an initialisation vector, 3 for a MAC
 */
export function pkcs12Key(
  digest: string,
  purpose: 1 | 2 | 3,
  password: PasswordForm,
  salt: Uint8Array,
  rounds: number,
  octets: number,
): Uint8Array {
  const block = digest === 'sha384' || digest.startsWith('sha512') ? 128 : 64;
  const repeated = (bytes: Uint8Array) => {
    const filled = new Uint8Array(bytes.length === 0 ? 0 : block * Math.ceil(bytes.length / block));
    for (let i = 0; i < filled.length; i++) filled[i] = bytes[i % bytes.length] ?? 0;
    return filled;
  };
  const state = Buffer.concat([repeated(salt), repeated(bmpPassword(password))]);
  const diversifier = new Uint8Array(block).fill(purpose);
  const out: Uint8Array[] = [];
  for (let length = 0; length < octets; ) {
    let a = createHash(digest).update(diversifier).update(state).digest();
    for (let i = 1; i < rounds; i++) a = createHash(digest).update(a).digest();
    out.push(a);
    length += a.length;
    const b = new Uint8Array(block);
    for (let i = 0; i < block; i++) b[i] = a[i % a.length] ?? 0;
    for (let at = 0; at < state.length; at += block) {
      let carry = 1;
      for (let i = block - 1; i >= 0; i--) {
        carry += (state[at + i] ?? 0) + (b[i] ?? 0);
        state[at + i] = carry & 0xff;
        carry >>= 8;
      }
    }
  }
  return new Uint8Array(Buffer.concat(out).subarray(0, octets));
}

/** UTF-16, big-endian, with a zero at the end; some writers take the empty password for no octets at all. */
function bmpPassword({ text, emptyAsNothing }: PasswordForm): Uint8Array {
  return text === '' && emptyAsNothing ? new Uint8Array() : new Uint8Array(Buffer.from(`${text}\0`, 'utf16le').swap16());
}
