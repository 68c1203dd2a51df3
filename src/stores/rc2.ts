import { Buffer } from 'node:buffer';

/** RC2 in CBC mode (RFC 2268), which OpenSSL 3 keeps in its legacy provider and Node therefore lacks. Old PKCS#12 stores hide certificates with it. */
export function decryptRc2Cbc(key: Uint8Array, effectiveBits: number, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const words = expandKey(key, effectiveBits);
  const plain = new Uint8Array(data.length);
  let previous = iv;
  for (let at = 0; at + 8 <= data.length; at += 8) {
    const block = data.subarray(at, at + 8);
    const open = decryptBlock(words, block);
    for (let i = 0; i < 8; i++) plain[at + i] = (open[i] ?? 0) ^ (previous[i] ?? 0);
    previous = block;
  }
  return plain;
}

/** PITABLE of RFC 2268 §2. */
const permutation = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb6266fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
);

function expandKey(key: Uint8Array, effectiveBits: number): Uint16Array {
  const bytes = new Uint8Array(128);
  bytes.set(key.subarray(0, 128));
  const p = (index: number) => permutation[index & 0xff] ?? 0;
  for (let i = key.length; i < 128; i++) bytes[i] = p((bytes[i - 1] ?? 0) + (bytes[i - key.length] ?? 0));
  const used = Math.ceil(effectiveBits / 8);
  const mask = 0xff >> (8 * used - effectiveBits);
  bytes[128 - used] = p((bytes[128 - used] ?? 0) & mask);
  for (let i = 127 - used; i >= 0; i--) bytes[i] = p((bytes[i + 1] ?? 0) ^ (bytes[i + used] ?? 0));
  const words = new Uint16Array(64);
  for (let i = 0; i < 64; i++) words[i] = (bytes[2 * i] ?? 0) | ((bytes[2 * i + 1] ?? 0) << 8);
  return words;
}

const rotations = [1, 2, 3, 5] as const;

function decryptBlock(key: Uint16Array, block: Uint8Array): Uint8Array {
  const r = [0, 1, 2, 3].map((i) => (block[2 * i] ?? 0) | ((block[2 * i + 1] ?? 0) << 8));
  const at = (i: number) => r[i & 3] ?? 0;
  let j = 63;
  const mix = () => {
    for (let i = 3; i >= 0; i--) {
      const turn = rotations[i as 0 | 1 | 2 | 3];
      const turned = ((at(i) >>> turn) | (at(i) << (16 - turn))) & 0xffff;
      r[i] = (turned - (key[j] ?? 0) - (at(i + 3) & at(i + 2)) - (~at(i + 3) & at(i + 1))) & 0xffff;
      j--;
    }
  };
  const mash = () => {
    for (let i = 3; i >= 0; i--) r[i] = (at(i) - (key[at(i + 3) & 63] ?? 0)) & 0xffff;
  };
  for (const [round, rounds] of [5, 6, 5].entries()) {
    if (round > 0) mash();
    for (let i = 0; i < rounds; i++) mix();
  }
  return Uint8Array.from(r.flatMap((word) => [word & 0xff, word >> 8]));
}
