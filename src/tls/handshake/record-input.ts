import type { Opener } from '../crypto/record-protection.ts';
import { ContentType } from '../wire/content-types.ts';
import { type TlsVersion, versionCode } from '../wire/versions.ts';
import { refuse } from './refusal.ts';

/** What a record carried, after decryption. */
export type Content = { readonly type: number; readonly bytes: Uint8Array };

const headerLength = 5;
const maxPlaintext = 2 ** 14;
/** What protection may add to a record: RFC 5246 §6.2.3, RFC 8446 §5.2. */
const maxExpansion = { before13: 2048, from13: 256 };
/** A peer that sends more records without content in a row than this is not talking. */
const maxEmptyRecords = 32;
const knownTypes: readonly number[] = [
  ContentType.change_cipher_spec,
  ContentType.alert,
  ContentType.handshake,
  ContentType.application_data,
];

/** Cuts the stream into records and takes their protection off. */
export class RecordInput {
  #buffer: Uint8Array = new Uint8Array();
  #opener: Opener | null = null;
  #version: TlsVersion | null = null;
  #records = 0;
  #emptyInARow = 0;

  /** Bytes of a record that is not whole yet. */
  get pending(): number {
    return this.#buffer.length;
  }

  push(bytes: Uint8Array): void {
    if (this.#buffer.length === 0) {
      this.#buffer = bytes;
      return;
    }
    const joined = new Uint8Array(this.#buffer.length + bytes.length);
    joined.set(this.#buffer);
    joined.set(bytes, this.#buffer.length);
    this.#buffer = joined;
  }

  /** From here on records must carry this version; TLS 1.3 freezes the field and tells receivers to ignore it (RFC 8446 §5.1). */
  settle(version: TlsVersion): void {
    this.#version = version;
  }

  protect(opener: Opener): void {
    this.#opener = opener;
  }

  /** The first bytes, where they cannot begin a TLS record; null as long as they can. */
  notTls(): Uint8Array | null {
    if (this.#records > 0 || this.#buffer.length === 0) return null;
    // By index, here and below: to iterate over bytes takes an object for each.
    const { 0: type, 1: major } = this.#buffer;
    const fits = knownTypes.includes(type ?? -1) && (major === undefined || major === 3);
    return fits ? null : this.#buffer;
  }

  /** The next record's content, empty only where it is application data; null where more bytes are needed. Throws Refusal. */
  next(): Content | null {
    for (;;) {
      const record = this.#cut();
      if (!record) return null;
      const content = this.#open(record);
      // RFC 8446 §5.1, §5.4 allow empty application data only; earlier versions tolerate empty records of any kind for a while.
      if (content.bytes.length > 0) {
        // A warning between empty records is no better than they are.
        if (content.type !== ContentType.alert) this.#emptyInARow = 0;
        return content;
      }
      if (content.type === ContentType.alert) refuse('decode_error', 'empty-alert');
      if (this.#version === 'TLSv1.3' && content.type === ContentType.handshake) refuse('unexpected_message', 'empty-handshake-record');
      this.#emptyInARow += 1;
      if (this.#emptyInARow > maxEmptyRecords) refuse('unexpected_message', 'too-many-empty-records');
      // Whether data may come yet is not known here.
      if (content.type === ContentType.application_data) return content;
    }
  }

  #cut(): { type: number; version: number; fragment: Uint8Array } | null {
    if (this.#buffer.length < headerLength) return null;
    const { 0: type = 0, 1: major = 0, 2: minor = 0, 3: high = 0, 4: low = 0 } = this.#buffer;
    const version = major * 256 + minor;
    if (!knownTypes.includes(type)) refuse('unexpected_message', 'unknown-record-type');
    const settled = this.#version !== null && this.#version !== 'TLSv1.3' ? versionCode(this.#version) : null;
    if (major !== 3 || (settled !== null && version !== settled)) refuse('protocol_version', 'wrong-record-version');
    const length = high * 256 + low;
    const expansion = this.#opener ? (this.#version === 'TLSv1.3' ? maxExpansion.from13 : maxExpansion.before13) : 0;
    if (length > maxPlaintext + expansion) refuse('record_overflow', 'record-too-long');
    if (this.#buffer.length < headerLength + length) return null;
    const fragment = this.#buffer.subarray(headerLength, headerLength + length);
    this.#buffer = this.#buffer.subarray(headerLength + length);
    this.#records += 1;
    return { type, version, fragment };
  }

  #open(record: { type: number; version: number; fragment: Uint8Array }): Content {
    if (!this.#opener) return { type: record.type, bytes: record.fragment };
    if (this.#version === 'TLSv1.3') {
      // The compatibility ChangeCipherSpec stays in the clear (RFC 8446 §5); what else is not protected cannot be deprotected (§6.2).
      if (record.type === ContentType.change_cipher_spec) return { type: record.type, bytes: record.fragment };
      if (record.type !== ContentType.application_data) refuse('bad_record_mac', 'unprotected-record');
    }
    const opened = this.#opener.open(record);
    switch (opened.kind) {
      case 'opened':
        if (this.#version === 'TLSv1.3' && opened.type === ContentType.change_cipher_spec) {
          refuse('unexpected_message', 'protected-change-cipher-spec');
        }
        if (!knownTypes.includes(opened.type)) refuse('unexpected_message', 'unknown-record-type');
        return { type: opened.type, bytes: opened.content };
      case 'bad-record-mac':
        return refuse('bad_record_mac', 'bad-record-mac');
      case 'no-content-type':
        return refuse('unexpected_message', 'no-content-type');
      case 'overflow':
        return refuse('record_overflow', 'plaintext-too-long');
    }
  }
}
