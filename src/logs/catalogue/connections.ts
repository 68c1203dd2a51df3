/** Whose connection a line of a log is about. */
export type Connection = keyof typeof connections;

/** A kind of connection, for an operator. */
export type ConnectionText = {
  /** As the object of "this is". */
  readonly title: string;
  /** Where it is set. */
  readonly settings: string;
  /** What to do where the process that connects does not trust what it meets. */
  readonly trust: string;
  /** Of a connection that a node makes to something else than a node of its cluster; absent of every other. */
  readonly asClient?: {
    /** The other end, as the object of a sentence. */
    readonly peer: string;
    /** The prefix of the settings of its TLS, without the last dot; NAME stands for that of a realm or an exporter. Null where the trust of the JVM rules. */
    readonly prefix: string | null;
  };
};

/**
 * Connections of Elasticsearch, OpenSearch and Kibana. Each trusts by settings of its own, so that a failure of one is no reason for a failure of another.
 */
export const connections = {
  transport: {
    title: 'a connection between nodes',
    settings: 'xpack.security.transport.ssl',
    trust: 'give every node the CA in xpack.security.transport.ssl.certificate_authorities or its truststore',
  },
  http: {
    title: 'a connection to the HTTP port of Elasticsearch',
    settings: 'xpack.security.http.ssl',
    trust: 'give the client the CA of the HTTP layer',
  },
  'remote-cluster': {
    title: 'a connection to or from another cluster',
    settings:
      'xpack.security.remote_cluster_client.ssl and xpack.security.remote_cluster_server.ssl, or transport.ssl with certificates of both',
    trust:
      'name the CA of the remote cluster in xpack.security.remote_cluster_client.ssl.certificate_authorities, or with transport certificates in the transport trust of both',
    asClient: { peer: 'the other cluster', prefix: 'xpack.security.remote_cluster_client.ssl' },
  },
  'realm-ldap': {
    title: 'a connection of an LDAP realm to its directory',
    settings: 'xpack.security.authc.realms.ldap.NAME.ssl',
    trust: 'name the CA of the directory in xpack.security.authc.realms.ldap.NAME.ssl.certificate_authorities',
    asClient: { peer: 'the directory of an LDAP realm', prefix: 'xpack.security.authc.realms.ldap.NAME.ssl' },
  },
  'realm-active-directory': {
    title: 'a connection of an Active Directory realm to its domain controllers',
    settings: 'xpack.security.authc.realms.active_directory.NAME.ssl',
    trust: 'name the CA of the domain in xpack.security.authc.realms.active_directory.NAME.ssl.certificate_authorities',
    asClient: {
      peer: 'the domain controller of an Active Directory realm',
      prefix: 'xpack.security.authc.realms.active_directory.NAME.ssl',
    },
  },
  'realm-saml': {
    title: 'a connection of a SAML realm, which fetches metadata',
    settings: 'xpack.security.authc.realms.saml.NAME.ssl',
    trust: 'name the CA of the identity provider in xpack.security.authc.realms.saml.NAME.ssl.certificate_authorities',
    asClient: { peer: 'the identity provider of a SAML realm', prefix: 'xpack.security.authc.realms.saml.NAME.ssl' },
  },
  'realm-oidc': {
    title: 'a connection of an OpenID Connect realm to its provider',
    settings: 'xpack.security.authc.realms.oidc.NAME.ssl',
    trust: 'name the CA of the provider in xpack.security.authc.realms.oidc.NAME.ssl.certificate_authorities',
    asClient: { peer: 'the provider of an OpenID Connect realm', prefix: 'xpack.security.authc.realms.oidc.NAME.ssl' },
  },
  'realm-jwt': {
    title: 'a connection of a JWT realm, which fetches keys',
    settings: 'xpack.security.authc.realms.jwt.NAME.ssl',
    trust: 'name the CA of the server with the keys in xpack.security.authc.realms.jwt.NAME.ssl.certificate_authorities',
    asClient: { peer: 'the server with the keys of a JWT realm', prefix: 'xpack.security.authc.realms.jwt.NAME.ssl' },
  },
  'realm-pki': {
    title: 'a client certificate that a PKI realm looks at',
    settings: 'xpack.security.authc.realms.pki.NAME',
    trust: 'name the CA of the clients in xpack.security.authc.realms.pki.NAME.certificate_authorities',
  },
  geoip: {
    title: 'the download of GeoIP databases',
    settings: 'ingest.geoip.downloader',
    trust:
      'it trusts the cacerts of the JVM: where a proxy signs anew, import its CA there, or turn the download off with ingest.geoip.downloader.enabled: false',
    asClient: { peer: 'the server of GeoIP databases', prefix: null },
  },
  repository: {
    title: 'a connection to a snapshot repository',
    settings: 's3.client, azure.client or gcs.client',
    trust:
      'it trusts the cacerts of the JVM alone: import the CA with "keytool -importcert -cacerts" of the bundled JDK on every node, again after each upgrade',
    asClient: { peer: 'the snapshot repository', prefix: null },
  },
  reindex: {
    title: 'a connection of reindex to a remote cluster',
    settings: 'reindex.ssl',
    trust: 'name the CA of the remote in reindex.ssl.certificate_authorities on every node and restart',
    asClient: { peer: 'the remote cluster of reindex', prefix: 'reindex.ssl' },
  },
  monitoring: {
    title: 'a connection of a monitoring exporter to its cluster',
    settings: 'xpack.monitoring.exporters.NAME.ssl',
    trust: 'name the CA of the monitoring cluster in xpack.monitoring.exporters.NAME.ssl.certificate_authorities',
    asClient: { peer: 'the monitoring cluster', prefix: 'xpack.monitoring.exporters.NAME.ssl' },
  },
  watcher: {
    title: 'a connection of Watcher: a webhook, an HTTP input or mail',
    settings: 'xpack.http.ssl, and xpack.notification.email.ssl for mail',
    trust: 'name the CA in xpack.http.ssl.certificate_authorities, for mail in xpack.notification.email.ssl.certificate_authorities',
    asClient: { peer: 'the server of a watch', prefix: 'xpack.http.ssl' },
  },
  'kibana-elasticsearch': {
    title: 'the connection of Kibana to Elasticsearch',
    settings: 'elasticsearch.hosts and elasticsearch.ssl',
    trust: 'name the CA of the HTTP layer in elasticsearch.ssl.certificateAuthorities',
  },
  'kibana-http': {
    title: "a connection to Kibana's own port",
    settings: 'server.ssl',
    trust: 'give the client the CA that issued the certificate of Kibana',
  },
  'kibana-fleet': {
    title: 'a connection of Kibana to the package registry or to Fleet',
    settings: 'xpack.fleet.registryUrl and xpack.fleet.registryProxyUrl',
    trust: 'name the CA in NODE_EXTRA_CA_CERTS for the process of Kibana',
  },
  'kibana-telemetry': {
    title: 'a connection of Kibana that sends telemetry',
    settings: 'telemetry',
    trust: 'name the CA of the proxy in NODE_EXTRA_CA_CERTS, or set telemetry.optIn: false',
  },
  'kibana-actions': {
    title: 'a connection of a connector in Kibana, such as a webhook or mail',
    settings: 'xpack.actions.customHostSettings',
    trust: 'name the CA for that host in xpack.actions.customHostSettings',
  },
} satisfies Readonly<Record<string, ConnectionText>>;
