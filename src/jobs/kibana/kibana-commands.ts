import { dirname, join } from 'node:path';
import type { Deployment } from '../../model/deployment.ts';
import type { Setup } from '../../model/setup.ts';
import type { SetupCase, SetupRule } from '../../rules/rule.ts';
import { shellWord } from '../shell-word.ts';

/**
 * What to type on one's own machines, with the paths and names at hand; elsewhere nothing is to be typed. What stands in `<...>` is not known here. A line that begins with
 * `kibana.yml:` is what has to stand in it, and Kibana is to be restarted after the last of them.
 */
export function kibanaCommands(
  { id }: SetupRule,
  { facts = {}, context }: SetupCase,
  setup: Setup,
  deployment: Deployment,
): readonly string[] {
  if (deployment !== 'self') return [];
  const prefix = context === null || context === 'server.ssl' ? 'elasticsearch.ssl' : context;
  const file = Array.isArray(facts.files) && typeof facts.files[0] === 'string' ? facts.files[0] : null;
  const setting = Array.isArray(facts.settings) && typeof facts.settings[0] === 'string' ? facts.settings[0] : null;
  if (facts.refusedBy === 'Elasticsearch') return clientCertificate(setup, prefix);
  switch (id) {
    case 'kibana-missing-es-ca':
    case 'kibana-trusts-wrong-link':
    case 'kibana-enrollment-ca-stale':
    case 'trust-unknown-issuer':
    case 'trust-lookalike-ca':
      return trustedCa(setup, prefix);
    case 'kibana-es-scheme-mismatch':
      return rightScheme(setup, prefix, facts);
    case 'http-client-cert-required-by-surprise':
      return facts.alwaysPresentCertificate === false
        ? ['elasticsearch.yml: xpack.security.http.ssl.client_authentication: optional        (on every node)']
        : clientCertificate(setup, prefix);
    case 'kibana-es-mtls-half-configured':
      return [`kibana.yml: ${String(facts.missing)}: <file>`, restart];
    case 'leaf-expired':
    case 'leaf-not-yet-valid':
    case 'ca-expired':
    case 'san-name-mismatch':
    case 'san-ip-missing':
    case 'eku-missing-serverauth':
      return ['bin/elasticsearch-certutil http        (on a node)'];
    case 'keystore-password-wrong':
    case 'keystore-password-not-stored':
      return setting === null ? [] : [`bin/kibana-keystore add ${setting.replace(/\.path$/, '.password')}`, restart];
    case 'pem-key-encrypted':
      return setting === null ? [] : [`bin/kibana-keystore add ${setting.replace(/\.key$/, '.keyPassphrase')}`, restart];
    case 'pem-text-in-place-of-path':
      return setting === null ? [] : [`kibana.yml: ${setting}: ${join(setup.directory, 'certs', '<file>')}`, restart];
    case 'file-not-readable':
      return file === null ? [] : [`chown root:kibana ${shellWord(file)}`, `chmod 640 ${shellWord(file)}`, restart];
    case 'stale-certificate-in-memory':
      return ['systemctl kill --signal=HUP --kill-whom=main kibana'];
    default:
      return [];
  }
}

const restart = 'systemctl restart kibana';

function trustedCa(setup: Setup, prefix: string): readonly string[] {
  const file = join(setup.directory, 'certs', 'elasticsearch-ca.pem');
  return [
    `mkdir -p ${shellWord(dirname(file))}`,
    `scp <node>:/etc/elasticsearch/certs/http_ca.crt ${shellWord(file)}        (after auto-configuration)`,
    `kibana.yml: ${prefix}.certificateAuthorities: ["${file}"]`,
    restart,
  ];
}

function clientCertificate(setup: Setup, prefix: string): readonly string[] {
  const folder = join(setup.directory, 'certs');
  return [
    'bin/elasticsearch-certutil cert --pem --ca <ca.p12> --name kibana        (on a node)',
    `kibana.yml: ${prefix}.certificate: ${join(folder, 'kibana.crt')}`,
    `kibana.yml: ${prefix}.key: ${join(folder, 'kibana.key')}`,
    restart,
  ];
}

/** The hosts as they ought to be; where another protocol answers, the port is what is wrong, and that is not known. */
function rightScheme(
  { facts: { elasticsearchHosts } }: Setup,
  prefix: string,
  { host, speaks }: Readonly<Record<string, unknown>>,
): readonly string[] {
  if (prefix !== 'elasticsearch.ssl' || (speaks !== 'http' && speaks !== 'https')) return [];
  const mended = elasticsearchHosts.map((url) => (url === host ? url.replace(/^https?/i, speaks) : url));
  return mended.includes(String(host)) || !elasticsearchHosts.includes(String(host))
    ? []
    : [`kibana.yml: elasticsearch.hosts: ${JSON.stringify(mended)}`, restart];
}
