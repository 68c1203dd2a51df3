import { fromBER } from 'asn1js';
import { Certificate } from 'pkijs';

/** The parts of a certificate (RFC 5280 §4.1) with names, dates and extensions left as they are written. */
export type CertificateStructure = {
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

/**
 * The one door to pkijs. What comes out is plain and readonly, and everything that pkijs would decode lazily, and throw at then, is taken as bytes
 * or decoded here. It reads BER; whether the bytes are the DER that RFC 5280 asks for is judged by whoever called. Null where pkijs reads no certificate in them.
 */
export function readStructure(der: Uint8Array): CertificateStructure | null {
  try {
    const { offset, result } = fromBER(der, { maxNodes: der.length / 2, parseEmbedded: false, copyInput: false });
    return offset === -1 ? null : structureOf(new Certificate({ schema: result }));
  } catch {
    return null;
  }
}

function structureOf(certificate: Certificate): CertificateStructure {
  return {
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
