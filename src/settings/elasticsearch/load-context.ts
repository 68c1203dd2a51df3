import type { MaterialUnknown } from '../../model/reasons/setup-reason.ts';
import type { ClientAuthentication, SetupProblem, TlsContext, VerificationMode } from '../../model/setup.ts';
import { ContextLoader, type ContextPlan, type LoadOptions } from './context-loader.ts';
import { contextRemarks } from './context-remarks.ts';
import { findConflicts } from './find-conflicts.ts';
import { loadIdentities } from './load-identities.ts';
import { loadTrust } from './load-trust.ts';
import { defaultCipherSuites, defaultProtocols, knownProtocols } from './tls-defaults.ts';

/** A context as it would be loaded, and what Elasticsearch says of it, apart by its two phases. */
export type LoadedContext = {
  readonly context: TlsContext;
  /** Settings that exclude each other: found for all contexts before any file is opened. */
  readonly conflicts: readonly SetupProblem[];
  /** Found while loading: first trust, then key, then protocols and suites. */
  readonly obstacles: readonly SetupProblem[];
  readonly remarks: readonly SetupProblem[];
  readonly unknown: readonly MaterialUnknown[];
};

/** What a context would load, checked in Elasticsearch's order. Reads the files it names; never throws. */
export async function loadContext(plan: ContextPlan, options: LoadOptions): Promise<LoadedContext> {
  const bench = new ContextLoader(plan, options);
  const { kind, prefix } = plan;
  const verification = verificationOf(bench);
  findConflicts(bench, verification.value);
  const trust = await loadTrust(bench, verification.value);
  const identities = await loadIdentities(bench);
  const protocols = bench.settings.chosenList(bench.key('supported_protocols'), defaultProtocols(options.version));
  const cipherSuites = bench.settings.chosenList(bench.key('cipher_suites'), defaultCipherSuites(options.version));
  checkProtocols(bench, protocols);
  checkCipherSuites(bench, cipherSuites);
  const context: TlsContext = {
    kind,
    name: prefix,
    enabled: enabledOf(bench),
    identities,
    trust,
    verification,
    clientAuthentication: clientAuthenticationOf(bench),
    protocols,
    cipherSuites,
    files: [...bench.files.values()],
    settings: [],
  };
  contextRemarks(bench, context);
  return { context, conflicts: bench.conflicts, obstacles: bench.obstacles, remarks: bench.remarks, unknown: bench.unknown };
}

function enabledOf(bench: ContextLoader): TlsContext['enabled'] {
  const { kind } = bench.plan;
  const standard = kind === 'remote-cluster-server' || kind === 'remote-cluster-client' || kind === 'realm' || kind === 'other-client';
  if (kind === 'transport-profile') return bench.settings.flag('xpack.security.transport.ssl.enabled', false);
  return bench.settings.flag(bench.key('enabled'), standard);
}

function verificationOf(bench: ContextLoader): TlsContext['verification'] {
  const { value, place } = bench.settings.chosen(bench.key('verification_mode'), 'full');
  const mode = value.toLowerCase();
  return isVerification(mode) ? { value: mode, place } : { value: 'full', place: null };
}

function clientAuthenticationOf(bench: ContextLoader): TlsContext['clientAuthentication'] {
  const { kind } = bench.plan;
  if (kind === 'remote-cluster-client' || kind === 'realm' || kind === 'other-client') return null;
  const { value, place } = bench.settings.chosen(bench.key('client_authentication'), '');
  const mode = value.toLowerCase();
  const standard = kind === 'transport' || kind === 'transport-profile' ? 'required' : 'none';
  return isClientAuthentication(mode) ? { value: mode, place } : { value: standard, place: null };
}

function checkProtocols(bench: ContextLoader, { value, place }: TlsContext['protocols']): void {
  if (place === null || value.some((name) => knownProtocols.some((known) => known === name))) return;
  const list = `[${value.join(', ')}]`;
  const log = `java.lang.IllegalArgumentException: no supported SSL/TLS protocol was found in the configured supported protocols: ${list}`;
  const detail = `None of the protocols ${list} is one that Elasticsearch knows; write TLSv1.3 or TLSv1.2.`;
  bench.obstacles.push(bench.problem('unknown-ssl-setting', detail, { setting: bench.key('supported_protocols'), log }));
}

function checkCipherSuites(bench: ContextLoader, { value, place }: TlsContext['cipherSuites']): void {
  if (place === null) return;
  const wrong = value.filter((name) => !/^(?:TLS|SSL)_[A-Z0-9_]+$/.test(name));
  if (wrong.length === 0) return;
  const all = wrong.length === value.length;
  const log = `none of the ciphers [${value.join(', ')}] are supported by this JVM`;
  const detail = `${all ? 'None' : `${wrong.length}`} of the suites in ${bench.key('cipher_suites')} ${all ? 'is' : 'are'} ${all ? 'one that' : 'not what'} a JVM knows: ${wrong.slice(0, 5).join(', ')}. The JVM wants names such as TLS_AES_256_GCM_SHA384.`;
  const problem = bench.problem('ciphers-unsupported-by-jvm', detail, {
    setting: bench.key('cipher_suites'),
    stops: all,
    ...(all ? { log } : {}),
  });
  (all ? bench.obstacles : bench.remarks).push(problem);
}

function isVerification(text: string): text is VerificationMode {
  return text === 'full' || text === 'certificate' || text === 'none';
}

function isClientAuthentication(text: string): text is ClientAuthentication {
  return text === 'none' || text === 'optional' || text === 'required';
}
