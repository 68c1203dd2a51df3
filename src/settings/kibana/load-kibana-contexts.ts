import { constants } from 'node:crypto';
import type { SetupProblemReason } from '../../model/reasons/setup-problem-reason.ts';
import type { Identity, SetupProblemFacts, TlsContext, Trust, VerificationMode } from '../../model/setup.ts';
import { majorOf } from '../elasticsearch/tls-defaults.ts';
import { kibanaAnchors } from './kibana-anchors.ts';
import { kibanaIdentities } from './kibana-identities.ts';
import type { KibanaClientPrefix, KibanaLoader, KibanaPrefix } from './kibana-loader.ts';

/** What Kibana would load as a server, for browsers. */
export async function loadKibanaServer(loader: KibanaLoader): Promise<TlsContext> {
  const prefix = 'server.ssl';
  loader.files = [];
  const enabled = loader.settings.flag(`${prefix}.enabled`, false);
  const asked = loader.settings.chosen(`${prefix}.clientAuthentication`, 'none');
  const mode = asked.value === 'optional' || asked.value === 'required' ? asked.value : 'none';
  findConflicts(loader, prefix);
  warnOfPasswords(loader, prefix);
  const has = (name: string) => loader.settings.text(`${prefix}.${name}`) !== null;
  if (enabled.value && !has('keystore.path') && !(has('key') && has('certificate'))) {
    const log = 'must specify [certificate] and [key] -- or [keystore.path] -- when ssl is enabled';
    const because = { code: 'kibana-server-without-key' } as const;
    loader.conflicts.push(loader.problem('ssl-enabled-without-key', prefix, because, { setting: `${prefix}.enabled`, log }));
  }
  if (!enabled.value && mode !== 'none') {
    const because = { code: 'kibana-client-auth-without-tls', mode } as const;
    loader.conflicts.push(
      loader.problem('kibana-client-auth-without-ca', prefix, because, {
        setting: `${prefix}.clientAuthentication`,
        log: 'must enable ssl to use [clientAuthentication]',
      }),
    );
  }
  const { identities, extra } = await kibanaIdentities(loader, prefix, true);
  const { anchors, broken } = await kibanaAnchors(loader, prefix, extra);
  const trust: Trust = {
    kind: broken === null ? 'anchors' : 'unknown',
    anchors,
    // Node falls back to its own roots where no CA is given.
    publicRoots: anchors.length === 0 && broken === null,
    because: broken,
    place: loader.trustPlace(prefix),
  };
  if (enabled.value && mode !== 'none' && anchors.length === 0 && broken === null) {
    const because = { code: 'kibana-client-auth-without-ca' } as const;
    loader.warnings.push(
      loader.problem('kibana-client-auth-without-ca', prefix, because, { setting: `${prefix}.clientAuthentication`, stops: false }),
    );
  }
  if (!enabled.value && enabled.place !== null && (has('keystore.path') || has('certificate'))) {
    const setting = `${prefix}.enabled`;
    const because = { code: 'disabled-with-certificate', setting } as const;
    loader.warnings.push(loader.problem('ssl-enabled-false-explicit', prefix, because, { setting, stops: false }));
  }
  const old = majorOf(loader.version);
  return {
    kind: 'kibana-server',
    name: prefix,
    enabled,
    identities,
    trust,
    verification: { value: 'certificate', place: null },
    clientAuthentication: { value: mode, place: asked.place },
    protocols: loader.settings.chosenList(
      `${prefix}.supportedProtocols`,
      old !== null && old < 9 ? ['TLSv1.1', 'TLSv1.2', 'TLSv1.3'] : ['TLSv1.2', 'TLSv1.3'],
    ),
    cipherSuites: loader.settings.chosenList(`${prefix}.cipherSuites`, constants.defaultCoreCipherList.split(':')),
    files: loader.files,
    settings: [],
  };
}

/**
 * What Kibana would load as a client of Elasticsearch.
 *
 * @param base what stands in for CAs and certificate that are not set here: Kibana merges the two
 */
