import type { KeyObject } from 'node:crypto';
import type { Certificate } from '../model/certificate.ts';
import type { EntryFlaw } from '../model/certificate-flaw.ts';
import type { PasswordWeakness } from '../model/password-weakness.ts';
import type { StoreContentFault, StoreNote } from '../model/reasons/content-fault.ts';
import type { KeyFault } from '../model/reasons/key-fault.ts';
import type { StoreFormat } from '../model/store-format.ts';

/** What stands in a store. Names are null where the format has none. */
export type StoreEntry =
  | {
      readonly kind: 'key';
      readonly alias: string | null;
      /** Prints nothing of the key. Null where it could not be opened; `because` says why. */
      readonly key: KeyObject | null;
      readonly because: KeyFault | null;
      /** Null where it was opened. */
      readonly fault: 'wrong-password' | 'unsupported' | 'malformed' | null;
      /** Leaf first, as far as the store has it. */
      readonly chain: readonly Certificate[];
      /** Whether the key belongs to the first certificate; null where that could not be told. */
      readonly matches: boolean | null;
    }
  /** A JVM that uses the store for trust takes it for an anchor. In PEM and DER every certificate is one. */
  | { readonly kind: 'trusted'; readonly alias: string | null; readonly certificate: Certificate }
  /** A certificate of PKCS#12 without the attribute that makes a JVM trust it: to a JVM it is not there, save in a chain. */
  | { readonly kind: 'unmarked'; readonly alias: string | null; readonly certificate: Certificate }
  /** A secret key, or another thing that TLS has no use for. */
  | { readonly kind: 'other'; readonly alias: string | null; readonly what: string }
  | { readonly kind: 'unreadable'; readonly alias: string | null; readonly what: string; readonly flaw: EntryFlaw };

export type KeyEntry = Extract<StoreEntry, { readonly kind: 'key' }>;

export type StoreFault =
  | 'empty'
  | 'too-large'
  | 'wrong-password'
  | 'password-needed'
  | 'mac-not-supported'
  | 'not-supported'
  | 'malformed'
  | 'not-a-store';

/** What a file turned out to hold. */
export type Store =
  | {
      readonly kind: 'store';
      readonly format: StoreFormat;
      readonly entries: readonly StoreEntry[];
      /** Which of the given passwords opened it, counted from 0; `none-needed` where no password protects it. */
      readonly password: number | 'none-needed';
      /** Of the password that opened it. */
      readonly weakPassword: PasswordWeakness | null;
      /** `verified`: the MAC is that of the password. `absent`: there is none. `not-supported`: it was not checked. */
      readonly integrity: 'verified' | 'absent' | 'not-supported';
      /** Something in it is encrypted in a way that node-forge, by which Kibana reads stores, does not know. */
      readonly unknownToForge: boolean;
      /** Ways of encryption in it that were given up, by name; OpenSSL 3 reads most of them with its legacy provider alone. */
      readonly oldEncryption: readonly string[];
      /** What to say beside the entries: a block that was passed over, a MAC that was not checked. */
      readonly notes: readonly StoreNote[];
    }
  | {
      readonly kind: 'unreadable';
      readonly format: StoreFormat;
      readonly fault: StoreFault;
      /** What it is, and why it cannot be read. */
      readonly because: StoreContentFault;
    };

/** Larger files are not read: the JVM's own trust store, the largest that is real, has 200 KiB. */
export const largestStore = 8 * 1024 * 1024;
