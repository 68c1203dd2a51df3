import type { CertificateReader } from '../model/certificate-flaw.ts';
import { berToDer } from './asn1/ber-to-der.ts';
import { Asn1Error, tags } from './asn1/element.ts';
import { beyondAnyPath, type Extension, type Extensions, extensionIds, extensionName, extensionReaders } from './extensions.ts';
import { encodingFault, everyReader, type Fault } from './fault.ts';
import type { RawName } from './general-name.ts';
import { looselyRead } from './loose-extensions.ts';
import { oddName } from './odd-name.ts';

/** What the extensions say; what is wrong with them is added to the faults. */
export function readExtensions(list: readonly Extension[], faults: Fault[]): Extensions {
  const byId = new Map<string, Extension[]>();
  for (const extension of list) {
    const copies = byId.get(extension.id);
    if (copies === undefined) byId.set(extension.id, [extension]);
    else copies.push(extension);
  }
  const broken = new Map<string, number>();
  const value = <K extends keyof Extensions>(name: K): Extensions[K] | null => {
    let found: Extensions[K] | null = null;
    for (const extension of byId.get(extensionIds[name]) ?? []) {
      try {
        const read = readLeniently(name, extension, faults);
        found ??= read;
      } catch (error) {
        if (!(error instanceof Asn1Error)) throw error;
        broken.set(extension.id, (broken.get(extension.id) ?? 0) + 1);
        const flaw = { code: 'extension', extension: name, how: 'broken' } as const;
        const { id, critical } = extension;
        const because = { code: 'certificate-extension-broken', fault: error.fault } as const;
        faults.push({ kind: 'malformed-extension', extension: id, critical, unreadableTo: everyReader, because, flaw });
      }
    }
    return found;
  };
  const extensions: Extensions = {
    subjectKeyIdentifier: value('subjectKeyIdentifier'),
    keyUsage: value('keyUsage'),
    subjectAltName: value('subjectAltName'),
    basicConstraints: value('basicConstraints'),
    nameConstraints: value('nameConstraints'),
    certificatePolicies: value('certificatePolicies'),
    policyMappings: value('policyMappings'),
    authorityKeyIdentifier: value('authorityKeyIdentifier'),
    policyConstraints: value('policyConstraints'),
    extendedKeyUsage: value('extendedKeyUsage'),
    inhibitAnyPolicy: value('inhibitAnyPolicy'),
    netscapeCertType: value('netscapeCertType'),
  };
  for (const [id, copies] of byId) {
    if (copies.length < 2) continue;
    const lost = broken.get(id) ?? copies.filter(({ value }) => lists.has(id) && value[0] !== tags.sequence).length;
    const critical = copies.length - lost > 1;
    const flaw = { code: 'extension', extension: extensionName(id), how: 'repeated' } as const;
    const because = { code: 'certificate-extension-repeated', extension: extensionName(id) } as const;
    faults.push({ kind: 'duplicate-extension', extension: id, critical, unreadableTo: everyReader, because, flaw });
  }
  const names = extensions.subjectAltName;
  const first = byId.get(extensionIds.subjectAltName)?.[0];
  if (names !== null && first !== undefined) faults.push(...nameFaults(names, first));
  for (const { name, reader } of unread(extensions, byId)) {
    const [first] = byId.get(extensionIds[name]) ?? [];
    if (first === undefined) continue;
    const flaw = { code: 'extension', extension: name, how: 'broken' } as const;
    const because = { code: 'certificate-flawed', flaw } as const;
    faults.push({ kind: 'unread', extension: first.id, critical: first.critical, unreadableTo: [reader], because, flaw });
  }
  return extensions;
}

type Unread = { readonly name: keyof typeof extensionIds; readonly reader: CertificateReader };

/**
 * What is proper, or not looked at here, and that one of the readers does not read: to the JDK a constraint on an e-mail address or a URI of nothing, and a path length
 * beyond four octets; to OpenSSL the extension of a proxy certificate, which it does not allow; to both, distribution points that are no list.
 */
function unread({ nameConstraints, basicConstraints }: Extensions, byId: ReadonlyMap<string, readonly Extension[]>): readonly Unread[] {
  const found: Unread[] = [];
  const bases = [...(nameConstraints?.permitted ?? []), ...(nameConstraints?.excluded ?? [])];
  if (bases.some((base) => (base.kind === 'email' || base.kind === 'uri') && /^\.?$/.test(base.value)))
    found.push({ name: 'nameConstraints', reader: 'java' });
  const [length] = byId.get(extensionIds.basicConstraints) ?? [];
  if (basicConstraints?.isCa && basicConstraints.pathLength === beyondAnyPath && !endsInFourOctets(length?.value))
    found.push({ name: 'basicConstraints', reader: 'java' });
  if (byId.has(extensionIds.proxyCertInfo)) found.push({ name: 'proxyCertInfo', reader: 'openssl' });
  const points = byId.get(extensionIds.crlDistributionPoints) ?? [];
  if (points.some(({ value }) => value[0] !== tags.sequence))
    found.push({ name: 'crlDistributionPoints', reader: 'openssl' }, { name: 'crlDistributionPoints', reader: 'java' });
  return found;
}

function endsInFourOctets(value: Uint8Array | undefined): boolean {
  return value?.at(-6) === tags.integer && value.at(-5) === 4;
}

/** Extensions that the JDK knows as well and that are read nowhere here: each is a list. */
const lists: ReadonlySet<string> = new Set([
  extensionIds.crlDistributionPoints,
  extensionIds.freshestCrl,
  extensionIds.issuerAltName,
  extensionIds.authorityInfoAccess,
]);

/** The value of an extension, also where it is BER, which all peers read, or not as RFC 5280 has it, where one of them does. Throws Asn1Error. */
function readLeniently<K extends keyof Extensions>(name: K, extension: Extension, faults: Fault[]): NonNullable<Extensions[K]> {
  const { id, critical, value } = extension;
  try {
    return extensionReaders[name](value, name);
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    const converted = berToDer(value);
    if (converted !== null && converted.read === value.length && Buffer.compare(converted.der, value) !== 0) {
      const read = extensionReaders[name](converted.der, name);
      faults.push(encodingFault({ code: 'field', fault: { code: 'field-extension-in-ber', extension: name } }, []));
      return read;
    }
    const { read, unreadableTo } = looselyRead(name, value, error);
    const flaw = { code: 'extension', extension: name, how: 'broken' } as const;
    const because = { code: 'certificate-extension-broken', fault: error.fault } as const;
    faults.push({ kind: 'malformed-extension', extension: id, critical, unreadableTo, because, flaw });
    return read;
  }
}

/** What entries of subjectAltName do to the whole list. The JDK does not read an empty one either. */
function nameFaults(names: readonly RawName[], { id, critical }: Extension): readonly Fault[] {
  const unreadableTo = everyReader.filter((reader) =>
    names.length === 0 ? reader === 'java' : names.some((name) => oddName(name)?.unreadableTo.includes(reader)),
  );
  if (unreadableTo.length === 0) return [];
  const code = names.length === 0 ? 'certificate-alternatives-empty' : 'certificate-alternative-unreadable';
  // Entries have a rule of their own; that Java does not read the certificate at all is more than that.
  const flaw =
    critical && unreadableTo.includes('java') ? ({ code: 'extension', extension: 'subjectAltName', how: 'broken' } as const) : null;
  return [{ kind: 'malformed-name', extension: id, critical, unreadableTo, because: { code }, flaw }];
}
