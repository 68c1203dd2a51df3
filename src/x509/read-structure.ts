import { fromBER } from 'asn1js';
import { Certificate } from 'pkijs';
import type { FieldFault } from '../model/reasons/field-fault.ts';

/** The parts of a certificate (RFC 5280 §4.1) as pkijs reads them. Byte arrays are views of the DER. */
export type CertificateStructure = {
  /** 1, 2 or 3; what else stands there is kept as it is. */
  readonly version: number;
  /** Content of the INTEGER. */
  readonly serialNumber: Uint8Array;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  readonly extensions: readonly { readonly id: string; readonly critical: boolean; readonly value: Uint8Array }[];
};

export type StructureResult =
  | { readonly kind: 'read'; readonly structure: CertificateStructure }
  | { readonly kind: 'unreadable'; readonly because: FieldFault };

/**
 * The one door to pkijs. What comes out is plain and readonly, and everything that pkijs would decode lazily, and throw at then, is taken as bytes
 * or decoded here. It reads BER; whether the bytes are the DER that RFC 5280 asks for is judged by whoever called.
 */
export function readStructure(der: Uint8Array): StructureResult {
  try {
    const { offset, result } = fromBER(der, { maxNodes: der.length / 2, parseEmbedded: false, copyInput: false });
    if (offset === -1) return { kind: 'unreadable', because: { code: 'field-not-asn1', detail: result.error || 'not ASN.1' } };
    return { kind: 'read', structure: structureOf(new Certificate({ schema: result })) };
  } catch {
    // pkijs speaks of its schemas here, which tells a user nothing.
    return { kind: 'unreadable', because: { code: 'fields-not-of-x509' } };
  }
}

function structureOf(certificate: Certificate): CertificateStructure {
  return {
    // The wire counts from zero.
    version: certificate.version + 1,
    serialNumber: certificate.serialNumber.valueBlock.valueHexView,
    issuer: new Uint8Array(certificate.issuer.valueBeforeDecode),
    subject: new Uint8Array(certificate.subject.valueBeforeDecode),
    notBefore: certificate.notBefore.value,
    notAfter: certificate.notAfter.value,
    tbs: certificate.tbsView,
    signature: certificate.signatureValue.valueBlock.valueHexView,
    extensions: (certificate.extensions ?? []).map(({ extnID, critical, extnValue }) => ({
      id: extnID,
      critical,
      value: extnValue.valueBlock.valueHexView,
    })),
  };
}
