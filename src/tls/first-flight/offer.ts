import { encode } from '../bytes/codec.ts';
import { clientHello } from '../wire/client-hello.ts';
import { ContentType } from '../wire/content-types.ts';
import type { Extension } from '../wire/extension.ts';
import { ExtensionType } from '../wire/extension-types.ts';
import { protocolNameList } from '../wire/extensions/alpn.ts';
import { pointFormats } from '../wire/extensions/ec-point-formats.ts';
import { clientKeyShares, type KeyShareEntry } from '../wire/extensions/key-share.ts';
import { pskKeyExchangeModes } from '../wire/extensions/psk-modes.ts';
import { renegotiatedConnection } from '../wire/extensions/renegotiation-info.ts';
import { serverNameList } from '../wire/extensions/server-name.ts';
import { signatureSchemeList } from '../wire/extensions/signature-algorithms.ts';
import { statusRequest } from '../wire/extensions/status-request.ts';
import { namedGroupList } from '../wire/extensions/supported-groups.ts';
import { clientSupportedVersions } from '../wire/extensions/supported-versions.ts';
import { handshakeMessage } from '../wire/handshake-message.ts';
import { HandshakeType } from '../wire/handshake-types.ts';
import { tlsRecord } from '../wire/record.ts';

/**
 * A ClientHello that nobody means to finish: it may offer what cannot be computed here, or what no version knows. All in wire numbers,
 * all sent as it stands.
 */
export type HelloOffer = {
  /** The field of the hello: the newest version up to TLS 1.2. */
  readonly legacyVersion: number;
  /** supported_versions; absent, the extension is not sent. */
  readonly supportedVersions?: readonly number[];
  /** 32 bytes. */
  readonly random: Uint8Array;
  readonly sessionId?: Uint8Array;
  readonly cipherSuites: readonly number[];
  /** Without compression when absent. */
  readonly compressionMethods?: readonly number[];
  readonly serverName?: string | null;
  readonly groups?: readonly number[];
  /** key_share; an empty list asks for a HelloRetryRequest. Absent, the extension is not sent. */
  readonly keyShares?: readonly KeyShareEntry[];
  readonly signatureSchemes?: readonly number[];
  /** For the signatures in certificates; the same when absent. */
  readonly certificateSignatureSchemes?: readonly number[];
  readonly alpn?: readonly string[];
  readonly statusRequest?: boolean;
  readonly extendedMasterSecret?: boolean;
  readonly renegotiationInfo?: boolean;
  /** The session_ticket extension with this ticket in it, empty to ask for one. */
  readonly sessionTicket?: Uint8Array;
  /** Heartbeats are welcome (RFC 6520). */
  readonly heartbeat?: boolean;
  /** Put behind the others as they are. */
  readonly extensions?: readonly Extension[];
};

/** The hello as it goes out, in one record. SSL 3.0 alone gets no extensions: its servers may take offence at them. */
export function encodeOffer(offer: HelloOffer): Uint8Array {
  const extensions = offer.legacyVersion === 0x0300 ? [] : offerExtensions(offer);
  const body = encode(clientHello, {
    version: offer.legacyVersion,
    random: offer.random,
    sessionId: offer.sessionId ?? new Uint8Array(),
    cipherSuites: offer.cipherSuites,
    compressionMethods: offer.compressionMethods ?? [0],
    extensions: extensions.length === 0 ? null : extensions,
  });
  const fragment = encode(handshakeMessage, { type: HandshakeType.client_hello, body });
  // RFC 8446 §5.1: 0x0301 for servers that choke on more.
  return encode(tlsRecord, { type: ContentType.handshake, version: Math.min(offer.legacyVersion, 0x0301), fragment });
}

function offerExtensions(offer: HelloOffer): readonly Extension[] {
  const list: Extension[] = [];
  const add = (type: number, data: Uint8Array) => list.push({ type, data });
  const { serverName, groups, signatureSchemes, certificateSignatureSchemes, alpn, supportedVersions, keyShares } = offer;
  if (serverName) add(ExtensionType.server_name, encode(serverNameList, [{ type: 0, name: Buffer.from(serverName, 'latin1') }]));
  if (offer.extendedMasterSecret) add(ExtensionType.extended_master_secret, new Uint8Array());
  if (offer.renegotiationInfo) add(ExtensionType.renegotiation_info, encode(renegotiatedConnection, new Uint8Array()));
  if (groups && groups.length > 0) add(ExtensionType.supported_groups, encode(namedGroupList, groups));
  if (groups && groups.length > 0) add(ExtensionType.ec_point_formats, encode(pointFormats, [0]));
  if (offer.sessionTicket) add(ExtensionType.session_ticket, offer.sessionTicket);
  if (alpn && alpn.length > 0) {
    const names = alpn.map((name) => Buffer.from(name, 'latin1'));
    add(ExtensionType.application_layer_protocol_negotiation, encode(protocolNameList, names));
  }
  if (offer.statusRequest) {
    const request = { statusType: 1, responderIds: [], requestExtensions: new Uint8Array() };
    add(ExtensionType.status_request, encode(statusRequest, request));
  }
  if (offer.heartbeat) add(ExtensionType.heartbeat, Uint8Array.of(1));
  if (signatureSchemes) add(ExtensionType.signature_algorithms, encode(signatureSchemeList, signatureSchemes));
  if (certificateSignatureSchemes) add(ExtensionType.signature_algorithms_cert, encode(signatureSchemeList, certificateSignatureSchemes));
  if (supportedVersions) {
    add(ExtensionType.supported_versions, encode(clientSupportedVersions, supportedVersions));
    add(ExtensionType.psk_key_exchange_modes, encode(pskKeyExchangeModes, [1]));
  }
  if (keyShares) add(ExtensionType.key_share, encode(clientKeyShares, keyShares));
  list.push(...(offer.extensions ?? []));
  return list;
}
