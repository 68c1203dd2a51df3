import { encode } from '../bytes/codec.ts';
import type { Sealer } from '../crypto/record-protection.ts';
import { ContentType } from '../wire/content-types.ts';
import { tlsRecord } from '../wire/record.ts';
import { versionCode } from '../wire/versions.ts';
import type { CompleteClientOptions } from './client-options.ts';
import type { TlsSeen } from './tls-seen.ts';

const maxFragment = 2 ** 14;

/** Records on their way out: in fragments, under the version that rules, and protected once there are keys. */
export class RecordOutput {
  readonly #options: Pick<CompleteClientOptions, 'versions'>;
  readonly #seen: Pick<TlsSeen, 'version' | 'helloRetryRequest'>;
  #sealer: Sealer | null = null;
  #records: Uint8Array[] = [];
  #changeCipherSpecSent = false;

  constructor(options: Pick<CompleteClientOptions, 'versions'>, seen: Pick<TlsSeen, 'version' | 'helloRetryRequest'>) {
    this.#options = options;
    this.#seen = seen;
  }

  /** What follows is protected. */
  protect(sealer: Sealer): void {
    this.#sealer = sealer;
  }

  push(type: number, bytes: Uint8Array): void {
    // Middleboxes want to see one before the first protected record, be that a flight or an alert (RFC 8446 appendix D.4).
    if (this.#sealer && this.#seen.version === 'TLSv1.3' && !this.#changeCipherSpecSent) this.changeCipherSpec();
    for (let at = 0; at === 0 || at < bytes.length; at += maxFragment) {
      const fragment = bytes.subarray(at, at + maxFragment);
      const version = this.#version();
      this.#records.push(this.#sealer ? this.#sealer.seal(type, version, fragment) : encode(tlsRecord, { type, version, fragment }));
    }
  }

  /** It is never protected. */
  changeCipherSpec(): void {
    this.#changeCipherSpecSent = true;
    this.#records.push(encode(tlsRecord, { type: ContentType.change_cipher_spec, version: this.#version(), fragment: Uint8Array.of(1) }));
  }

  /** What is to be sent now, once. */
  take(): readonly Uint8Array[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  /** RFC 8446 §5.1: 0x0301 for the first hello, for servers that choke on more; then the version that rules. */
  #version(): number {
    const { version } = this.#seen;
    if (version !== null) return Math.min(versionCode(version), versionCode('TLSv1.2'));
    if (this.#seen.helloRetryRequest) return versionCode('TLSv1.2');
    return this.#options.versions[0] === 'SSLv3' ? versionCode('SSLv3') : versionCode('TLSv1');
  }
}
