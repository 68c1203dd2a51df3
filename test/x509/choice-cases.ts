import { generateKeyPairSync, sign } from 'node:crypto';
import type { ModelChoices } from '../../src/x509/path/model-choices.ts';
import {
  der,
  extension,
  extensions,
  generalName,
  type Keys,
  keyIdOf,
  keysOf,
  makeCa,
  makeLeaf,
  name,
} from '../support/certificate-maker.ts';
import { makeRevocationList } from '../support/revocation-list-maker.ts';
import {
  all,
  allButJava,
  allButNode,
  allButRfc,
  anchored,
  asked,
  below,
  type ChoiceCase,
  caParts,
  constrained,
  disordered,
  host,
  keyed,
  leaf,
  leafParts,
  many,
  middle,
  middleDer,
  onlyJava,
  onlyNode,
  onlyRfc,
  party,
  past,
  root,
  rootDer,
  selfSigned,
  signedBy,
  sized,
  stray,
  tower,
  type Verdicts,
} from './choice-makers.ts';

type Plain = string | number | boolean | null | readonly unknown[] | ReadonlySet<unknown>;
type PathOf<T> = { [K in keyof T & string]: T[K] extends Plain ? K : `${K}.${PathOf<T[K]>}` }[keyof T & string];
/** A field of ModelChoices that decides something, by its path. */
export type Choice = Exclude<PathOf<ModelChoices>, 'title'>;

const es01 = () => makeLeaf(['DNS:es01'], middle);
const onlyJdk17 = (said: Verdicts[1]): Verdicts => ['trusted', said, 'trusted', 'trusted'];
const subject = (parts: readonly string[], names: readonly string[] = []) => makeLeaf(names, middle, { subject: name(...parts) });
const rsaKeys = (bits: number): Keys => generateKeyPairSync('rsa', { modulusLength: bits });
const onCurve = (namedCurve: string): Keys => generateKeyPairSync('ec', { namedCurve });
const rsa = party('rsa', keysOf('RSA-2048', 'rsa'));
const dsa = party('dsa', keysOf('DSA-2048', 'dsa'));
const clientOnly = extensions.extendedKeyUsage('clientAuth');
const netscape = (bits: number, critical = false) => extension('2.16.840.1.113730.1.1', critical, der.bits(Uint8Array.of(bits), 6));
const noValue = (id: string, critical = false) => extension(id, critical, der.null());
const crlPoints = der.sequence(der.sequence(der.raw(0xa0, der.raw(0xa0, der.text(0x86, 'http://acme.org/crl')))));
/** A leaf that has, beside the usual, one critical extension. */
const critical = (what: string, verdicts: Verdicts, id: string, value: Uint8Array) =>
  leaf(`critical ${what}`, verdicts, [...leafParts, extension(id, true, value)]);
/** nameConstraints that permit one base, which has bounds. */
const bounded = (base: string, ...bounds: readonly Uint8Array[]) =>
  extension('2.5.29.30', true, der.sequence(der.raw(0xa0, der.sequence(generalName(base), ...bounds))));
/** SubjectPublicKeyInfo of an RSA key that is for RSASSA-PSS alone. */
const pssKey = ({ publicKey }: Keys) =>
  der.sequence(der.sequence(der.oid('1.2.840.113549.1.1.10')), der.bits(publicKey.export({ type: 'pkcs1', format: 'der' })));
const ecdsaWithSha3 = der.sequence(der.oid('2.16.840.1.101.3.4.3.10'));
const sha3 = { algorithm: ecdsaWithSha3, outerAlgorithm: ecdsaWithSha3 };
const second = new Date(Math.floor(Date.now() / 1000) * 1000);
const pinned = selfSigned();
const pinnedPast = selfSigned(past);
const trustedLeaf = makeLeaf(['DNS:es01'], middle);

/** The common name of a CA between leaf and constraint. */
function namedCa(): readonly Uint8Array[] {
  const lower = { name: name('CN=ca.evil.org'), keys: keysOf('P-256', 'lower') };
  const upper = makeCa(middle.name, middle.keys, root, { extensions: [...caParts, extensions.nameConstraints(['DNS:acme.org'])] });
  return [makeLeaf(['DNS:es01.acme.org'], lower), makeCa(lower.name, lower.keys, middle), upper];
}

