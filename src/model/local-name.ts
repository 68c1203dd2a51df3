import { isIP } from 'node:net';
import { parseAddressBlock } from './address-block.ts';

/** Whether an address literal is one that only the machine itself reaches. */
export function isLoopback(address: string | null): boolean {
  if (address === null) return false;
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  return (isIP(plain) === 4 && plain.startsWith('127.')) || sameAddress(plain, '::1');
}

/** Whether a DNS name means the machine itself, wherever it is looked up. */
export function isLocalName(name: string): boolean {
  return /^(?:.*\.)?localhost(?:4|6)?(?:\.localdomain(?:4|6)?)?\.?$|^ip6-(?:localhost|loopback)$/i.test(name);
}

/** Whether two texts are the same IP address, however they are spelled. */
export function sameAddress(a: string, b: string): boolean {
  const number = addressNumber(a);
  return number !== null && isIP(a) === isIP(b) && number === addressNumber(b);
}

function addressNumber(text: string): bigint | null {
  return parseAddressBlock(`${text}/${isIP(text) === 4 ? 32 : 128}`)?.first ?? null;
}
