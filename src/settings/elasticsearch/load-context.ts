import type { MaterialUnknown } from '../../model/reasons/setup-reason.ts';
import type { ClientAuthentication, SetupProblem, TlsContext, VerificationMode } from '../../model/setup.ts';
import { ContextLoader, type ContextPlan, type LoadOptions } from './context-loader.ts';
import { contextWarnings } from './context-warnings.ts';
import { findConflicts } from './find-conflicts.ts';
import { loadIdentities } from './load-identities.ts';
import { loadTrust } from './load-trust.ts';
import { defaultCipherSuites, defaultProtocols, knownProtocols } from './tls-defaults.ts';
import { uncollectedTrust } from './uncollected-material.ts';

/** A context as it would be loaded, and what Elasticsearch says of it, apart by its two phases. */
export type LoadedContext = {
  readonly context: TlsContext;
  /** Settings that cannot be used together: found for all contexts before any file is opened. */
  readonly conflicts: readonly SetupProblem[];
  /** Found while loading: first trust, then key, then protocols and suites. */
  readonly startupErrors: readonly SetupProblem[];
  readonly warnings: readonly SetupProblem[];
  readonly unknown: readonly MaterialUnknown[];
};

/** What a context would load, checked in Elasticsearch's order. Reads the files it names; never throws. */
export async function loadContext(plan: ContextPlan, options: LoadOptions): Promise<LoadedContext> {
  const loader = new ContextLoader(plan, options);
  const { kind, prefix } = plan;
  const verification = verificationOf(loader);
  findConflicts(loader, verification.value);
  const elsewhere = options.filesAreElsewhere === true;
  const trust = elsewhere ? uncollectedTrust(loader, verification.value) : await loadTrust(loader, verification.value);
  const identities = elsewhere ? [] : await loadIdentities(loader);
  const protocols = loader.settings.chosenList(loader.key('supported_protocols'), defaultProtocols(options.version));
  const cipherSuites = loader.settings.chosenList(loader.key('cipher_suites'), defaultCipherSuites(options.version));
  checkProtocols(loader, protocols);
  checkCipherSuites(loader, cipherSuites);
  const context: TlsContext = {
    kind,
    name: prefix,
    enabled: enabledOf(loader),
    identities,
    trust,
    verification,
    clientAuthentication: clientAuthenticationOf(loader),
    protocols,
    cipherSuites,
    files: [...loader.files.values()],
    settings: [],
  };
  contextWarnings(loader, context);
  return { context, conflicts: loader.conflicts, startupErrors: loader.startupErrors, warnings: loader.warnings, unknown: loader.unknown };
}

function enabledOf(loader: ContextLoader): TlsContext['enabled'] {
  const { kind } = loader.plan;
  const standard = kind === 'remote-cluster-server' || kind === 'remote-cluster-client' || kind === 'realm' || kind === 'other-client';
  if (kind === 'transport-profile') return loader.settings.flag('xpack.security.transport.ssl.enabled', false);
  return loader.settings.flag(loader.key('enabled'), standard);
}

function verificationOf(loader: ContextLoader): TlsContext['verification'] {
  const { value, place } = loader.settings.chosen(loader.key('verification_mode'), 'full');
  const mode = value.toLowerCase();
  return isVerification(mode) ? { value: mode, place } : { value: 'full', place: null };
}

function clientAuthenticationOf(loader: ContextLoader): TlsContext['clientAuthentication'] {
  const { kind } = loader.plan;
  if (kind === 'remote-cluster-client' || kind === 'realm' || kind === 'other-client') return null;
  const { value, place } = loader.settings.chosen(loader.key('client_authentication'), '');
  const mode = value.toLowerCase();
  const standard = kind === 'transport' || kind === 'transport-profile' ? 'required' : 'none';
  return isClientAuthentication(mode) ? { value: mode, place } : { value: standard, place: null };
}

function checkProtocols(loader: ContextLoader, { value, place }: TlsContext['protocols']): void {
  if (place === null || value.some((name) => knownProtocols.some((known) => known === name))) return;
  const list = `[${value.join(', ')}]`;
  const log = `java.lang.IllegalArgumentException: no supported SSL/TLS protocol was found in the configured supported protocols: ${list}`;
  const because = { code: 'protocols-unknown', protocols: value } as const;
  loader.startupErrors.push(loader.problem('unknown-ssl-setting', because, { setting: loader.key('supported_protocols'), log }));
}

function checkCipherSuites(loader: ContextLoader, { value, place }: TlsContext['cipherSuites']): void {
  if (place === null) return;
  const wrong = value.filter((name) => !/^(?:TLS|SSL)_[A-Z0-9_]+$/.test(name));
  if (wrong.length === 0) return;
  const all = wrong.length === value.length;
  const log = `none of the ciphers [${value.join(', ')}] are supported by this JVM`;
  const setting = loader.key('cipher_suites');
  const because = { code: 'suites-unknown', setting, unknown: wrong, left: value.length - wrong.length } as const;
  const problem = loader.problem('ciphers-unsupported-by-jvm', because, {
    setting,
    stops: all,
    ...(all ? { log } : {}),
  });
  (all ? loader.startupErrors : loader.warnings).push(problem);
}

function isVerification(text: string): text is VerificationMode {
  return text === 'full' || text === 'certificate' || text === 'none';
}

function isClientAuthentication(text: string): text is ClientAuthentication {
  return text === 'none' || text === 'optional' || text === 'required';
}
