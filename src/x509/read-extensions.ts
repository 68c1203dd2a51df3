import { berToDer } from './asn1/ber-to-der.ts';
import { Asn1Error } from './asn1/element.ts';
import { type Extension, type Extensions, extensionIds, extensionName, extensionReaders } from './extensions.ts';
import { encodingFault, everyReader, type Fault } from './fault.ts';
import type { RawName } from './general-name.ts';
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
    const critical = copies.length - (broken.get(id) ?? 0) > 1;
    const flaw = { code: 'extension', extension: extensionName(id), how: 'repeated' } as const;
    const because = { code: 'certificate-extension-repeated', extension: extensionName(id) } as const;
    faults.push({ kind: 'duplicate-extension', extension: id, critical, unreadableTo: everyReader, because, flaw });
  }
  const names = extensions.subjectAltName;
  const first = byId.get(extensionIds.subjectAltName)?.[0];
  if (names !== null && first !== undefined) faults.push(...nameFaults(names, first));
  return extensions;
}

/** The value of an extension, also where it is BER: all peers read that. Throws Asn1Error. */
function readLeniently<K extends keyof Extensions>(name: K, { value }: Extension, faults: Fault[]): NonNullable<Extensions[K]> {
  try {
    return extensionReaders[name](value, name);
  } catch (error) {
    const converted = error instanceof Asn1Error ? berToDer(value) : null;
    if (converted === null || converted.read < value.length || Buffer.compare(converted.der, value) === 0) throw error;
    const read = extensionReaders[name](converted.der, name);
    faults.push(encodingFault({ code: 'field', fault: { code: 'field-extension-in-ber', extension: name } }, []));
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
