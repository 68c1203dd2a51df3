import { randomUUID } from 'node:crypto';
import { cutTo } from '../escape/cut-to.ts';
import { printable } from '../printable.ts';
import type { CertificateList, ListedCertificate } from '../sink/certificate-list.ts';
import { NotChecked } from '../sink/not-checked.ts';
import type { RunFacts, Sink } from '../sink/sink.ts';
import { type Algorithm, groupAlgorithm, keyAlgorithm, signatureAlgorithm, suiteAlgorithms } from './algorithm.ts';
import { Coverage } from './coverage.ts';
import { evidence, property } from './evidence-state.ts';
import { type CountedProfile, ProtocolList } from './protocol-list.ts';

const mostText = 1000;

/**
 * A cryptographic bill of materials (CycloneDX 1.7): each certificate, each way in which TLS is spoken, and each algorithm once, with where it was seen. Properties say of each fact how it
 * is known, and of the whole at how many endpoints each stage was gone through.
 */
export function openCycloneDx(certificates: CertificateList): Sink {
  const protocols = new ProtocolList();
  const coverage = new Coverage();
  const notChecked = new NotChecked();
  return {
    endpoint: (endpoint) => {
      certificates.endpoint(endpoint);
      protocols.endpoint(endpoint);
      coverage.endpoint(endpoint);
      notChecked.endpoint(endpoint);
    },
    finding: () => {},
    file: (file) => {
      certificates.file(file);
      notChecked.file(file);
    },
    end: function* (run) {
      const isWhole = coverage.isWhole && !notChecked.isAny(run);
      const algorithms = new Map<string, Algorithm>();
      const profiles = protocols.all();
      yield `${JSON.stringify(headOf(run, coverage)).slice(0, -1)},"components":[`;
      let isFirst = true;
      const piece = (component: unknown) => {
        const text = `${isFirst ? '' : ','}\n${JSON.stringify(component)}`;
        isFirst = false;
        return text;
      };
      for (const [index, profile] of profiles.entries()) yield piece(protocolComponent(profile, index, algorithms));
      for (const one of certificates.all()) yield piece(certificateComponent(one, run, algorithms));
      for (const algorithm of [...algorithms.values()].sort((a, b) => (a.name < b.name ? -1 : 1)))
        yield piece(algorithmComponent(algorithm));
      yield `\n],"compositions":[{"aggregate":"${isWhole ? 'complete' : 'incomplete'}"}]}\n`;
    },
  };
}

function headOf({ version, finishedAt }: RunFacts, coverage: Coverage): unknown {
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.7.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.7',
    serialNumber: `urn:uuid:${randomUUID()}`,
    version: 1,
    metadata: {
      timestamp: finishedAt,
      lifecycles: [{ phase: 'operations' }],
      tools: { components: [{ type: 'application', name: 'handclasp', version }] },
      properties: coverage.properties(),
    },
  };
}

/** The reference of an algorithm, which is listed with it. */
function referTo(algorithm: Algorithm, algorithms: Map<string, Algorithm>): string {
  const name = cutTo(printable(algorithm.name), mostText);
  const known = algorithms.get(name);
  if (known === undefined) algorithms.set(name, { ...algorithm, name });
  return `algorithm:${name}`;
}

function protocolComponent(profile: CountedProfile, index: number, algorithms: Map<string, Algorithm>): unknown {
  const { version, suites, groups, schemes, states, places, count, clientAuth } = profile;
  const number = version.replace(/^[A-Z]+v/, '').replace(/^(\d)$/, '$1.0');
  for (const group of groups) referTo(groupAlgorithm(group), algorithms);
  for (const scheme of schemes) referTo(signatureAlgorithm(scheme), algorithms);
  return {
    type: 'cryptographic-asset',
    'bom-ref': `protocol:${index + 1}`,
    name: `${version.slice(0, 3)} ${number}`,
    version: number,
    cryptoProperties: {
      assetType: 'protocol',
      protocolProperties: {
        type: 'tls',
        version: number,
        cipherSuites: suites.map((suite) => ({
          name: shown(suite),
          algorithms: suiteAlgorithms(suite).map((algorithm) => referTo(algorithm, algorithms)),
          tlsGroups: groups.map(shown),
          tlsSignatureSchemes: schemes.map(shown),
        })),
      },
    },
    evidence: { occurrences: places.map((place) => ({ location: shown(place) })) },
    properties: [
      evidence('version', states.version),
      evidence('cipherSuites', states.cipherSuites),
      evidence('algorithms', 'derived'),
      evidence('groups', states.groups),
      evidence('signatureSchemes', states.signatureSchemes),
      evidence('clientAuthentication', states.clientAuth),
      property('clientAuthentication', clientAuth),
      property('endpoints', count),
    ],
  };
}

function certificateComponent(one: ListedCertificate, { finishedAt }: RunFacts, algorithms: Map<string, Algorithm>): unknown {
  const { sha256, subject, issuer, serialNumber, notBefore, notAfter, names, keyUsage, extendedKeyUsage, isCa, role, trust } = one;
  const signature = referTo(signatureAlgorithm(one.signatureAlgorithm), algorithms);
  const key = referTo(keyAlgorithm(one.key), algorithms);
  const extension = (name: string, value: string | null) =>
    value === null || value === '' ? [] : [{ commonExtensionName: name, commonExtensionValue: shown(value) }];
  return {
    type: 'cryptographic-asset',
    'bom-ref': `certificate:${shown(sha256)}`,
    name: subject === '' ? '(no subject)' : shown(subject),
    cryptoProperties: {
      assetType: 'certificate',
      certificateProperties: {
        serialNumber: shown(serialNumber),
        subjectName: shown(subject),
        issuerName: shown(issuer),
        notValidBefore: notBefore,
        notValidAfter: notAfter,
        certificateFormat: 'X.509',
        fingerprint: { alg: 'SHA-256', content: sha256 },
        certificateState: [{ state: stateAt(finishedAt, one) }],
        certificateExtensions: [
          ...extension('basicConstraints', isCa ? 'CA:TRUE' : null),
          ...extension('keyUsage', keyUsage),
          ...extension('extendedKeyUsage', extendedKeyUsage),
          ...extension('subjectAlternativeName', names),
        ],
        relatedCryptographicAssets: [
          { type: 'signatureAlgorithm', ref: signature },
          { type: 'publicKeyAlgorithm', ref: key },
        ],
      },
    },
    evidence: { occurrences: one.places.map((place) => ({ location: shown(place) })) },
    properties: [
      evidence('certificate', 'observed'),
      evidence('state', 'derived'),
      evidence('trust', trust === 'not-checked' ? 'not checked' : 'derived'),
      property('trust', trust),
      property('shownAs', role),
      property(role === 'file' ? 'files' : 'endpoints', one.count),
      ...(one.problems === '' ? [] : [property('problems', one.problems)]),
    ],
  };
}

/** By its dates alone. */
function stateAt(at: string, { notBefore, notAfter }: Pick<ListedCertificate, 'notBefore' | 'notAfter'>): string {
  const now = Date.parse(at);
  return now < Date.parse(notBefore) ? 'pre-activation' : now > Date.parse(notAfter) ? 'deactivated' : 'active';
}

function algorithmComponent({ name, properties }: Algorithm): unknown {
  return {
    type: 'cryptographic-asset',
    'bom-ref': `algorithm:${name}`,
    name,
    cryptoProperties: { assetType: 'algorithm', algorithmProperties: properties },
    properties: [evidence('algorithm', 'derived')],
  };
}

function shown(text: string): string {
  return cutTo(printable(text), mostText);
}