export async function loadKibanaClient(
  loader: KibanaLoader,
  prefix: KibanaClientPrefix,
  base: TlsContext | null = null,
): Promise<TlsContext> {
  const hostsKey = prefix.replace(/ssl$/, 'hosts');
  loader.files = [];
  const hosts = loader.settings.list(hostsKey) ?? [];
  const usesTls = hosts.some((host) => /^https:/i.test(host));
  for (const host of hosts.filter((each) => !/^https?:\/\//i.test(each))) {
    const because = { code: 'kibana-host-no-url', setting: hostsKey, host } as const;
    const log = 'expected URI with scheme [http|https]';
    loader.conflicts.push(loader.problem('kibana-es-scheme-mismatch', prefix, because, { setting: hostsKey, log }));
  }
  const asked = loader.settings.chosen(`${prefix}.verificationMode`, 'full');
  const known = (text: string): text is VerificationMode => text === 'full' || text === 'certificate' || text === 'none';
  const verification = known(asked.value) ? { value: asked.value, place: asked.place } : { value: 'full' as const, place: null };
  if (!known(asked.value)) {
    const setting = `${prefix}.verificationMode`;
    const because = { code: 'value-unknown', setting, value: asked.value, known: ['full', 'certificate', 'none'] } as const;
    const log = `[${setting}]: types that failed validation`;
    loader.conflicts.push(loader.problem('unknown-ssl-setting', prefix, because, { setting, log }));
  }
  findConflicts(loader, prefix);
  warnOfPasswords(loader, prefix);
  const { identities: own, extra } = await kibanaIdentities(loader, prefix, false);
  const { anchors: named, broken } = await kibanaAnchors(loader, prefix, extra);
  const anchors = named.length === 0 && broken === null ? (base?.trust.anchors ?? []) : named;
  const identities = own.length === 0 ? (base?.identities ?? []) : own;
  const trust: Trust =
    verification.value === 'none'
      ? { kind: 'everything', anchors, publicRoots: false, because: null, place: verification.place }
      : {
          kind: broken === null ? 'anchors' : 'unknown',
          anchors,
          publicRoots: anchors.length === 0 && broken === null,
          because: broken,
          place: loader.trustPlace(prefix) ?? base?.trust.place ?? null,
        };
  warnOfClient(loader, prefix, verification, own);
  return {
    kind: 'kibana-elasticsearch',
    name: prefix,
    enabled: { value: usesTls, place: loader.settings.placeOf(hostsKey) },
    identities,
    trust,
    verification,
    clientAuthentication: null,
    protocols: { value: ['TLSv1.3', 'TLSv1.2'], place: null },
    cipherSuites: { value: constants.defaultCoreCipherList.split(':'), place: null },
    files: loader.files,
    settings: [],
  };
}

function warnOfClient(
  loader: KibanaLoader,
  prefix: KibanaClientPrefix,
  verification: TlsContext['verification'],
  identities: readonly Identity[],
): void {
  const text = (name: string) => loader.settings.text(`${prefix}.${name}`);
  const warning = (rule: string, because: SetupProblemReason, setting: string, facts?: SetupProblemFacts) =>
    loader.warnings.push(loader.problem(rule, prefix, because, { setting, stops: false, ...(facts === undefined ? {} : { facts }) }));
  if ((text('key') === null) !== (text('certificate') === null) && text('keystore.path') === null) {
    const [there, missing] = text('key') === null ? ['certificate', 'key'] : ['key', 'certificate'];
    warning(
      'kibana-es-mtls-half-configured',
      { code: 'kibana-presents-no-certificate', setting: `${prefix}.${there}`, missing: `${prefix}.${missing}` },
      `${prefix}.${there}`,
    );
  }
  const user = prefix.replace(/ssl$/, 'username');
  if (identities.length > 0 && loader.settings.has(user))
    warning('kibana-es-mtls-and-password', { code: 'kibana-user-wins', setting: user }, user);
  if (loader.settings.flag(`${prefix}.alwaysPresentCertificate`, false).value) {
    const setting = `${prefix}.alwaysPresentCertificate`;
    warning('kibana-always-present-certificate', { code: 'kibana-certificate-for-users', setting }, setting);
  }
  if (verification.value !== 'full') {
    const setting = `${prefix}.verificationMode`;
    const because = { code: 'kibana-verification-lowered', setting, mode: verification.value } as const;
    warning('kibana-verification-weakened', because, setting, { verification: verification.value });
  }
}

/** Passwords of a store or key that stand in kibana.yml, which kibana.keystore would protect. */
function warnOfPasswords(loader: KibanaLoader, prefix: KibanaPrefix): void {
  for (const name of ['keystore.password', 'truststore.password', 'keyPassphrase']) {
    const setting = `${prefix}.${name}`;
    if (!/\.ya?ml$/.test(loader.settings.placeOf(setting)?.file ?? '')) continue;
    const because = { code: 'password-in-yml', secure: setting, legacy: setting } as const;
    loader.warnings.push(loader.problem('password-in-yaml', prefix, because, { setting, stops: false }));
  }
}

function findConflicts(loader: KibanaLoader, prefix: KibanaPrefix): void {
  if (loader.settings.text(`${prefix}.keystore.path`) === null) return;
  for (const name of ['key', 'certificate']) {
    if (loader.settings.text(`${prefix}.${name}`) === null) continue;
    const log = `[${prefix}]: cannot use [${name}] when [keystore.path] is specified`;
    const because = { code: 'settings-exclude-each-other', settings: [`${prefix}.${name}`, `${prefix}.keystore.path`] } as const;
    loader.conflicts.push(loader.problem('conflicting-key-settings', prefix, because, { setting: `${prefix}.${name}`, log }));
    return;
  }
}
