import { makeCa } from '../../../src/lab/pki.ts';
import { type FixPlace, nodeIdentity, transport, type Workshop } from './fix-place.ts';
import type { FixScenario } from './fix-scenario.ts';

const past = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') };

const transportSettings = { [`${transport}.certificate`]: 'certs/transport.crt', [`${transport}.key`]: 'certs/transport.key' };

/** The transport certificate of the node, beside an HTTP certificate that is well. */
function transportPair(workshop: Workshop, ...wish: [Parameters<typeof nodeIdentity>[1]?, Parameters<typeof nodeIdentity>[2]?]) {
  const identity = nodeIdentity(workshop, ...wish);
  return {
    settings: transportSettings,
    files: { 'certs/transport.crt': identity.chainPem, 'certs/transport.key': identity.privateKeyPem },
  };
}

/** The transport certificate comes from an intermediate, which stands in a file of its own; `sent` makes the file of the node. */
function belowIntermediate(workshop: Workshop, sent: (pem: { readonly leaf: string; readonly intermediate: string }) => string) {
  const between = makeCa({ subject: 'Issuing CA', parent: workshop.authority });
  const { certificatePem, privateKeyPem } = nodeIdentity(workshop, {}, between);
  return {
    settings: transportSettings,
    files: {
      'certs/transport.crt': sent({ leaf: certificatePem, intermediate: between.certificatePem }),
      'certs/transport.key': privateKeyPem,
      'intermediate.crt': between.certificatePem,
    },
  };
}

const intermediateFile = ({ config }: FixPlace) => ({ INTERMEDIATE: `${config}/intermediate.crt` });

export const certificateScenarios: readonly FixScenario[] = [
  {
    rule: 'trust-unknown-issuer',
    what: 'certificate and trust are of a foreign CA',
    make: (workshop) => {
      const foreign = makeCa({ subject: 'A foreign CA' });
      const { settings, files } = transportPair(workshop, {}, foreign);
      return {
        settings: { ...settings, [`${transport}.certificate_authorities`]: '["certs/trust.crt"]' },
        files: { ...files, 'certs/trust.crt': foreign.certificatePem },
      };
    },
    joins: true,
  },
  { rule: 'leaf-expired', make: (workshop) => transportPair(workshop, past) },
  {
    rule: 'leaf-not-yet-valid',
    make: (workshop) => transportPair(workshop, { notBefore: new Date('2090-01-01'), notAfter: new Date('2091-01-01') }),
  },
  {
    rule: 'key-certificate-mismatch',
    make: (workshop) => {
      const { settings, files } = transportPair(workshop);
      return { settings, files: { ...files, 'certs/transport.key': nodeIdentity(workshop).privateKeyPem } };
    },
    joins: true,
  },
  {
    rule: 'eku-transport-missing-clientauth',
    make: (workshop) => transportPair(workshop, { extendedKeyUsage: ['serverAuth'] }),
  },
  { rule: 'eku-missing-serverauth', make: (workshop) => transportPair(workshop, { extendedKeyUsage: ['clientAuth'] }) },
  { rule: 'san-missing', make: (workshop) => transportPair(workshop, { altNames: null }) },
  { rule: 'san-ip-missing', make: (workshop) => transportPair(workshop, { altNames: ['DNS:es03', 'IP:127.0.172.99'] }) },
  {
    rule: 'trust-missing-intermediate',
    make: (workshop) => belowIntermediate(workshop, ({ leaf }) => leaf),
    words: intermediateFile,
  },
  {
    rule: 'chain-unrelated-certificate',
    make: (workshop) => belowIntermediate(workshop, ({ leaf, intermediate }) => leaf + workshop.authority.certificatePem + intermediate),
    words: intermediateFile,
  },
];
