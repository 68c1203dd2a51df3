import { makeCa } from '../../../src/lab/pki.ts';
import { nodeIdentity, transport, type Workshop } from './fix-place.ts';
import type { FixScenario } from './fix-scenario.ts';

const past = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') };

/** The transport certificate of the node, beside an HTTP certificate that is well. */
function transportPair(workshop: Workshop, ...wish: [Parameters<typeof nodeIdentity>[1]?, Parameters<typeof nodeIdentity>[2]?]) {
  const identity = nodeIdentity(workshop, ...wish);
  return {
    settings: { [`${transport}.certificate`]: 'certs/transport.crt', [`${transport}.key`]: 'certs/transport.key' },
    files: { 'certs/transport.crt': identity.chainPem, 'certs/transport.key': identity.privateKeyPem },
  };
}

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
    make: (workshop) => {
      const between = makeCa({ subject: 'Issuing CA', parent: workshop.authority });
      const identity = nodeIdentity(workshop, {}, between);
      const { settings, files } = transportPair(workshop);
      return {
        settings,
        files: {
          ...files,
          'certs/transport.crt': identity.certificatePem,
          'certs/transport.key': identity.privateKeyPem,
          'intermediate.crt': between.certificatePem,
        },
      };
    },
    words: ({ config }) => ({ INTERMEDIATE: `${config}/intermediate.crt` }),
  },
  {
    rule: 'chain-unrelated-certificate',
    make: (workshop) => {
      const between = makeCa({ subject: 'Issuing CA', parent: workshop.authority });
      const identity = nodeIdentity(workshop, {}, between);
      const { settings, files } = transportPair(workshop);
      return {
        settings,
        files: {
          ...files,
          'certs/transport.crt': identity.certificatePem + workshop.authority.certificatePem + between.certificatePem,
          'certs/transport.key': identity.privateKeyPem,
          'intermediate.crt': between.certificatePem,
        },
      };
    },
    words: ({ config }) => ({ INTERMEDIATE: `${config}/intermediate.crt` }),
  },
];
