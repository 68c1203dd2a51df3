import type { Connection } from './catalogue/connections.ts';
import type { LogLine } from './catalogue/log-line.ts';
import type { LoggedEnds } from './log-addresses.ts';
import type { LogEntry } from './log-entries.ts';

/** Tests, the first of which that holds decides. */
type Signs = readonly (readonly [sign: RegExp, connection: Connection])[];

/** Prefixes of settings, as messages and contexts name them. */
const settings: Signs = [
  [/remote_cluster_(?:client|server)\.ssl/, 'remote-cluster'],
  [/xpack\.security\.transport\.ssl|transport\.profiles\./, 'transport'],
  [/xpack\.security\.http\.ssl/, 'http'],
  [/authc\.realms\.ldap\./, 'realm-ldap'],
  [/authc\.realms\.active_directory\./, 'realm-active-directory'],
  [/authc\.realms\.saml\./, 'realm-saml'],
  [/authc\.realms\.oidc\./, 'realm-oidc'],
  [/authc\.realms\.jwt\./, 'realm-jwt'],
  [/authc\.realms\.pki\./, 'realm-pki'],
  [/xpack\.monitoring\.exporters\./, 'monitoring'],
  [/xpack\.(?:http|notification\.email)\.ssl/, 'watcher'],
  [/reindex\.ssl/, 'reindex'],
  [/\b(?:s3|azure|gcs)\.client\./, 'repository'],
  [/ingest\.geoip\./, 'geoip'],
];

