import {
  type CertificateWish,
  der,
  extension,
  extensions,
  type KeyKind,
  type Keys,
  keyIdOf,
  keysOf,
  makeCertificate,
  name,
  type SignatureName,
  type Usage,
} from '../support/certificate-maker.ts';

/** A question to all judges: does who trusts these anchors trust this chain? */
export type ChainCase = {
  readonly chain: readonly Uint8Array[];
  readonly anchors: readonly Uint8Array[];
  /** Of the leaf. */
  readonly keys: Keys;
  readonly name: string | null;
  readonly purpose: 'server' | 'client';
  /** What is out of the ordinary. */
  readonly story: readonly string[];
};

/** A small generator of numbers in [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One certificate before it is made. */
type Plan = {
  subject: readonly string[];
  /** Null: its own. */
  issuer: Plan | null;
  /** Another name for the issuer than its own. */
  issuerName: readonly string[] | null;
  keys: Keys;
  /** Other keys than the issuer's sign. */
  signer: Keys | null;
  signature: SignatureName;
  notBefore: Date;
  notAfter: Date;
  version: 1 | 3;
  serialNumber: number;
  basic: { readonly isCa: boolean; readonly pathLength: number | null } | null;
  usages: readonly Usage[] | null;
  purposes: readonly string[] | null;
  names: readonly string[] | null;
  ski: 'right' | 'wrong' | 'none';
  aki: 'right' | 'wrong' | 'none' | 'serial' | 'wrong-serial';
  more: Uint8Array[];
};

const day = 86_400_000;
const hosts = [
  'es01.acme.org',
  'es01',
  'node-1.acme.org',
  'a.b.acme.org',
  'acme.org',
  '10.0.0.1',
  'fd00::1',
  'es_01',
  'ES01.acme.org',
  'x.local',
  'es01.acme.org.',
  'xn--bcher-kva.acme.org',
  'es01-.acme.org',
  '-es01.acme.org',
  'localhost',
  '10.0.1',
  'es01..acme.org',
];
const patterns = [
  'DNS:es01.acme.org',
  'DNS:es01',
  'DNS:*.acme.org',
  'DNS:node*.acme.org',
  'DNS:*1.acme.org',
  'DNS:n*d*1.acme.org',
  'DNS:es01.*.org',
  'DNS:*.*.org',
  'DNS:*',
  'DNS:*.org',
  'DNS:*.local',
  'DNS:es_01',
  'DNS:ES01.ACME.ORG',
  'DNS:10.0.0.1',
  'DNS:a.b.acme.org',
  'DNS:*.b.acme.org',
  'DNS:acme.org',
  'DNS:xn--bcher-kva.acme.org',
  'DNS:xn--*.acme.org',
  'DNS:*-kva.acme.org',
  'DNS:es01-.acme.org',
  'DNS:-es01.acme.org',
  'DNS:localhost',
  'DNS:10.0.1',
  'DNS:es01.acme.org.',
  'DNS:',
  'IP:10.0.0.1',
  'IP:#fd000000000000000000000000000001',
  'email:ops@acme.org',
  'URI:https://es01.acme.org/',
  'other:2.5.4.3=node-1',
  'dirName:O=acme/CN=es01',
];
const constraintNames = [
  'DNS:acme.org',
  'DNS:example.org',
  'DNS:es01.acme.org',
  'DNS:.acme.org',
  'DNS:org',
  'DNS:es01',
  'IP:#0a000000ff000000',
  'IP:#0b000000ff000000',
  'IP:#fd00000000000000000000000000000000ff0000000000000000000000000000'.slice(0, 68),
  'email:acme.org',
  'email:ops@acme.org',
  'email:.acme.org',
  'URI:acme.org',
  'URI:.acme.org',
  'URI:es01.acme.org',
  'dirName:O=acme',
  'dirName:O=other',
  'dirName:O=acme/CN=es01',
];
const caKinds: readonly KeyKind[] = [
  'P-256',
  'P-256',
  'P-256',
  'P-384',
  'P-521',
  'P-224',
  'RSA-2048',
  'RSA-2048',
  'RSA-1024',
  'Ed25519',
  'Ed448',
  'brainpoolP256r1',
  'secp256k1',
  'DSA-2048',
  'RSA-PSS-2048',
];

