import type { Policy } from '../../model/policy.ts';
import { type PolicyLimits, policyLimits } from './policy-limits.ts';
import { elasticsearchRuntime, kibanaRuntime, opensslGroups, opensslNames } from './runtimes.ts';
import { type TlsChoice, tlsChoice } from './tls-choice.ts';

/** Lines for one file, or for a shell: words in capitals stand for what is not known, as in fixes. */
export type EmittedFile = {
  /** On which machines, in words. */
  readonly where: string;
  /** Its path in the configuration directory; null of commands. */
  readonly file: string | null;
  readonly lines: readonly string[];
};

/** Settings that pass a policy. */
export type EmittedSettings = {
  readonly files: readonly EmittedFile[];
  /** What no setting does. */
  readonly remarks: readonly string[];
};

/** The layers of Elasticsearch with TLS of their own. */
const layers = ['xpack.security.transport.ssl', 'xpack.security.http.ssl'] as const;

/**
 * What Elasticsearch 8 and 9, and their Kibana, are to be told, so that they pass the policy: all that the policy asks for and the shipped defaults lack.
 *
 * @param at when certificates are issued
 * @throws RangeError where the policy allows nothing that they can do
 */
export function emitSettings(policy: Policy, at: Date): EmittedSettings {
  const limits = policyLimits(policy, at);
  const node = tlsChoice(limits, elasticsearchRuntime);
  const kibana = tlsChoice(limits, kibanaRuntime);
  const files: readonly EmittedFile[] = [
    { where: 'every node', file: 'elasticsearch.yml', lines: elasticsearchYml(node) },
    { where: 'every node', file: 'jvm.options.d/tls.options', lines: jvmOptions(node) },
    { where: 'Kibana', file: 'kibana.yml', lines: kibanaYml(kibana) },
    ...opensslOfKibana(kibana),
    ...certificates(limits),
  ];
  return { files: files.filter(({ lines }) => lines.length > 0), remarks: remarks(limits) };
}

function elasticsearchYml({ versions, suites }: TlsChoice): readonly string[] {
  return [
    'xpack.security.enabled: true',
    ...layers.map((layer) => `${layer}.enabled: true`),
    'xpack.security.transport.ssl.client_authentication: required',
    ...layers.flatMap((layer) => [
      ...(versions === null ? [] : [`${layer}.supported_protocols: ${list(versions)}`]),
      ...(suites === null ? [] : [`${layer}.cipher_suites: ${list(suites)}`]),
    ]),
  ];
}

/** JSSE has one list of groups for the whole process, and one of signature schemes for all its servers. */
function jvmOptions({ groups, signatureSchemes }: TlsChoice): readonly string[] {
  return [
    ...(groups === null ? [] : [`-Djdk.tls.namedGroups=${groups.join(',')}`]),
    ...(signatureSchemes === null ? [] : [`-Djdk.tls.server.SignatureSchemes=${signatureSchemes.join(',')}`]),
  ];
}

function kibanaYml({ versions, suites }: TlsChoice): readonly string[] {
  return [
    'server.ssl.enabled: true',
    ...(versions === null ? [] : [`server.ssl.supportedProtocols: ${list(versions)}`]),
    ...(suites === null ? [] : [`server.ssl.cipherSuites: ${list(suites.map((suite) => opensslNames[suite] ?? suite))}`]),
  ];
}

/** Kibana has no setting for groups and signature schemes: OpenSSL itself is told, by a file that Node.js reads at its start. */
function opensslOfKibana({ groups, signatureSchemes }: TlsChoice): readonly EmittedFile[] {
  if (groups === null && signatureSchemes === null) return [];
  return [
    { where: 'Kibana', file: 'node.options', lines: ['--openssl-config=/etc/kibana/openssl-tls.cnf'] },
    {
      where: 'Kibana',
      file: 'openssl-tls.cnf',
      lines: [
        'nodejs_conf = kibana',
        '[kibana]',
        'ssl_conf = kibana_ssl',
        '[kibana_ssl]',
        'system_default = kibana_tls',
        '[kibana_tls]',
        ...(groups === null ? [] : [`Groups = ${groups.map((group) => opensslGroups[group] ?? group).join(':')}`]),
        ...(signatureSchemes === null ? [] : [`SignatureAlgorithms = ${signatureSchemes.join(':')}`]),
      ],
    },
  ];
}

/**
 * A CA for transport alone and one for HTTP and Kibana, and what they issue: transport lets in whatever its CA signed. elasticsearch-certutil makes RSA keys alone.
 */
function certificates(limits: PolicyLimits): readonly EmittedFile[] {
  const tools = 'a machine with the tools of Elasticsearch';
  const { key, days } = limits;
  // The second of notAfter belongs to the certificate's life, so that N days from notBefore are a second more.
  const life = days === null ? 397 : days - 1;
  const isEcAlone = key.algorithms !== null && !key.algorithms.includes('RSA');
  const curve = key.curves === null || key.curves.includes('P-256') ? 'prime256v1' : 'secp384r1';
  const issued = isEcAlone ? (layer: string) => byOpenssl(layer, curve, life) : (layer: string) => [byCertutil(layer, key.rsaBits, life)];
  return [
    {
      where: `${tools}, once`,
      file: null,
      lines: isEcAlone
        ? authorities.map(
            ({ layer, name }) =>
              `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:${curve} -nodes -sha256 -days 1095 -subj "/CN=${name}" -keyout ${layer}-ca.key -out ${layer}-ca.crt`,
          )
        : authorities.map(
            ({ layer, name }) => `bin/elasticsearch-certutil ca --ca-dn "CN=${name}" --keysize ${key.rsaBits} --out "$PWD/${layer}-ca.p12"`,
          ),
    },
    { where: `${tools}, for each node`, file: null, lines: authorities.flatMap(({ layer }) => issued(layer)) },
    { where: `${tools}, for Kibana`, file: null, lines: issued('http') },
  ];
}

const authorities = [
  { layer: 'transport', name: 'Transport CA' },
  { layer: 'http', name: 'HTTP CA' },
] as const;

function byCertutil(layer: string, bits: number, days: number): string {
  return `bin/elasticsearch-certutil cert --ca ${layer}-ca.p12 --pem --keysize ${bits} --days ${days} --name NODE --dns HOST --ip ADDRESS --out "$PWD/NODE-${layer}.zip"`;
}

function byOpenssl(layer: string, curve: string, days: number): readonly string[] {
  const name = `NODE-${layer}`;
  return [
    `openssl ecparam -name ${curve} -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out ${name}.key`,
    `openssl req -new -key ${name}.key -subj "/CN=NODE" -out ${name}.csr`,
    `printf 'subjectAltName=DNS:HOST,IP:ADDRESS\\nextendedKeyUsage=serverAuth,clientAuth\\nkeyUsage=critical,digitalSignature\\n' > ${name}.ext`,
    `openssl x509 -req -sha256 -in ${name}.csr -CA ${layer}-ca.crt -CAkey ${layer}-ca.key -CAcreateserial -days ${days} -extfile ${name}.ext -out ${name}.crt`,
  ];
}

function remarks({ neededGroups, groups }: PolicyLimits): readonly string[] {
  const has = (runtime: readonly string[]) => neededGroups.every((any) => any.some((group) => runtime.includes(group)));
  return [
    ...(has(elasticsearchRuntime.groups.filter((group) => groups?.includes(group) ?? true))
      ? []
      : [
          'A hybrid group needs Elasticsearch on JDK 27 or later, and Kibana on Node.js 22.20 or later: no setting adds it to earlier ones.',
        ]),
  ];
}

function list(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}