/** Classes of a stack trace and of exceptions, and loggers, which stand first and have their packages cut short. */
const classes: Signs = [
  [/ActiveDirectory(?:Realm|SessionFactory)|\[active_directory\//, 'realm-active-directory'],
  [
    /^o\.e\.x\.s\.a\.l\.|authc\.ldap\b|com\.unboundid\.ldap|Ldap(?:Realm|SessionFactory|UserSearchSessionFactory|Exception)|LDAPException|\[ldap\//,
    'realm-ldap',
  ],
  [/authc\.saml\b|org\.opensaml|net\.shibboleth|Saml(?:Realm|Authenticator)|MetadataResolver\b|\[saml\//, 'realm-saml'],
  [/^o\.e\.x\.s\.a\.o\.|authc\.oidc\b|OpenIdConnect\w*|\[oidc\//, 'realm-oidc'],
  [/^o\.e\.x\.s\.a\.j\.|authc\.jwt\b|Jw(?:t|k)(?:Realm|SetLoader|tAuthenticator)|\[jwt\//, 'realm-jwt'],
  [/^o\.e\.x\.s\.a\.p\.|authc\.pki\b|PkiRealm|\[pki\//, 'realm-pki'],
  [/^o\.e\.i\.g\.|ingest\.geoip|GeoIp\w*|geoip\.elastic\.co/, 'geoip'],
  [
    /^o\.e\.r\.[sagub]\.|repositories\.(?:s3|azure|gcs|url|blobstore|hdfs)\b|com\.amazonaws|software\.amazon\.awssdk|com\.azure\.storage|com\.google\.cloud\.storage|SdkClientException|sdk_client_exception|StorageException|Repository(?:Verification|Missing)?Exception|repository_(?:verification_)?exception|S3(?:Service|BlobContainer|Repository)|AzureStorageService|GoogleCloudStorage\w*/,
    'repository',
  ],
  [/(?:index\.)?reindex\.(?:remote\b|Reindexer|TransportReindex)|RemoteScrollableHitSource|Reindexer\b|RemoteReindex\w*/, 'reindex'],
  [/^o\.e\.x\.m\.e\.|monitoring\.exporter|HttpExporter\w*|HttpResource\b/, 'monitoring'],
  [
    /^o\.e\.x\.w\.|xpack\.watcher|notification\.email|com\.sun\.mail|(?:javax|jakarta)\.mail|ExecutableWebhookAction|ExecutableEmailAction|ExecutableHttpInput/,
    'watcher',
  ],
  [
    /RemoteCluster(?:Connection|Service|Aware)|RemoteConnection(?:Manager|Strategy)|(?:Sniff|Proxy)ConnectionStrategy|remote_connection_strategy|profile=_remote_cluster|cluster:internal\/remote_cluster/,
    'remote-cluster',
  ],
];

const channels: Signs = [
  [/Netty4HttpChannel|SecurityHttp|HttpServerTransport|AbstractHttpServerTransport|SecureHttp/, 'http'],
  [
    /Netty4TcpChannel|TcpTransport|SecurityNetty4Transport|SecureNetty4Transport|TransportHandshaker|\bCoordinator\b|PeerFinder|JoinHelper|ClusterFormationFailureHelper|HandshakingTransportAddressConnector/,
    'transport',
  ],
];

/** Loggers of Kibana, and hosts that its plugins connect to. */
const ofKibana: Signs = [
  [/epr\.elastic\.co|registryUrl|\/epr\/|package-registry|plugins\.fleet|^fleet|fleet-server/i, 'kibana-fleet'],
  [/telemetry/i, 'kibana-telemetry'],
  [/plugins\.actions|^actions|customHostSettings|smtp|webhook/i, 'kibana-actions'],
];

/**
 * Whose connection an entry is about: what the text alone tells, then the settings that it names, the classes in it, the channel, the logger, and the ports. Null where nothing tells.
 */
export function connectionOf(
  { message, trace, frames, logger, product }: LogEntry,
  line: Pick<LogLine, 'connection'> | null,
  context: string | null,
  { local, peer, http }: Pick<LoggedEnds, 'local' | 'peer' | 'http'>,
): Connection | null {
  if (line?.connection !== undefined) return line.connection;
  if (product === 'kibana') return connectionOfKibana(logger, `${message}\n${trace}`);
  const text = `${message}\n${trace}`.slice(0, longestLooked);
  const byContext = context === null ? null : firstOf(settings, context);
  if (byContext !== null) return byContext;
  const stack = frames.join('\n');
  return (
    firstOf(classes, `${logger}\n${text}\n${stack}`) ??
    ([local?.port, peer?.port].includes(9443) ? 'remote-cluster' : null) ??
    firstOf(settings, text) ??
    (http ? 'http' : null) ??
    firstOf(channels, `${message.slice(0, longestLooked)}\n${logger}`) ??
    (restErrorOfClient.test(text) ? 'reindex' : null) ??
    (/Http/.test(logger) ? 'http' : /Transport/.test(logger) ? 'transport' : null) ??
    byPort([local?.port, peer?.port])
  );
}

/** The REST API answers so where the node that was asked connects to something else: a call to reindex from a remote cluster, above all. Between nodes another exception is around it. */
const restErrorOfClient = /"root_cause":\[\{"type":"(?:s_s_l_\w+|ssl_\w+|validator)_exception"/;

/** Of an entry that tells of a connection it is enough. */
const longestLooked = 20_000;

function connectionOfKibana(logger: string, text: string): Connection | null {
  const byLogger = firstOf(ofKibana, logger);
  if (byLogger !== null) return byLogger;
  if (/elasticsearch|savedobjects/.test(logger)) return 'kibana-elasticsearch';
  const byText = firstOf(ofKibana, text.slice(0, longestLooked));
  if (byText !== null) return byText;
  if (/Elasticsearch nodes|:92\d\d\b/.test(text)) return 'kibana-elasticsearch';
  return /(?:^|\.)http\b|server/.test(logger) ? 'kibana-http' : null;
}

function firstOf(signs: Signs, text: string): Connection | null {
  return signs.find(([sign]) => sign.test(text))?.[1] ?? null;
}

/** Where Elasticsearch listens by default, and the next ports where several share a machine. */
function byPort(ports: readonly (number | null | undefined)[]): Connection | null {
  const port = ports.find((one) => one != null && one >= 9200 && one <= 9399);
  return port == null ? null : port >= 9300 ? 'transport' : 'http';
}