/** One case, wholly given by its seed but for keys and the time of day. */
export function randomChain(seed: number): ChainCase {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const chance = (share: number): boolean => random() < share;
  const story: string[] = [];
  const now = Date.now();
  let serial = seed * 100 + 1;

  const plan = (label: string, issuer: Plan | null, ca: boolean, kind: KeyKind): Plan => ({
    subject: ['O=acme', `CN=${label}`],
    issuer,
    issuerName: null,
    keys: keysOf(kind, label),
    signer: null,
    signature: kindOf(issuer?.keys ?? keysOf(kind, label)) === 'rsa-pss' ? 'pss-sha256' : 'sha256',
    notBefore: new Date(now - 30 * day),
    notAfter: new Date(now + 30 * day),
    version: 3,
    serialNumber: serial++,
    basic: ca ? { isCa: true, pathLength: null } : chance(0.5) ? { isCa: false, pathLength: null } : null,
    usages: ca ? ['keyCertSign', 'cRLSign'] : ['digitalSignature', 'keyEncipherment'],
    purposes: ca ? null : ['serverAuth', 'clientAuth'],
    names: ca ? null : ['DNS:es01.acme.org', 'DNS:es01', 'IP:10.0.0.1'],
    ski: 'right',
    aki: issuer === null ? 'none' : 'right',
    more: [],
  });

  const rare = chance(0.2);
  const kind = (): KeyKind => (rare && chance(0.5) ? pick(caKinds) : 'P-256');
  const root = plan('root', null, true, kind());
  const depth = pick([0, 0, 1, 1, 1, 2, 2, 3, 5, 7, 9]);
  const cas: Plan[] = [root];
  for (let i = 0; i < depth; i++) cas.push(plan(`ca ${i + 1}`, cas[cas.length - 1] ?? root, true, kind()));
  const leafKinds: readonly KeyKind[] = ['P-384', 'P-521', 'Ed25519', 'Ed448', 'RSA-1024', 'RSA-PSS-2048'];
  const leaf = plan('es01', cas[cas.length - 1] ?? root, false, chance(0.1) ? pick(leafKinds) : pick(['P-256', 'P-256', 'RSA-2048']));
  leaf.subject = ['O=acme', 'CN=es01'];
  const all = [...cas, leaf];

  const someCa = (): Plan => pick(cas);
  const anyone = (): Plan => (chance(0.4) ? leaf : someCa());
  /** Things that happen to single certificates before they are made. */
  const mishaps: Readonly<Record<string, () => void>> = {
    expired: () => {
      const it = anyone();
      it.notBefore = new Date(now - 40 * day);
      it.notAfter = new Date(now - day);
    },
    'not yet valid': () => {
      const it = anyone();
      it.notBefore = new Date(now + day);
    },
    'purposes of the leaf': () => {
      leaf.purposes = pick([
        null,
        ['serverAuth'],
        ['clientAuth'],
        ['anyExtendedKeyUsage'],
        ['codeSigning'],
        ['1.3.6.1.4.1.311.10.3.3'],
        ['2.16.840.1.113730.4.1'],
      ]);
    },
    'purposes of a CA': () => {
      someCa().purposes = pick([['serverAuth'], ['clientAuth'], ['anyExtendedKeyUsage'], ['codeSigning'], ['serverAuth', 'clientAuth']]);
    },
    'usages of the leaf': () => {
      leaf.usages = pick<readonly Usage[] | null>([
        null,
        ['digitalSignature'],
        ['keyEncipherment'],
        ['keyAgreement'],
        ['nonRepudiation'],
        ['keyCertSign'],
        ['dataEncipherment'],
      ]);
    },
    'usages of a CA': () => {
      someCa().usages = pick<readonly Usage[] | null>([
        null,
        ['cRLSign'],
        ['digitalSignature'],
        ['keyCertSign'],
        ['digitalSignature', 'keyCertSign'],
      ]);
    },
    'no CA': () => {
      someCa().basic = pick([null, { isCa: false, pathLength: null }]);
    },
    'path length': () => {
      someCa().basic = { isCa: true, pathLength: pick([0, 0, 1, 2]) };
    },
    'leaf is a CA': () => {
      leaf.basic = { isCa: true, pathLength: null };
    },
    names: () => {
      leaf.names = chance(0.2) ? null : Array.from({ length: pick([1, 1, 2, 3]) }, () => pick(patterns));
    },
    'common names': () => {
      leaf.names = chance(0.7) ? null : ['IP:10.0.0.1', 'email:ops@acme.org'].slice(pick([0, 1]));
      leaf.subject = pick([
        ['CN=es01'],
        ['CN=es01.acme.org'],
        ['CN=*.acme.org'],
        ['CN=es01', 'CN=other'],
        ['CN=other', 'CN=es01'],
        ['O=acme'],
        ['CN=10.0.0.1'],
        ['CN=ES01'],
      ]);
    },
    'e-mail in the subject': () => {
      leaf.subject = ['O=acme', 'CN=es01', pick(['emailAddress=ops@acme.org', 'emailAddress=ops@example.com'])];
      if (chance(0.5)) leaf.names = null;
    },
    'name constraints': () => {
      const list = (share: number): readonly string[] =>
        chance(share) ? Array.from({ length: pick([1, 1, 2, 3]) }, () => pick(constraintNames)) : [];
      const permitted = list(0.7);
      const excluded = permitted.length === 0 ? [pick(constraintNames)] : list(0.3);
      someCa().more.push(extensions.nameConstraints(permitted, excluded, chance(0.8)));
    },
    'critical extension': () => {
      const id = pick(['1.2.3.4.5', '2.5.29.14', '2.5.29.35', '2.5.29.18', '2.5.29.31', '1.3.6.1.5.5.7.1.1', '2.5.29.54', '2.5.29.16']);
      const it = anyone();
      if (id === '2.5.29.14') {
        it.ski = 'none';
        it.more.push(extension(id, true, der.octets(keyIdOf(it.keys.publicKey))));
      } else if (id === '2.5.29.35') {
        if (it.issuer === null) return;
        it.aki = 'none';
        it.more.push(extension(id, true, der.sequence(der.raw(0x80, keyIdOf(it.issuer.keys.publicKey)))));
      } else if (id === '2.5.29.18') it.more.push(extension(id, true, der.sequence(der.text(0x82, 'acme.org'))));
      else if (id === '2.5.29.31')
        it.more.push(extension(id, true, der.sequence(der.sequence(der.raw(0xa0, der.raw(0xa0, der.text(0x86, 'http://acme.org/crl')))))));
      else if (id === '1.3.6.1.5.5.7.1.1')
        it.more.push(extension(id, true, der.sequence(der.sequence(der.oid('1.3.6.1.5.5.7.48.1'), der.text(0x86, 'http://acme.org')))));
      else if (id === '2.5.29.54') it.more.push(extension(id, true, der.integer(1)));
      else if (id === '2.5.29.16') it.more.push(extension(id, true, der.sequence(der.text(0x80, '20200101000000Z'))));
      else it.more.push(extension(id, true, der.null()));
    },
    'extension that is unknown': () => {
      anyone().more.push(extension('1.2.3.4.5', false, der.null()));
    },
    'huge extension': () => {
      anyone().more.push(extension('1.2.3.4.6', false, der.octets(new Uint8Array(pick([9_000, 16_000, 31_000, 33_000, 60_000, 99_000])))));
    },
    'broken extension': () => {
      const id = pick(['2.5.29.17', '2.5.29.37', '2.5.29.19', '2.5.29.15', '2.5.29.30']);
      const it = anyone();
      if (id === '2.5.29.17') it.names = null;
      if (id === '2.5.29.37') it.purposes = null;
      if (id === '2.5.29.19') it.basic = null;
      if (id === '2.5.29.15') it.usages = null;
      it.more.push(extension(id, chance(0.5), Uint8Array.of(0x30, 0x03, 0x82, 0x05, 0x61)));
    },
    'extension twice': () => {
      const it = anyone();
      const twice = pick([
        extensions.subjectAltName(['DNS:es01.acme.org']),
        extensions.keyUsage('digitalSignature', 'keyCertSign'),
        extension('1.2.3.4.5', false, der.null()),
      ]);
      it.more.push(twice, twice);
    },
    'key ids': () => {
      const it = anyone();
      it.aki = pick(['wrong', 'none', 'serial', 'wrong-serial']);
    },
    'subject key id': () => {
      someCa().ski = pick(['wrong', 'none']);
    },
    'version 1': () => {
      const it = anyone();
      it.version = 1;
    },
    digest: () => {
      const it = anyone();
      const keys = it.issuer?.keys ?? it.keys;
      const type = kindOf(keys);
      it.signature =
        type === 'rsa'
          ? pick(['md5', 'sha1', 'sha224', 'sha384', 'sha512', 'pss-sha256', 'pss-sha384'])
          : type === 'rsa-pss'
            ? pick(['pss-sha256', 'pss-sha512'])
            : pick(['sha1', 'sha224', 'sha256']);
    },
    'forged signature': () => {
      anyone().signer = keysOf('P-256', 'forger');
    },
    'issuer by another name': () => {
      anyone().issuerName = pick([
        ['O=acme', 'CN=nobody'],
        ['O=ACME', 'CN=ROOT'],
        ['O=acme', 'CN=root'],
      ]);
    },
    'another kind of string': () => {
      const it = anyone();
      const [o, cn] = (it.issuer ?? it).subject;
      if (o === undefined || cn === undefined) return;
      const change = pick<(text: string) => string>([
        (text) => text.replace('=', '=%'),
        (text) => text.replace('=', '=~'),
        (text) => text.replace('=', '=&'),
        (text) => text.toUpperCase(),
        (text) => text.replace('=', '= '),
        (text) => text.replace('=', '=  ').replace(/$/, '  '),
        (text) => text.replace(' ', '  '),
        (text) => text.replace('o', 'ö'),
      ]);
      it.issuerName = chance(0.5) ? [o, change(cn)] : [change(o), change(cn)];
    },
    'Netscape certificate type': () => {
      anyone().more.push(
        extension(
          '2.16.840.1.113730.1.1',
          chance(0.3),
          der.bits(Uint8Array.of(pick([0x80, 0x40, 0xc0, 0x04, 0x20])), pick([5, 0]) === 5 ? 2 : 0),
        ),
      );
    },
    'critical purposes': () => {
      const it = anyone();
      const [oids] = [pick([['serverAuth'], ['clientAuth'], ['serverAuth', 'clientAuth']])];
      it.purposes = null;
      const plain = extensions.extendedKeyUsage(...oids);
      it.more.push(extension('2.5.29.37', true, plain.subarray(plain.length - oids.length * 10 - 2)));
    },
    policies: () => {
      const it = someCa();
      it.more.push(extensions.policies('1.2.3'), extensions.policyConstraints(pick([0, 1, 2])));
      if (chance(0.4))
        for (const other of all) if (other !== it) other.more.push(extensions.policies(pick(['1.2.3', '1.2.3', '1.2.4', '2.5.29.32.0'])));
    },
    'self-signed leaf': () => {
      leaf.issuer = null;
      leaf.aki = pick(['none', 'none', 'right']);
    },
    'CA with the root’s name': () => {
      const it = cas[1];
      if (it !== undefined) it.subject = root.subject;
    },
    'empty subject': () => {
      leaf.subject = [];
      if (chance(0.3)) leaf.more.push(extensions.policies('1.2.3'));
    },
  };
  const names = Object.keys(mishaps);
  const count = pick([0, 1, 1, 1, 2, 2, 3]);
  for (let i = 0; i < count; i++) {
    const mishap = pick(names);
    story.push(mishap);
    mishaps[mishap]?.();
  }

  const made = new Map<Plan, Uint8Array>();
  const make = (it: Plan): Uint8Array => {
    const known = made.get(it);
    if (known !== undefined) return known;
    const issuer = it.issuer ?? it;
    const keyId = (of: Plan): Uint8Array => (of.ski === 'wrong' ? new Uint8Array(20).fill(7) : keyIdOf(of.keys.publicKey));
    const akis: Readonly<Record<Plan['aki'], readonly Uint8Array[]>> = {
      right: [extensions.authorityKeyId(keyId(issuer))],
      wrong: [extensions.authorityKeyId(new Uint8Array(20).fill(9))],
      none: [],
      serial: [
        extensions.authorityKeyId(keyId(issuer), { issuer: name(...(issuer.issuer ?? issuer).subject), serialNumber: issuer.serialNumber }),
      ],
      'wrong-serial': [
        extensions.authorityKeyId(null, { issuer: name(...(issuer.issuer ?? issuer).subject), serialNumber: issuer.serialNumber + 1000 }),
      ],
    };
    const wish: CertificateWish = {
      subject: name(...it.subject),
      issuer: name(...(it.issuerName ?? issuer.subject)),
      keys: it.keys,
      signedBy: it.signer ?? issuer.keys,
      signature: it.signer === null ? it.signature : 'sha256',
      serialNumber: it.serialNumber,
      notBefore: it.notBefore,
      notAfter: it.notAfter,
      version: it.version,
      extensions:
        it.version === 1
          ? []
          : [
              ...(it.basic === null ? [] : [extensions.basicConstraints(it.basic.isCa, it.basic.pathLength)]),
              ...(it.usages === null ? [] : [extensions.keyUsage(...it.usages)]),
              ...(it.purposes === null ? [] : [extensions.extendedKeyUsage(...it.purposes)]),
              ...(it.names === null ? [] : [extensions.subjectAltName(it.names, it.subject.length === 0)]),
              ...(it.ski === 'none' ? [] : [extensions.subjectKeyId(keyId(it))]),
              ...akis[it.aki],
              ...it.more,
            ],
    };
    const bytes = makeCertificate(wish);
    made.set(it, bytes);
    return bytes;
  };

  let chain = [make(leaf), ...cas.slice(1).toReversed().map(make)];
  let anchors = [make(root)];
  const copy = (of: Plan, change: Partial<Plan>): Uint8Array => make({ ...of, serialNumber: serial++, more: [...of.more], ...change });
  /** Things that happen to the chain and to the trust store. */
  const circumstances: Readonly<Record<string, () => void>> = {
    'root sent': () => {
      chain.push(make(root));
    },
    'missing intermediate': () => {
      chain.splice(1 + Math.floor(random() * Math.max(1, chain.length - 1)), 1);
    },
    'leaf alone': () => {
      chain = chain.slice(0, 1);
    },
    reordered: () => {
      const [first, ...rest] = chain;
      chain = [first as Uint8Array, ...(chance(0.5) ? rest.toReversed() : rest.toSorted(() => random() - 0.5))];
    },
    'unrelated certificate': () => {
      const stranger = plan('stranger', null, true, 'P-256');
      chain.splice(1 + Math.floor(random() * chain.length), 0, make(stranger));
    },
    'certificate twice': () => {
      chain.push(pick(chain));
    },
    'look-alike root': () => {
      anchors = [copy(root, { keys: keysOf('P-256', 'lookalike'), signature: 'sha256' })];
    },
    'look-alike root beside the right one': () => {
      const other = copy(root, { keys: keysOf('P-256', 'lookalike'), signature: 'sha256', ski: pick(['right', 'none']) });
      anchors = chance(0.5) ? [other, ...anchors] : [...anchors, other];
    },
    'root re-issued': () => {
      anchors = [
        copy(root, { notBefore: new Date(now - day), notAfter: new Date(now + 300 * day), ski: pick(['right', 'right', 'wrong', 'none']) }),
      ];
    },
    'old root beside the new one': () => {
      const old = copy(root, { notBefore: new Date(now - 300 * day), notAfter: new Date(now - day) });
      anchors = chance(0.5) ? [old, ...anchors] : [...anchors, old];
    },
    'another root': () => {
      anchors = [make(plan('elsewhere', null, true, 'P-256'))];
    },
    'other roots as well': () => {
      anchors = [make(plan('elsewhere', null, true, 'P-256')), ...anchors, make(plan('nowhere', null, true, 'RSA-2048'))];
    },
    'trusted intermediate': () => {
      const it = cas[1];
      if (it !== undefined) anchors = chance(0.5) ? [make(it)] : [make(it), ...anchors];
    },
    'pinned leaf': () => {
      anchors = chance(0.6) ? [make(leaf)] : [make(leaf), ...anchors];
    },
    'CAs that certify each other': () => {
      const a = plan('one', null, true, 'P-256');
      const b = plan('two', a, true, 'P-256');
      const crossed = { ...a, issuer: b, aki: 'right' as const, serialNumber: serial++ };
      const hung = { ...leaf, issuer: a, signature: 'sha256' as const, signer: null, issuerName: null, aki: 'right' as const };
      chain = [make(hung), make(crossed), make(b)];
      if (chance(0.5)) anchors = [make(a)];
    },
    'cross-certified': () => {
      const last = cas[cas.length - 1] ?? root;
      if (last === root) return;
      const other = plan('other root', null, true, 'P-256');
      const crossed = copy(last, { issuer: other, signature: 'sha256', signer: null, issuerName: null, aki: 'right' });
      chain.splice(pick([1, chain.length]), 0, crossed);
      if (chance(0.4)) anchors = [make(other)];
      if (chance(0.3)) chain.push(make(other));
    },
    'intermediate twice, one of them expired': () => {
      const it = cas[1];
      if (it === undefined) return;
      const old = copy(it, { notBefore: new Date(now - 300 * day), notAfter: new Date(now - day) });
      chain.splice(pick([1, chain.length]), 0, old);
    },
    'look-alike intermediate': () => {
      const it = cas[1];
      if (it === undefined) return;
      const other = copy(it, { keys: keysOf('P-256', 'lookalike'), ski: pick(['right', 'none']) });
      chain.splice(pick([1, chain.length]), 0, other);
    },
  };
  const situations = Object.keys(circumstances);
  for (let i = pick([0, 0, 1, 1, 2]); i > 0; i--) {
    const situation = pick(situations);
    story.push(situation);
    circumstances[situation]?.();
  }
  const named = chance(0.6) ? pick(hosts) : chance(0.5) ? 'es01.acme.org' : null;
  const purpose = chance(0.75) ? 'server' : 'client';
  return { chain, anchors, keys: leaf.keys, name: purpose === 'server' ? named : null, purpose, story };
}

function kindOf(keys: Keys): string {
  return keys.privateKey.asymmetricKeyType ?? '';
}
