import { type Extension, findExtension } from '../wire/extension.ts';
import { ExtensionType } from '../wire/extension-types.ts';
import { protocolNameList } from '../wire/extensions/alpn.ts';
import { decodeOrRefuse } from './extension-checks.ts';
import { refuse } from './refusal.ts';
import type { MutableSeen } from './tls-seen.ts';

/** The server chooses one protocol, and one of those offered (RFC 7301 §3.1, §3.2). */
export function acceptAlpn(extensions: readonly Extension[], offered: readonly string[], seen: MutableSeen): void {
  const chosen = findExtension(extensions, ExtensionType.application_layer_protocol_negotiation);
  if (!chosen) return;
  const names = decodeOrRefuse(protocolNameList, chosen);
  const [name] = names;
  if (!name || names.length !== 1 || name.length === 0) refuse('decode_error', 'alpn-not-one-protocol');
  seen.alpn = Buffer.from(name).toString('latin1');
  if (!offered.includes(seen.alpn)) refuse('illegal_parameter', 'alpn-not-offered');
}
