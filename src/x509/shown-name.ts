import type { GeneralName } from '../model/certificate.ts';
import { ipText } from '../model/ip-address.ts';
import { readableUtf8 } from './asn1/octet-text.ts';
import { describeName, printable } from './distinguished-name.ts';
import type { RawName } from './general-name.ts';
import { oddName } from './odd-name.ts';

/** As the record shows it: text that is safe to print. */
export function shownName(name: RawName): GeneralName {
  const shown = shownForm(name);
  const odd = oddName(name);
  return odd === null ? shown : { ...shown, odd };
}

function shownForm(name: RawName): GeneralName {
  switch (name.kind) {
    case 'dns':
    case 'email':
    case 'uri':
      return { kind: name.kind, value: printable(readableUtf8(name.value) ?? name.value) };
    case 'ip':
      return { kind: 'ip', value: ipText(name.octets) ?? Buffer.from(name.octets).toString('hex') };
    case 'directory':
      return { kind: 'directory', value: describeName(name.der) };
    case 'other':
      return { kind: 'other', value: printable(name.text) };
    case 'unreadable':
      return { kind: 'unreadable', value: `#${Buffer.from(name.der).toString('hex')}` };
  }
}
