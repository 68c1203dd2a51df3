import { gatherSetupEvidence } from '../../../src/evidence/gather-setup-evidence.ts';
import type { CertificateWish } from '../../../src/lab/certificate-wish.ts';
import { type Authority, type Identity, issue, makeCa, toPem } from '../../../src/lab/pki.ts';
import type { Deployment } from '../../../src/model/deployment.ts';
import type { Setup } from '../../../src/model/setup.ts';
import type { Severity } from '../../../src/model/severity.ts';
import { judgeSetup } from '../../../src/rules/framework/judge-setup.ts';
import { setupRules } from '../../../src/rules/setup-rules.ts';
import { kibanaSetup, nodeSetup, type SetupWish } from '../../settings/setup-files.ts';

export const transport = 'xpack.security.transport.ssl';
export const http = 'xpack.security.http.ssl';

export const ca = makeCa({ subject: 'transport CA' });
export const httpCa = makeCa({ subject: 'http CA', notAfter: daysFromNow(3000) });
const names: CertificateWish = { subject: 'es01', altNames: ['DNS:es01', 'IP:10.0.0.11'], notAfter: daysFromNow(700) };
const transportNode = issue(ca, names);
const httpNode = issue(httpCa, names);

export function daysFromNow(days: number): Date {
  return new Date(Date.now() + days * 86_400_000);
}

/** A certificate for es01 that has nothing wrong but what is wished. */
export function es01(wish: CertificateWish = {}, authority: Authority = ca): Identity {
  return issue(authority, { ...names, ...wish });
}

/** Settings by their keys; null takes one of the usual away. */
export type Settings = Readonly<Record<string, string | null>>;

type More = Omit<SetupWish, 'yml'> & {
  /** Instead of the usual ones. */ readonly transport?: Identity;
  readonly http?: Identity;
  readonly trust?: readonly Uint8Array[];
};

/** A node that has nothing wrong, and what a test changes of it. */
export function node(
  settings: Settings = {},
  { transport: own = transportNode, http: web = httpNode, trust, ...more }: More = {},
): Promise<Setup> {
  const usual: Settings = {
    'cluster.name': 'acme',
    'node.name': 'es01',
    'network.host': '10.0.0.11',
    'discovery.seed_hosts': '["es02:9300", "es03:9300"]',
    [`${transport}.enabled`]: 'true',
    [`${transport}.key`]: 'transport.key',
    [`${transport}.certificate`]: 'transport.crt',
    [`${transport}.certificate_authorities`]: 'transport-ca.crt',
    [`${http}.enabled`]: 'true',
    [`${http}.key`]: 'http.key',
    [`${http}.certificate`]: 'http.crt',
  };
  const files = {
    'transport.key': own.privateKeyPem,
    'transport.crt': own.chainPem,
    'transport-ca.crt': trust === undefined ? ca.certificatePem : pemOf(trust),
    'http.key': web.privateKeyPem,
    'http.crt': web === httpNode ? web.chainPem + httpCa.certificatePem : web.chainPem,
    ...more.files,
  };
  return nodeSetup({ ...more, yml: ymlOf({ ...usual, ...settings }), files });
}

/** A Kibana that has nothing wrong, and what a test changes of it. */
export function kibana(settings: Settings = {}, { http: web = httpNode, trust, ...more }: Omit<More, 'transport'> = {}): Promise<Setup> {
  const usual: Settings = {
    'server.host': '0.0.0.0',
    'server.ssl.enabled': 'true',
    'server.ssl.key': 'kibana.key',
    'server.ssl.certificate': 'kibana.crt',
    'elasticsearch.hosts': '["https://es01:9200"]',
    'elasticsearch.ssl.certificateAuthorities': 'es-ca.crt',
  };
  const files = {
    'kibana.key': web.privateKeyPem,
    'kibana.crt': web.chainPem,
    'es-ca.crt': trust === undefined ? httpCa.certificatePem : pemOf(trust),
    ...more.files,
  };
  return kibanaSetup({ ...more, yml: ymlOf({ ...usual, ...settings }), files });
}

function ymlOf(settings: Settings): string {
  return Object.entries(settings)
    .flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}\n`]))
    .join('');
}

function pemOf(certificates: readonly Uint8Array[]): string {
  return certificates.map((der) => toPem('CERTIFICATE', der)).join('');
}

/** One setup that breaks a rule, and what the rule has to say of it. */
export type Broken = {
  readonly rule: string;
  readonly by: string;
  readonly setup: () => Promise<Setup>;
  readonly severity: Severity;
  readonly says: RegExp;
  /** Where the finding points to, whatever the directory: `elasticsearch.yml:5`. */
  readonly at?: RegExp;
  readonly certainty?: 'likely';
  readonly stops?: true;
};

/** What all rules make of a setup. */
export async function judged(setup: Setup, deployment: Deployment = 'self') {
  return judgeSetup(setupRules, await gatherSetupEvidence(setup, { at: new Date(), deployment }));
}
