import {
  type CertificateParts,
  extensions,
  type Keys,
  keyIdOf,
  keysOf,
  makeCertificate,
  name,
  type SignatureName,
} from '../support/certificate-maker.ts';
import { oddEncodings } from './odd-encodings.ts';
import { oddKeys } from './odd-keys.ts';
import { oddNames } from './odd-names.ts';
import { type ChainCase, seeded } from './random-chains.ts';

/** One certificate before it is made; what a kind of oddity changes is a field here. */
export type Member = {
  subject: Uint8Array;
  /** Another name for the issuer than its own. */
  issuer: Uint8Array | null;
  keys: Keys;
  signature: SignatureName;
  version: 1 | 2 | 3;
  serialNumber: number | Uint8Array;
  notAfter: Date;
  /** By what they are for, so that one can be replaced or taken out; in this order. */
  extensions: Map<string, Uint8Array>;
  changes: ((parts: CertificateParts) => Partial<CertificateParts>)[];
  afterwards: ((certificate: Uint8Array) => Uint8Array) | null;
};

/** A root that is trusted, a CA below it and a leaf below that one. */
export type Canvas = {
  readonly root: Member;
  readonly ca: Member;
  readonly leaf: Member;
  name: string | null;
  purpose: 'server' | 'client';
  /** Who is trusted, and what is sent: the names of members. */
  anchors: readonly ('root' | 'ca' | 'leaf')[];
  sent: readonly ('root' | 'ca' | 'leaf')[];
};

export type Chance = { readonly pick: <T>(list: readonly T[]) => T; readonly chance: (share: number) => boolean };

/** What makes a chain odd. It says in a word or two which of its variants it took. */
export type OddKind = (canvas: Canvas, chance: Chance) => string;

export const oddKinds: Readonly<Record<string, OddKind>> = { ...oddNames, ...oddKeys, ...oddEncodings };
const kinds = Object.keys(oddKinds);

/** One of the three, most often the leaf. */
export function someone({ root, ca, leaf }: Canvas, { pick }: Chance): Member {
  return pick([leaf, leaf, ca, ca, root]);
}

/** A case with an oddity or two, wholly given by its seed but for keys and the time of day. One kind alone where it is given. */
export function oddChain(seed: number, only?: string): ChainCase {
  const random = seeded(seed);
  const chance: Chance = {
    pick: (list) => list[Math.floor(random() * list.length)] as never,
    chance: (share) => random() < share,
  };
  const canvas = blank(seed, chance);
  const first = only ?? kinds[seed % kinds.length] ?? '';
  const story = [first, ...(only === undefined && chance.chance(0.1) ? [chance.pick(kinds)] : [])].map(
    (kind) => `${kind}: ${oddKinds[kind]?.(canvas, chance)}`,
  );
  const { root, ca, leaf } = canvas;
  const made = { root: make(root, root), ca: make(ca, root), leaf: make(leaf, ca) };
  return {
    chain: canvas.sent.map((one) => made[one]),
    anchors: canvas.anchors.map((one) => made[one]),
    keys: leaf.keys,
    name: canvas.purpose === 'server' ? canvas.name : null,
    purpose: canvas.purpose,
    story,
  };
}

function blank(seed: number, { pick, chance }: Chance): Canvas {
  const common = (): Pick<Member, 'issuer' | 'signature' | 'version' | 'notAfter' | 'changes' | 'afterwards'> => ({
    issuer: null,
    signature: 'sha256',
    version: 3,
    notAfter: new Date(Date.now() + 30 * 86_400_000),
    changes: [],
    afterwards: null,
  });
  const ca = (label: string, serialNumber: number): Member => {
    const keys = keysOf('P-256', label);
    return {
      ...common(),
      subject: name('O=acme', `CN=${label}`),
      keys,
      serialNumber,
      extensions: new Map([
        ['basic', extensions.basicConstraints(true)],
        ['usage', extensions.keyUsage('keyCertSign', 'cRLSign')],
        ['ski', extensions.subjectKeyId(keyIdOf(keys.publicKey))],
      ]),
    };
  };
  const root = ca('root', seed * 8 + 1);
  const middle = ca('middle', seed * 8 + 2);
  const keys = keysOf('P-256', 'leaf');
  const leaf: Member = {
    ...common(),
    subject: name('O=acme', 'CN=es01'),
    keys,
    serialNumber: seed * 8 + 3,
    extensions: new Map([
      ['usage', extensions.keyUsage('digitalSignature')],
      ['purposes', extensions.extendedKeyUsage('serverAuth', 'clientAuth')],
      ['names', extensions.subjectAltName(['DNS:es01', 'DNS:es01.acme.org', 'IP:10.0.0.1'])],
      ['ski', extensions.subjectKeyId(keyIdOf(keys.publicKey))],
    ]),
  };
  return {
    root,
    ca: middle,
    leaf,
    name: pick(['es01', 'es01.acme.org', '10.0.0.1', null]),
    purpose: chance(0.75) ? 'server' : 'client',
    anchors: ['root'],
    sent: ['leaf', 'ca'],
  };
}

function make(member: Member, by: Member): Uint8Array {
  const { subject, keys, signature, version, serialNumber, notAfter } = member;
  const certificate = makeCertificate({
    subject,
    issuer: member.issuer ?? by.subject,
    keys,
    signedBy: by.keys,
    signature,
    serialNumber,
    version,
    notBefore: new Date(Date.now() - 30 * 86_400_000),
    notAfter,
    extensions: [...member.extensions.values()],
    change: (parts) => {
      const changed = { ...parts };
      for (const change of member.changes) Object.assign(changed, change(changed));
      return changed;
    },
  });
  return member.afterwards?.(certificate) ?? certificate;
}
