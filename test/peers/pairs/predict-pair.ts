import { predictHandshake } from '../../../src/evidence/handshake/predict-handshake.ts';
import {
  elasticsearchDefaults,
  kibanaDefaults,
  nodeLineOf,
  type ServerDefaults,
  verifierOf,
} from '../../../src/evidence/handshake/runtimes.ts';
import type { HelloContent, HelloId } from '../../../src/hellos/recorded-hello.ts';
import { helloOf } from '../../../src/hellos/recorded-hellos.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { HandshakePrediction } from '../../../src/model/handshake-prediction.ts';
import { parseCertificate } from '../../../src/x509/parse-certificate.ts';
import type { PairResult } from './run-pairs.ts';
import type { SideOptions } from './variants.ts';

/** What the product foretells of a pair. */
export function predictPair({ server, client, variant, chain, anchor }: PairResult, at: Date): Promise<HandshakePrediction> {
  const id = helloIdOf(client);
  const [leaf, ...others] = chain.map(read);
  if (leaf === undefined) throw new RangeError('a pair without a certificate');
  return predictHandshake(
    { hello: clientWith(helloOf(id), variant.client), verifier: verifierOf(id), anchors: [read(anchor)], name: 'localhost', chain: [] },
    { ...serverWith(defaultsOf(server), variant.server), chain: [leaf, ...others], clients: null },
    { at },
  );
}

function read(der: Uint8Array): Certificate {
  const parsed = parseCertificate(der);
  if (parsed.kind !== 'certificate') throw new RangeError('a certificate of a test cannot be read');
  return parsed.certificate;
}

function helloIdOf(runtime: string): HelloId {
  if (runtime.startsWith('node')) return nodeLineOf(runtime.slice('node'.length)) ?? 'node20';
  return runtime === 'python' ? 'python-openssl3.0' : (runtime as HelloId);
}

function defaultsOf(runtime: string): ServerDefaults {
  if (runtime.startsWith('jdk')) {
    const jdk = Number(runtime.slice('jdk'.length));
    const hello = helloOf(helloIdOf(runtime));
    // The server of these tests keeps the JDK's own suites.
    const of = (version: 'TLSv1.3' | 'TLSv1.2') =>
      hello.cipherSuites.filter((suite) => suite.includes('_WITH_') === (version === 'TLSv1.2'));
    return { ...elasticsearchDefaults(jdk), cipherSuites: { 'TLSv1.3': of('TLSv1.3'), 'TLSv1.2': of('TLSv1.2') } };
  }
  return kibanaDefaults(nodeLineOf(runtime.slice('node'.length)) ?? 'node20');
}

function clientWith(hello: HelloContent, options: SideOptions | undefined): HelloContent {
  const { versions, suites, groups, schemes } = options ?? {};
  return {
    ...hello,
    ...(versions === undefined ? {} : { versions }),
    ...(suites === undefined ? {} : { cipherSuites: hello.cipherSuites.filter((suite) => suites.includes(suite)) }),
    ...(groups === undefined ? {} : { groups }),
    ...(schemes === undefined ? {} : { signatureSchemes: schemes, certificateSignatureSchemes: null }),
  };
}

function serverWith(defaults: ServerDefaults, options: SideOptions | undefined): ServerDefaults {
  const { versions, suites, groups, schemes } = options ?? {};
  const kept = (version: 'TLSv1.3' | 'TLSv1.2') => {
    const own = defaults.cipherSuites[version] ?? [];
    return suites === undefined || (version === 'TLSv1.3' && !suites.some((suite) => !suite.includes('_WITH_')))
      ? own
      : suites.filter((suite) => own.includes(suite));
  };
  return {
    ...defaults,
    ...(versions === undefined ? {} : { versions }),
    cipherSuites: { 'TLSv1.3': kept('TLSv1.3'), 'TLSv1.2': kept('TLSv1.2') },
    ...(groups === undefined ? {} : { groups }),
    ...(schemes === undefined ? {} : { signatureSchemes: schemes }),
  };
}
