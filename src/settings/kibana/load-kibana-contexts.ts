import { constants } from 'node:crypto';
import type { Identity, SetupProblemFacts, TlsContext, Trust, VerificationMode } from '../../model/setup.ts';
import { majorOf } from '../elasticsearch/tls-defaults.ts';
import { kibanaAnchors } from './kibana-anchors.ts';
import { kibanaIdentities } from './kibana-identities.ts';
import type { KibanaClientPrefix, KibanaLoader, KibanaPrefix } from './kibana-loader.ts';

/** What Kibana would load as a server, for browsers. */
export async function loadKibanaServer(bench: KibanaLoader): Promise<TlsContext> {
  const prefix = 'server.ssl';
  bench.files = [];
  const enabled = bench.settings.flag(`${prefix}.enabled`, false);
  const asked = bench.settings.chosen(`${prefix}.clientAuthentication`, 'none');
  const mode = asked.value === 'optional' || asked.value === 'required' ? asked.value : 'none';
  findConflicts(bench, prefix);
  const has = (name: string) => bench.settings.text(`${prefix}.${name}`) !== null;
  if (enabled.value && !has('keystore.path') && !(has('key') && has('certificate'))) {
    const log = 'must specify [certificate] and [key] -- or [keystore.path] -- when ssl is enabled';
    const detail =
      'server.ssl.enabled is true, and neither server.ssl.keystore.path nor both server.ssl.certificate and server.ssl.key are set.';
    bench.conflicts.push(bench.problem('ssl-enabled-without-key', prefix, detail, { setting: `${prefix}.enabled`, log }));
  }
  if (!enabled.value && mode !== 'none') {
    const detail = `server.ssl.clientAuthentication is ${mode}, and server.ssl.enabled is not true.`;
    bench.conflicts.push(
      bench.problem('kibana-client-auth-without-ca', prefix, detail, {
        setting: `${prefix}.clientAuthentication`,
        log: 'must enable ssl to use [clientAuthentication]',
      }),
    );
  }
  const { identities, extra } = await kibanaIdentities(bench, prefix, true);
  const { anchors, broken } = await kibanaAnchors(bench, prefix, extra);
  const trust: Trust = {
    kind: broken === null ? 'anchors' : 'unknown',
    anchors,
    // Node falls back to its own roots where no CA is given.
    publicRoots: anchors.length === 0 && broken === null,
    because: broken,
    place: bench.trustPlace(prefix),
  };
  if (enabled.value && mode !== 'none' && anchors.length === 0 && broken === null) {
    const detail =
      'Kibana asks browsers for certificates and has no CA to judge them by: neither certificateAuthorities, truststore nor CAs in the key store.';
    bench.remarks.push(
      bench.problem('kibana-client-auth-without-ca', prefix, detail, { setting: `${prefix}.clientAuthentication`, stops: false }),
    );
  }
  if (!enabled.value && enabled.place !== null && (has('keystore.path') || has('certificate'))) {
    const detail = 'server.ssl.enabled is false, and a certificate is set: nothing is encrypted.';
    bench.remarks.push(bench.problem('ssl-enabled-false-explicit', prefix, detail, { setting: `${prefix}.enabled`, stops: false }));
  }
  const old = majorOf(bench.version);
  return {
    kind: 'kibana-server',
    name: prefix,
    enabled,
    identities,
    trust,
    verification: { value: 'certificate', place: null },
    clientAuthentication: { value: mode, place: asked.place },
    protocols: bench.settings.chosenList(
      `${prefix}.supportedProtocols`,
      old !== null && old < 9 ? ['TLSv1.1', 'TLSv1.2', 'TLSv1.3'] : ['TLSv1.2', 'TLSv1.3'],
    ),
    cipherSuites: bench.settings.chosenList(`${prefix}.cipherSuites`, constants.defaultCoreCipherList.split(':')),
    files: bench.files,
    settings: [],
  };
}

/**
 * What Kibana would load as a client of Elasticsearch.
 *
 * @param base what stands in for CAs and certificate that are not set here: Kibana merges the two
 */
