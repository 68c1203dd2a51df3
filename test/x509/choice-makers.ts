import type { VerifyReason } from '../../src/model/verify-reason.ts';
import {
  type CertificateWish,
  der,
  extension,
  extensions,
  type Keys,
  keysOf,
  makeCa,
  makeCertificate,
  makeLeaf,
  name,
} from '../support/certificate-maker.ts';

export type Verdict = VerifyReason | 'trusted';
/** By rfc5280, jsse17, jsse25, node. */
export type Verdicts = readonly [Verdict, Verdict, Verdict, Verdict];

export type ChoiceCase = {
  readonly what: string;
  readonly chain: readonly Uint8Array[];
  readonly anchors: readonly Uint8Array[];
  readonly name: string | null;
  readonly purpose: 'server' | 'client';
  readonly crls: readonly Uint8Array[];
  /** Null: now. Real peers can be asked of nothing else. */
  readonly at: Date | null;
  /** Of the leaf, so that real peers can be asked. */
  readonly keys: Keys;
  readonly verdicts: Verdicts;
};

export type Party = { readonly name: Uint8Array; readonly keys: Keys };
export const party = (label: string, keys: Keys = keysOf('P-256', label)): Party => ({ name: name('O=acme', `CN=${label}`), keys });
export const [root, middle, other] = [party('root'), party('middle'), party('other')];
export const leafKeys = keysOf('P-256', 'leaf');
export const rootDer = makeCa(root.name, root.keys);
export const middleDer = makeCa(middle.name, middle.keys, root);
/** Nothing to do with the others. */
export const stray = makeCa(other.name, other.keys);

const day = 86_400_000;
export const past = { notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - day) };
/** What makes a CA, and what a leaf has for either side. */
export const caParts = [extensions.basicConstraints(true), extensions.keyUsage('keyCertSign')];
export const leafParts = [
  extensions.keyUsage('digitalSignature'),
  extensions.extendedKeyUsage('serverAuth', 'clientAuth'),
  extensions.subjectAltName(['DNS:es01']),
];

export const all = (said: Verdict): Verdicts => [said, said, said, said];
export const onlyRfc = (said: Verdict): Verdicts => [said, 'trusted', 'trusted', 'trusted'];
export const onlyJava = (said: Verdict): Verdicts => ['trusted', said, said, 'trusted'];
export const onlyNode = (said: Verdict): Verdicts => ['trusted', 'trusted', 'trusted', said];
export const allButJava = (said: Verdict): Verdicts => [said, 'trusted', 'trusted', said];
export const allButRfc = (said: Verdict): Verdicts => ['trusted', said, said, said];
export const allButNode = (said: Verdict): Verdicts => [said, said, said, 'trusted'];

type More = Partial<Omit<ChoiceCase, 'what' | 'verdicts'>>;
type Wish = Partial<CertificateWish>;

export function asked(what: string, verdicts: Verdicts, chain: readonly Uint8Array[], more: More = {}): ChoiceCase {
  return { what, verdicts, chain, anchors: [rootDer], name: null, purpose: 'server', crls: [], at: null, keys: leafKeys, ...more };
}

/** A leaf of the root with these names, asked for as a host. */
export function host(what: string, verdicts: Verdicts, names: readonly string[], wanted: string, subject = name('CN=nobody')): ChoiceCase {
  return asked(what, verdicts, [makeLeaf(names, root, { subject })], { name: wanted });
}

/** A leaf of the root with these extensions. */
export function leaf(what: string, verdicts: Verdicts, list: readonly Uint8Array[], more: More = {}, wish: Wish = {}): ChoiceCase {
  return asked(what, verdicts, [makeLeaf(['DNS:es01'], root, { extensions: list, ...wish })], more);
}

/** A leaf below an intermediate with these extensions beside what makes it a CA. */
export function below(what: string, verdicts: Verdicts, list: readonly Uint8Array[], first = makeLeaf(['DNS:es01'], middle)): ChoiceCase {
  return asked(what, verdicts, [first, makeCa(middle.name, middle.keys, root, { extensions: [...caParts, ...list] })]);
}

/** A usual chain under a root made as wished. */
export function anchored(what: string, verdicts: Verdicts, wish: Wish, chain = [makeLeaf(['DNS:es01'], middle), middleDer]): ChoiceCase {
  return asked(what, verdicts, chain, { anchors: [makeCa(root.name, root.keys, undefined, wish)] });
}

/** A leaf below an intermediate that constrains names. */
export function constrained(
  what: string,
  verdicts: Verdicts,
  constraints: { readonly permitted?: readonly string[]; readonly excluded?: readonly string[] },
  first: Uint8Array,
): ChoiceCase {
  return below(what, verdicts, [extensions.nameConstraints(constraints.permitted ?? [], constraints.excluded ?? [])], first);
}

/** A leaf below an intermediate with such keys: what a handshake asks of the keys of a leaf is another matter. */
export function keyed(what: string, verdicts: Verdicts, keys: Keys): ChoiceCase {
  const by = { name: middle.name, keys };
  return asked(what, verdicts, [makeLeaf(['DNS:es01'], by), makeCa(by.name, by.keys, root)]);
}

/** A leaf that another root signed in this way. */
export function signedBy(what: string, verdicts: Verdicts, by: Party, signature: NonNullable<CertificateWish['signature']>): ChoiceCase {
  return asked(what, verdicts, [makeLeaf(['DNS:es01'], by, { signature })], {
    anchors: [makeCa(by.name, by.keys, undefined, { signature: 'sha256' })],
  });
}

/** A leaf that signs itself. */
export function selfSigned(wish: Wish = {}): Uint8Array {
  return makeCertificate({ subject: name('es01'), issuer: name('es01'), keys: leafKeys, extensions: leafParts, ...wish });
}

/** A leaf and so many CAs above it, in order, the last below the root. */
export function tower(height: number): readonly Uint8Array[] {
  const floors = Array.from({ length: height }, (_, i) => party(`floor ${i}`));
  return [makeLeaf(['DNS:es01'], floors[0] ?? root), ...floors.map((one, i) => makeCa(one.name, one.keys, floors[i + 1] ?? root))];
}

/** The chain with a stranger behind its leaf. */
export function disordered([first, ...rest]: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...(first === undefined ? [] : [first]), stray, ...rest];
}

/** A chain of so many certificates, of which two matter. */
export function many(count: number): readonly Uint8Array[] {
  return [makeLeaf(['DNS:es01'], middle), middleDer, ...Array.from({ length: count - 2 }, () => stray)];
}

/** A chain whose Certificate message has just so many bytes: 4, and 5 with each certificate (RFC 8446 §4.4.2). */
export function sized(bytes: number): readonly Uint8Array[] {
  const chain = [makeLeaf(['DNS:es01'], middle), middleDer];
  const left = bytes - 4 - chain.reduce((sum, one) => sum + one.length + 5, 0);
  const pieces = Math.ceil(left / 60_000);
  const share = Math.floor(left / pieces);
  return [...chain, ...Array.from({ length: pieces }, (_, i) => padded((i === 0 ? left - share * (pieces - 1) : share) - 5))];
}

function padded(bytes: number): Uint8Array {
  const keys = keysOf('Ed25519', 'padding');
  let padding = bytes - 300;
  for (;;) {
    const filled = extension('1.2.3.4', false, der.octets(new Uint8Array(padding)));
    const made = makeCa(other.name, keys, undefined, { serialNumber: 1, extensions: [...caParts, filled] });
    if (made.length === bytes) return made;
    padding += bytes - made.length;
  }
}