/** For each choice, chains whose verdict hangs on it. */
export const choiceCases = {
  'names.commonName': [
    host('a common name alone', onlyRfc('name-mismatch'), [], 'es01', name('CN=es01')),
    host('the first of two common names', ['name-mismatch', 'name-mismatch', 'name-mismatch', 'trusted'], [], 'a', name('CN=a', 'CN=b')),
    host('the last of two common names', onlyRfc('name-mismatch'), [], 'b', name('CN=a', 'CN=b')),
    host('a common name beside another DNS name', all('name-mismatch'), ['DNS:es02'], 'es01', name('CN=es01')),
  ],
  'names.wildcard': [
    host('a wildcard for the first label', all('trusted'), ['DNS:*.acme.org'], 'es01.acme.org'),
    host('a wildcard within the first label', onlyRfc('name-mismatch'), ['DNS:node*.acme.org'], 'node1.acme.org'),
    host(
      'a wildcard in the second label',
      ['name-mismatch', 'trusted', 'name-mismatch', 'name-mismatch'],
      ['DNS:es01.*.acme.org'],
      'es01.x.acme.org',
    ),
  ],
  'names.severalWildcards': [host('two wildcards in a label', allButJava('name-mismatch'), ['DNS:n*d*1.acme.org'], 'node1.acme.org')],
  'names.labelsAfterWildcard': [
    host('a wildcard before one label', allButJava('name-mismatch'), ['DNS:*.local'], 'es01.local'),
    host('a wildcard before no label', all('name-mismatch'), ['DNS:*'], 'es01'),
  ],
  'names.aLabels': [
    host('a wildcard in an A-label', all('name-mismatch'), ['DNS:xn--*.acme.org'], 'xn--e1a.acme.org'),
    host('a wildcard in what an A-label stands for', allButJava('name-mismatch'), ['DNS:b*r.acme.org'], 'xn--bcher-kva.acme.org'),
    host(
      'a wildcard that reaches into an A-label',
      ['name-mismatch', 'name-mismatch', 'name-mismatch', 'trusted'],
      ['DNS:x*.acme.org'],
      'xn--e1a.acme.org',
    ),
    host('a wildcard for a whole A-label', all('trusted'), ['DNS:*.acme.org'], 'xn--bcher-kva.acme.org'),
  ],
  'names.trailingDot': [
    host(
      'a DNS name with a dot at its end',
      ['malformed-certificate', 'name-mismatch', 'name-mismatch', 'trusted'],
      ['DNS:es01.acme.org.'],
      'es01.acme.org',
    ),
  ],
  'names.host': [host('a host with an underscore', onlyJava('invalid-name'), ['DNS:es_01'], 'es_01')],
  'names.shortAddresses': [host('an address with a number left out', allButJava('name-mismatch'), ['IP:10.0.0.1'], '10.0.1')],

  'names.mappedAddresses': [
    host('IPv4 in IPv6', ['name-mismatch', 'trusted', 'trusted', 'name-mismatch'], ['IP:10.0.0.1'], '::ffff:10.0.0.1'),
    host('an address with a dot at its end', all('trusted'), ['IP:10.0.0.1'], '10.0.0.1.'),
  ],

  'constraints.bounds': [
    below('a constraint with a minimum of zero', onlyRfc('malformed-certificate'), [bounded('DNS:es01', der.raw(0x80, Uint8Array.of(0)))]),
    below(
      'a constraint with a maximum',
      ['malformed-certificate', 'name-constraints', 'name-constraints', 'name-constraints'],
      [bounded('DNS:es01', der.raw(0x81, Uint8Array.of(3)))],
    ),
    below(
      'a constraint with a minimum, of another form than the names',
      ['malformed-certificate', 'name-constraints', 'name-constraints', 'trusted'],
      [bounded('email:acme.org', der.raw(0x80, Uint8Array.of(1)))],
    ),
  ],
  'constraints.wildcard': [
    constrained(
      'a wildcard that reaches what is excluded',
      onlyRfc('name-constraints'),
      { excluded: ['DNS:es01.acme.org'] },
      makeLeaf(['DNS:*.acme.org'], middle),
    ),
  ],
  'constraints.commonName': [
    constrained(
      'a common name outside, with a dot',
      allButRfc('name-constraints'),
      { permitted: ['DNS:acme.org'] },
      subject(['CN=es01.evil.org']),
    ),
    constrained(
      'a common name outside, without a dot',
      onlyJava('name-constraints'),
      { permitted: ['DNS:acme.org'] },
      subject(['CN=es01']),
    ),
    constrained(
      'an address for a common name, where DNS names are permitted',
      ['trusted', 'trusted', 'trusted', 'name-constraints'],
      { permitted: ['DNS:acme.org'] },
      subject(['CN=10.0.0.1']),
    ),
    constrained(
      'an address for a common name, where it is excluded',
      onlyJava('name-constraints'),
      { excluded: ['IP:#0a000000ff000000'] },
      subject(['CN=10.0.0.1']),
    ),
    constrained(
      'a common name with an underscore, where others are permitted',
      all('trusted'),
      { permitted: ['DNS:acme.org'] },
      subject(['CN=es_01']),
    ),
    constrained(
      'the first of two common names outside',
      onlyNode('name-constraints'),
      { permitted: ['DNS:acme.org'] },
      subject(['CN=es01.evil.org', 'CN=es01.acme.org']),
    ),
    asked('a common name outside of a CA', onlyJava('name-constraints'), namedCa()),
  ],
  'constraints.subjectEmail': [
    constrained(
      'an e-mail address in the subject, beside subjectAltName',
      onlyNode('name-constraints'),
      { permitted: ['email:acme.org'] },
      subject(['CN=a', 'emailAddress=ops@evil.org'], ['DNS:es01']),
    ),
    constrained(
      'an e-mail address in the subject, without subjectAltName',
      all('name-constraints'),
      { permitted: ['email:acme.org'] },
      subject(['CN=a', 'emailAddress=ops@evil.org']),
    ),
  ],
  'constraints.localPartCase': [
    constrained(
      'a mailbox in other case',
      allButJava('name-constraints'),
      { permitted: ['email:ops@acme.org'] },
      makeLeaf(['email:Ops@acme.org'], middle),
    ),
  ],
  'constraints.emptyBase': [
    constrained('an empty DNS base, permitted', onlyJava('name-constraints'), { permitted: ['DNS:'] }, makeLeaf(['DNS:es01'], middle)),
    constrained(
      'an empty e-mail base, permitted',
      ['trusted', 'unreadable-certificate', 'unreadable-certificate', 'name-constraints'],
      { permitted: ['email:'] },
      makeLeaf(['email:ops@acme.org'], middle),
    ),
    constrained(
      'an empty e-mail base, excluded',
      ['name-constraints', 'unreadable-certificate', 'unreadable-certificate', 'trusted'],
      { excluded: ['email:'] },
      makeLeaf(['email:ops@acme.org'], middle),
    ),
    constrained(
      'an empty URI base, permitted',
      ['trusted', 'unreadable-certificate', 'unreadable-certificate', 'name-constraints'],
      { permitted: ['URI:'] },
      makeLeaf(['URI:https://acme.org/'], middle),
    ),
    constrained(
      'an empty URI base, excluded',
      ['name-constraints', 'unreadable-certificate', 'unreadable-certificate', 'trusted'],
      { excluded: ['URI:'] },
      makeLeaf(['URI:https://acme.org/'], middle),
    ),
    constrained(
      'an empty e-mail base beside a DNS base that fits',
      onlyJava('unreadable-certificate'),
      { permitted: ['email:', 'DNS:es01'] },
      makeLeaf(['DNS:es01'], middle),
    ),
    constrained(
      'an empty DNS base behind one that fits',
      all('trusted'),
      { permitted: ['DNS:es01', 'DNS:'] },
      makeLeaf(['DNS:es01'], middle),
    ),
    constrained(
      'an empty DNS base before one that fits',
      onlyJava('name-constraints'),
      { permitted: ['DNS:', 'DNS:es01'] },
      makeLeaf(['DNS:es01'], middle),
    ),
  ],
  'constraints.otherNames': [
    constrained(
      'an otherName of another type than the constraint',
      onlyJava('name-constraints'),
      { permitted: ['other:1.2.3=es01'] },
      makeLeaf(['other:1.2.4=es01'], middle),
    ),
    constrained(
      'an otherName of another type than what is excluded',
      onlyJava('name-constraints'),
      { excluded: ['other:1.2.3=es01'] },
      makeLeaf(['other:1.2.4=es01'], middle),
    ),
    constrained(
      'an otherName of the type of the constraint',
      all('name-constraints'),
      { permitted: ['other:1.2.3=es01'] },
      makeLeaf(['other:1.2.3=es01'], middle),
    ),
  ],
  'constraints.addressFamilies': [
    constrained(
      'IPv4 where all of IPv6 is excluded',
      onlyJdk17('name-constraints'),
      { excluded: [`IP:#${'00'.repeat(32)}`] },
      makeLeaf(['IP:10.0.0.1'], middle),
    ),
    constrained(
      'IPv4 where a range of IPv6 is excluded that begins otherwise',
      all('trusted'),
      { excluded: [`IP:#fd${'00'.repeat(15)}ff${'00'.repeat(15)}`] },
      makeLeaf(['IP:10.0.0.1'], middle),
    ),
    constrained(
      'IPv6 where all of IPv4 is excluded',
      onlyJdk17('name-constraints'),
      { excluded: [`IP:#${'00'.repeat(8)}`] },
      makeLeaf([`IP:#fd${'00'.repeat(14)}01`], middle),
    ),
    constrained(
      'IPv6 where all of IPv4 is permitted',
      ['name-constraints', 'trusted', 'name-constraints', 'name-constraints'],
      { permitted: [`IP:#${'00'.repeat(8)}`] },
      makeLeaf([`IP:#fd${'00'.repeat(14)}01`], middle),
    ),
  ],
  'constraints.uriUserInfo': [
    constrained(
      'a URI with a user',
      onlyNode('name-constraints'),
      { permitted: ['URI:acme.org'] },
      makeLeaf(['URI:https://user@acme.org/'], middle),
    ),
    constrained(
      'a URI with a user and a password',
      onlyNode('name-constraints'),
      { permitted: ['URI:acme.org'] },
      makeLeaf(['URI:https://user:secret@acme.org/'], middle),
    ),
    constrained('a URI with a port', all('trusted'), { permitted: ['URI:acme.org'] }, makeLeaf(['URI:https://acme.org:9200/'], middle)),
  ],
  'constraints.strictForm': [
    constrained(
      'a constraint that is no name beside one that fits',
      onlyRfc('name-constraints'),
      { permitted: ['DNS:acme.org', 'DNS:a..b'] },
      makeLeaf(['DNS:es01.acme.org'], middle),
    ),
    leaf('a leaf that constrains names', onlyRfc('malformed-certificate'), [...leafParts, extensions.nameConstraints(['DNS:es01'])]),
  ],

  paths: [
    asked('a CA that will not do before the same CA that will', onlyNode('name-constraints'), [
      es01(),
      makeCa(middle.name, middle.keys, root, { extensions: [...caParts, extensions.nameConstraints(['DNS:acme.org'])] }),
      middleDer,
    ]),
    asked('a leaf that is trusted itself', all('trusted'), [pinned], { anchors: [pinned] }),
    asked('a leaf that is trusted itself, and has ended', allButJava('expired'), [pinnedPast], { anchors: [pinnedPast] }),
    asked('a leaf that is trusted itself, and not self-signed', onlyNode('unknown-issuer'), [trustedLeaf], { anchors: [trustedLeaf] }),
    asked(
      'an issuer by name whose key identifier is another',
      ['trusted', 'key-identifier-mismatch', 'key-identifier-mismatch', 'key-identifier-mismatch'],
      [makeLeaf(['DNS:es01'], root, { extensions: [...leafParts, extensions.authorityKeyId(new Uint8Array(20))] })],
    ),
  ],
  nameStrings: [
    asked('an issuer named in UTF-16', onlyJava('unknown-issuer'), [
      makeLeaf(['DNS:es01'], { name: name('O=acme', 'CN=~root'), keys: root.keys }),
    ]),
    asked(
      'an issuer named with an umlaut of another case',
      onlyNode('unknown-issuer'),
      [makeLeaf(['DNS:es01'], { name: name('CN=BÜCHER'), keys: root.keys })],
      { anchors: [makeCa(name('CN=bücher'), root.keys)] },
    ),
    asked('an issuer named in a PrintableString', all('trusted'), [
      makeLeaf(['DNS:es01'], { name: name('O=acme', 'CN=%root'), keys: root.keys }),
    ]),
  ],
  netscapeType: [
    leaf('a Netscape type for clients alone', allButRfc('extended-key-usage'), [...leafParts, netscape(0x80)]),
    leaf('a Netscape type for servers', all('trusted'), [...leafParts, netscape(0x40)]),
    leaf('a Netscape type for servers alone, of a client', allButRfc('extended-key-usage'), [...leafParts, netscape(0x40)], {
      purpose: 'client',
    }),
  ],

  'anchor.dates': [anchored('a root that has ended', allButJava('ca-expired'), past)],
  'anchor.pathLength': [
    anchored('a root that allows no CA below it', allButJava('path-length-exceeded'), {
      extensions: [extensions.basicConstraints(true, 0)],
    }),
    anchored('a root that allows one CA below it', all('trusted'), { extensions: [extensions.basicConstraints(true, 1)] }),
  ],
  'anchor.constraints': [
    anchored('a root that constrains names', allButJava('name-constraints'), {
      extensions: [...caParts, extensions.nameConstraints(['DNS:acme.org'])],
    }),
  ],
  'anchor.purpose': [anchored('a root for clients alone', allButJava('ca-extended-key-usage'), { extensions: [...caParts, clientOnly] })],
  'anchor.form': [
    anchored('a root with a critical extension that nobody knows', allButJava('critical-extension'), {
      extensions: [...caParts, noValue('1.2.3.4', true)],
    }),
  ],
  'anchor.byKeyUsage': [
    anchored('a root that is a CA by its keyUsage alone', allButNode('not-a-ca'), { extensions: [extensions.keyUsage('keyCertSign')] }),
  ],

  'extendedKeyUsage.any': [
    leaf('a leaf for any purpose', onlyNode('extended-key-usage'), [
      extensions.extendedKeyUsage('anyExtendedKeyUsage'),
      extensions.subjectAltName(['DNS:es01']),
    ]),
  ],
  'extendedKeyUsage.nested': [below('a CA for clients alone', allButJava('ca-extended-key-usage'), [clientOnly])],
  'extendedKeyUsage.alsoServer': ['1.3.6.1.4.1.311.10.3.3', '2.16.840.1.113730.4.1'].map((id) =>
    leaf(`a leaf for server-gated cryptography ${id}`, onlyRfc('extended-key-usage'), [extensions.extendedKeyUsage(id)]),
  ),
  'keyUsage.server': [
    leaf('a server that may encipher keys', onlyJava('key-usage'), [
      extensions.keyUsage('keyEncipherment'),
      extensions.extendedKeyUsage('serverAuth'),
    ]),
    leaf('a server that may agree on keys', onlyJava('key-usage'), [
      extensions.keyUsage('keyAgreement'),
      extensions.extendedKeyUsage('serverAuth'),
    ]),
    leaf('a server that may sign', all('trusted'), [extensions.keyUsage('digitalSignature'), extensions.extendedKeyUsage('serverAuth')]),
    leaf('a server that may not deny', all('key-usage'), [
      extensions.keyUsage('nonRepudiation'),
      extensions.extendedKeyUsage('serverAuth'),
    ]),
  ],
  'keyUsage.client': [
    leaf('a client that may agree on keys', onlyJava('key-usage'), [extensions.keyUsage('keyAgreement'), clientOnly], {
      purpose: 'client',
    }),
    leaf('a client that may sign', all('trusted'), [extensions.keyUsage('digitalSignature'), clientOnly], { purpose: 'client' }),
    leaf('a client that may encipher keys', all('key-usage'), [extensions.keyUsage('keyEncipherment'), clientOnly], { purpose: 'client' }),
  ],
  'keyUsage.besidePurposes': [
    leaf('a leaf without a purpose that may not deny', allButRfc('key-usage'), [extensions.keyUsage('nonRepudiation')]),
  ],
  handled: [
    critical('subjectKeyIdentifier', allButRfc('critical-extension'), '2.5.29.14', der.octets(keyIdOf(keysOf('P-256', 'leaf').publicKey))),
    critical('authorityKeyIdentifier', allButRfc('critical-extension'), '2.5.29.35', der.sequence()),
    critical('issuerAltName', allButRfc('critical-extension'), '2.5.29.18', der.sequence(der.text(0x82, 'acme.org'))),
    critical('cRLDistributionPoints', allButNode('critical-extension'), '2.5.29.31', crlPoints),
    critical('Netscape type', allButNode('critical-extension'), '2.16.840.1.113730.1.1', der.bits(Uint8Array.of(0x40), 6)),
    critical('OCSP no-check', allButNode('critical-extension'), '1.3.6.1.5.5.7.48.1.5', der.null()),
    critical('extension that nobody knows', all('critical-extension'), '1.2.3.4', der.null()),
  ],
  flaws: [
    leaf(
      'a broken subjectKeyIdentifier',
      ['malformed-certificate', 'trusted', 'trusted', 'malformed-certificate'],
      [...leafParts, noValue('2.5.29.14')],
    ),
    leaf('broken policies', onlyRfc('malformed-certificate'), [...leafParts, noValue('2.5.29.32')]),
    leaf(
      'broken policies, critical',
      ['malformed-certificate', 'unreadable-certificate', 'unreadable-certificate', 'trusted'],
      [...leafParts, noValue('2.5.29.32', true)],
    ),
  ],
  brokenLeaf: [
    leaf(
      'a broken subjectAltName, asked for a name',
      ['malformed-certificate', 'trusted', 'malformed-certificate', 'malformed-certificate'],
      [...leafParts.slice(0, 2), noValue('2.5.29.17')],
      { name: 'es01' },
    ),
  ],
  everyCertificateReadable: [
    asked('rubbish behind a chain', allButRfc('unreadable-certificate'), [es01(), middleDer, Uint8Array.of(0x30, 0)]),
  ],
  everyAnchorReadable: [
    asked('rubbish in the trust store', onlyJava('unreadable-certificate'), [es01(), middleDer], {
      anchors: [Uint8Array.of(0x30, 0), rootDer],
    }),
  ],
  lastSecond: [
    leaf('the begin of the last second', onlyNode('expired'), leafParts, { at: second }, { notAfter: second }),
    leaf('within the last second', allButRfc('expired'), leafParts, { at: new Date(second.getTime() + 500) }, { notAfter: second }),
    leaf('the second behind it', all('expired'), leafParts, { at: new Date(second.getTime() + 1000) }, { notAfter: second }),
  ],
  builtAnchorDates: [
    anchored('a root that has ended, of a chain out of order', all('ca-expired'), past, [...disordered([es01(), middleDer])]),
    anchored('a root that has ended, of a leaf of its own and a stranger', allButJava('ca-expired'), past, [
      makeLeaf(['DNS:es01'], root),
      stray,
    ]),
  ],
  revocation: [
    asked('a leaf on a revocation list', onlyRfc('revoked'), [makeLeaf(['DNS:es01'], root, { serialNumber: 77 })], {
      crls: [makeRevocationList({ by: root, serials: [77] })],
    }),
    asked('a leaf that is not on the revocation list', all('trusted'), [makeLeaf(['DNS:es01'], root, { serialNumber: 78 })], {
      crls: [makeRevocationList({ by: root, serials: [77] })],
    }),
  ],
  policies: [
    below(
      'a CA that requires a policy, and a leaf without',
      ['policy', 'policy', 'policy', 'trusted'],
      [extensions.policies('1.2.3'), extensions.policyConstraints(0)],
    ),
    below(
      'a CA that requires a policy, and a leaf with it',
      all('trusted'),
      [extensions.policies('1.2.3'), extensions.policyConstraints(0)],
      makeLeaf(['DNS:es01'], middle, { extensions: [...leafParts, extensions.policies('1.2.3')] }),
    ),
  ],

  'algorithms.refusedDigests': [
    signedBy('a signature with MD5', all('weak-signature'), rsa, 'md5'),
    signedBy('a signature with SHA-1', allButJava('weak-signature'), rsa, 'sha1'),
    signedBy('a signature with SHA-224', ['trusted', 'trusted', 'weak-signature', 'trusted'], rsa, 'sha224'),
    signedBy('a signature with SHA-256', all('trusted'), rsa, 'sha256'),
    signedBy('a signature with SHA3-256', onlyJava('weak-signature'), rsa, 'sha3-256'),
    signedBy('a signature with SHA-512/256', allButRfc('weak-signature'), rsa, 'sha512-256'),
  ],
  'algorithms.refusedPssDigests': [
    signedBy('RSASSA-PSS with SHA-1', allButJava('weak-signature'), rsa, 'pss-sha1'),
    signedBy('RSASSA-PSS with SHA-256', all('trusted'), rsa, 'pss-sha256'),
  ],
  'algorithms.ecdsaWithSha3': [
    asked(
      'ECDSA with SHA3-256',
      ['trusted', 'weak-signature', 'weak-signature', 'weak-signature'],
      [
        makeLeaf(['DNS:es01'], root, {
          change: () => ({ ...sha3, sign: (tbs) => sign('sha3-256', tbs, root.keys.privateKey) }),
        }),
      ],
    ),
  ],
  'algorithms.pssKeySignsAll': [
    asked(
      'PKCS#1 by a key for RSASSA-PSS',
      ['signature-invalid', 'trusted', 'trusted', 'signature-invalid'],
      [
        makeLeaf(['DNS:es01'], { name: middle.name, keys: rsa.keys }),
        makeCa(middle.name, rsa.keys, root, { change: () => ({ spki: pssKey(rsa.keys) }) }),
      ],
    ),
  ],
  'algorithms.dsa': [signedBy('a signature with DSA', ['trusted', 'trusted', 'weak-signature', 'trusted'], dsa, 'sha256')],
  'algorithms.minRsaBits': [
    keyed('an RSA key of 919 bits', allButRfc('weak-key'), rsaKeys(919)),
    keyed('an RSA key of 920 bits', onlyJava('weak-key'), rsaKeys(920)),
    keyed('an RSA key of 1023 bits', onlyJava('weak-key'), rsaKeys(1023)),
    keyed('an RSA key of 1024 bits', all('trusted'), rsaKeys(1024)),
  ],
  'algorithms.minEcBits': [
    keyed('an EC key of 128 bits', allButRfc('weak-key'), onCurve('secp128r1')),
    keyed('an EC key of 192 bits', onlyJava('weak-key'), onCurve('prime192v1')),
    keyed('an EC key of 160 bits', onlyJava('weak-key'), onCurve('secp160r1')),
  ],
  'algorithms.curves': [
    keyed('a key on secp256k1', onlyJava('weak-key'), onCurve('secp256k1')),
    keyed('a key on P-224', onlyJava('weak-key'), onCurve('secp224r1')),
    ...['prime256v1', 'secp384r1', 'secp521r1'].map((curve) => keyed(`a key on ${curve}`, all('trusted'), onCurve(curve))),
  ],
  'maxSent.server': [
    asked('ten certificates of a server', all('trusted'), many(10)),
    asked('eleven certificates of a server', onlyJava('chain-too-long'), many(11)),
  ],
  'maxSent.client': [
    asked('eight certificates of a client', all('trusted'), many(8), { purpose: 'client' }),
    asked('nine certificates of a client', ['trusted', 'trusted', 'chain-too-long', 'trusted'], many(9), { purpose: 'client' }),
    asked('ten certificates of a client', ['trusted', 'trusted', 'chain-too-long', 'trusted'], many(10), { purpose: 'client' }),
    asked('eleven certificates of a client', onlyJava('chain-too-long'), many(11), { purpose: 'client' }),
  ],
  maxMessage: [
    asked('a message of 32,768 bytes', all('trusted'), sized(32_768)),
    asked('a message of 32,769 bytes', onlyJava('chain-too-long'), sized(32_769)),
    asked('a message of 102,400 bytes', onlyJava('chain-too-long'), sized(102_400)),
    asked('a message of 102,401 bytes', allButRfc('chain-too-long'), sized(102_401)),
  ],
  maxBuilt: [
    asked('five CAs out of order', all('trusted'), disordered(tower(5))),
    asked('six CAs out of order', onlyJava('chain-too-long'), disordered(tower(6))),
    asked('six CAs in order', all('trusted'), tower(6)),
  ],
} satisfies Record<Choice, readonly ChoiceCase[]>;