export async function loadKibanaClient(
  bench: KibanaLoader,
  prefix: KibanaClientPrefix,
  base: TlsContext | null = null,
): Promise<TlsContext> {
  const hostsKey = prefix.replace(/ssl$/, 'hosts');
  bench.files = [];
  const hosts = bench.settings.list(hostsKey) ?? [];
  const usesTls = hosts.some((host) => /^https:/i.test(host));
  for (const host of hosts.filter((each) => !/^https?:\/\//i.test(each))) {
    const detail = `${hostsKey} has ${host}, which is no URL: it begins with neither https:// nor http://.`;
    const log = 'expected URI with scheme [http|https]';
    bench.conflicts.push(bench.problem('kibana-es-scheme-mismatch', prefix, detail, { setting: hostsKey, log }));
  }
  const asked = bench.settings.chosen(`${prefix}.verificationMode`, 'full');
  const known = (text: string): text is VerificationMode => text === 'full' || text === 'certificate' || text === 'none';
  const verification = known(asked.value) ? { value: asked.value, place: asked.place } : { value: 'full' as const, place: null };
  if (!known(asked.value)) {
    const detail = `${prefix}.verificationMode is ${asked.value}; full, certificate and none are known.`;
    bench.conflicts.push(
      bench.problem('unknown-ssl-setting', prefix, detail, {
        setting: `${prefix}.verificationMode`,
        log: `[${prefix}.verificationMode]: types that failed validation`,
      }),
    );
  }
  findConflicts(bench, prefix);
  const { identities: own, extra } = await kibanaIdentities(bench, prefix, false);
  const { anchors: named, broken } = await kibanaAnchors(bench, prefix, extra);
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
          place: bench.trustPlace(prefix) ?? base?.trust.place ?? null,
        };
  remarkClient(bench, prefix, verification, own);
  return {
    kind: 'kibana-elasticsearch',
    name: prefix,
    enabled: { value: usesTls, place: bench.settings.placeOf(hostsKey) },
    identities,
    trust,
    verification,
    clientAuthentication: null,
    protocols: { value: ['TLSv1.3', 'TLSv1.2'], place: null },
    cipherSuites: { value: constants.defaultCoreCipherList.split(':'), place: null },
    files: bench.files,
    settings: [],
  };
}

function remarkClient(
  bench: KibanaLoader,
  prefix: KibanaClientPrefix,
  verification: TlsContext['verification'],
  identities: readonly Identity[],
): void {
  const text = (name: string) => bench.settings.text(`${prefix}.${name}`);
  const remark = (rule: string, detail: string, setting: string, facts?: SetupProblemFacts) =>
    bench.remarks.push(bench.problem(rule, prefix, detail, { setting, stops: false, ...(facts === undefined ? {} : { facts }) }));
  if ((text('key') === null) !== (text('certificate') === null) && text('keystore.path') === null) {
    const [there, missing] = text('key') === null ? ['certificate', 'key'] : ['key', 'certificate'];
    remark(
      'kibana-es-mtls-half-configured',
      `${prefix}.${there} is set, and ${prefix}.${missing} is not: Kibana shows no certificate to Elasticsearch.`,
      `${prefix}.${there}`,
    );
  }
  const user = prefix.replace(/ssl$/, 'username');
  if (identities.length > 0 && bench.settings.has(user))
    remark('kibana-es-mtls-and-password', `Kibana has a client certificate and ${user}: the user and password win.`, user);
  if (bench.settings.flag(`${prefix}.alwaysPresentCertificate`, false).value) {
    remark(
      'kibana-always-present-certificate',
      `${prefix}.alwaysPresentCertificate is true: requests of users carry Kibana’s own certificate.`,
      `${prefix}.alwaysPresentCertificate`,
    );
  }
  if (verification.value !== 'full') {
    remark('kibana-verification-weakened', `${prefix}.verificationMode is ${verification.value}.`, `${prefix}.verificationMode`, {
      verification: verification.value,
    });
  }
}

function findConflicts(bench: KibanaLoader, prefix: KibanaPrefix): void {
  if (bench.settings.text(`${prefix}.keystore.path`) === null) return;
  for (const name of ['key', 'certificate']) {
    if (bench.settings.text(`${prefix}.${name}`) === null) continue;
    const log = `[${prefix}]: cannot use [${name}] when [keystore.path] is specified`;
    const detail = `${prefix}.${name} and ${prefix}.keystore.path exclude each other.`;
    bench.conflicts.push(bench.problem('conflicting-key-settings', prefix, detail, { setting: `${prefix}.${name}`, log }));
    return;
  }
}
