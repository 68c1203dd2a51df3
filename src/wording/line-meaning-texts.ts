import type { LineMeaning } from '../model/reasons/line-meaning.ts';

/** What a line means, which side to look at, and the command that finds out; null where none of ours does. */
export type LineMeaningText = { readonly means: string; readonly lookAt: string; readonly command: string | null };

const scan = 'handclasp scan HOST:PORT --ca CA.crt';
const withIdentity = 'handclasp scan HOST:PORT --ca CA.crt --cert CLIENT.crt --key CLIENT.key';
const files = 'handclasp inspect FILE...';
const serverChain = "the server's certificate and the certificates that it sends with it";

export const lineMeaningTexts: Readonly<Record<LineMeaning, LineMeaningText>> = {
  'issuer-not-trusted': {
    means:
      'The client does not trust the CA that issued the certificate of the server: the CA is not in its list, or the server does not send an intermediate certificate.',
    lookAt: "the client's list of CAs (ssl.certificate_authorities, ca_certs, --cacert, truststore), then the chain that the server sends",
    command: scan,
  },
  'ca-of-same-name': {
    means: "The client has a CA of the issuer's name, but with another key: the CA was made again, and the client has the other one.",
    lookAt: "the client's copy of the CA: replace it with that of the cluster",
    command: scan,
  },
  'root-not-trusted': {
    means: 'The server sends its chain up to a root certificate that the client does not trust.',
    lookAt: "the client's list of CAs: it lacks this root. That the server sends the root does not make it trusted",
    command: scan,
  },
  'self-signed-not-trusted': {
    means: 'The certificate of the server is self-signed, and the client does not have it in its list of CAs.',
    lookAt: "the server's certificate: a CA should have issued it. To keep it, add this very certificate to the client's list",
    command: scan,
  },
  'refused-without-reason': {
    means: 'The client refused the certificate of the server. This line does not say why.',
    lookAt: 'the lines around it, and what the server shows: issuer, dates, names',
    command: scan,
  },
  'pinned-certificate-differs': {
    means:
      'The client is told to trust a CA by its fingerprint (ca_trusted_fingerprint, ca_sha256, assert_fingerprint). It compares it with the certificates that the server sends.',
    lookAt:
      'three things: the fingerprint is the SHA-256 of the CA, not of the server; it is written in hex without colons; the server sends that CA in its chain',
    command: 'handclasp scan HOST:PORT --details',
  },
  'fleet-server-not-trusted': {
    means:
      'The agent does not accept the certificate of Fleet Server. Without --fleet-server-cert, Fleet Server makes a certificate of its own, which nobody trusts.',
    lookAt: "the agent's --certificate-authorities (FLEET_CA): it has to name the CA of Fleet Server, not that of Elasticsearch",
    command: 'handclasp scan FLEET_SERVER:8220 --ca CA.crt',
  },
  'fleet-server-does-not-trust-elasticsearch': {
    means: 'Fleet Server does not trust the certificate of Elasticsearch.',
    lookAt:
      '--fleet-server-es-ca or --fleet-server-es-ca-trusted-fingerprint (FLEET_SERVER_ELASTICSEARCH_CA), and the CA in the output settings of Fleet',
    command: 'handclasp scan ELASTICSEARCH:9200 --ca CA.crt',
  },
  'fleet-server-not-there': {
    means: 'Nobody answers at the address of Fleet Server: it is not started yet, or it is another address.',
    lookAt: 'the state of Fleet Server (elastic-agent status on its host), and the URL in --url',
    command: 'handclasp scan FLEET_SERVER:8220',
  },
  'fleet-server-over-http': {
    means: 'The URL of Fleet Server begins with http://, and the agent does not send its enrollment token in the clear.',
    lookAt: 'the URL in --url (FLEET_URL): it should begin with https://',
    command: null,
  },
  'webhook-not-trusted': {
    means:
      'The API server of Kubernetes does not trust the webhook of the operator: the caBundle of the webhook configuration is not the CA of its certificate.',
    lookAt: 'the ValidatingWebhookConfiguration and the secret elastic-webhook-server-cert: restart the operator, which writes both',
    command: null,
  },
  'client-certificate-not-trusted': {
    means: "This server refused a client's certificate: it does not trust the CA that issued it.",
    lookAt: "this server's list of CAs for clients, and the client's certificate with its chain",
    command: 'handclasp inspect CLIENT.crt CA.crt',
  },
  'trust-list-unread': {
    means: 'The client could not read its own list of trusted CAs.',
    lookAt: "the client's file of CAs: whether it is there, may be read, and holds certificates in PEM",
    command: 'handclasp inspect CA.crt',
  },
  'name-not-in-certificate': {
    means: 'The certificate of the server is for other names than the one that the client connects to.',
    lookAt: "the name in the client's URL, and the subject alternative names of the certificate",
    command: scan,
  },
  'address-not-in-certificate': {
    means: 'The client connects to an IP address, and the certificate of the server does not have that address.',
    lookAt: "the client's URL: use a name of the certificate, or issue the certificate with the address",
    command: scan,
  },
  'certificate-without-names': {
    means: 'The certificate of the server has no subject alternative names. Clients no longer take the common name for a host name.',
    lookAt: "the server's certificate: issue it again with --dns and --ip",
    command: scan,
  },
  expired: {
    means: 'The certificate of the server, or a CA above it, has expired.',
    lookAt: `${serverChain}, and the clock of the client`,
    command: scan,
  },
  'not-yet-valid': {
    means: 'By the clock of the client, the certificate of the server is not valid yet.',
    lookAt: 'the clocks of both hosts, then the date at which the certificate begins',
    command: scan,
  },
  'usage-not-allowed': {
    means: 'The certificate does not allow this use, such as TLS server or TLS client.',
    lookAt: 'the extended key usage of the certificate that was shown, and of the CAs above it',
    command: scan,
  },
  'issuer-is-no-ca': {
    means: 'A certificate that issued another one is not allowed to: it is not marked as a CA.',
    lookAt: 'basic constraints and key usage of the issuer',
    command: 'handclasp inspect CA.crt',
  },
  'ca-used-by-server': {
    means: 'The server shows a certificate that is marked as a CA.',
    lookAt: "the server's certificate: issue one that is not a CA",
    command: scan,
  },
  'chain-breaks-a-rule': {
    means:
      'The chain of certificates breaks a rule that this client keeps: path length, permitted names, a critical extension, a signature or a serial number.',
    lookAt: serverChain,
    command: scan,
  },
  'weak-signature': {
    means: 'A certificate of the chain is signed with a hash that this client refuses, SHA-1 or MD5.',
    lookAt: serverChain,
    command: scan,
  },
  'weak-key-or-signature': {
    means: 'A certificate of the chain has a key or a signature that is too weak for the policy of this client.',
    lookAt: `${serverChain}; then the policy of the client (security level of OpenSSL, jdk.certpath.disabledAlgorithms)`,
    command: scan,
  },
  'strict-python': {
    means:
      'Python from 3.13 on checks certificates strictly (VERIFY_X509_STRICT), and the CA or the certificate lacks an extension that RFC 5280 asks for.',
    lookAt:
      'key identifiers, basic constraints and key usage of the CA: issue it again. Until then, clear ssl.VERIFY_X509_STRICT in the context of the client',
    command: 'handclasp inspect CA.crt',
  },
  'validity-too-long': {
    means: 'The certificate is valid for longer than browsers and Apple systems accept.',
    lookAt: "the server's certificate: issue it for at most 398 days",
    command: scan,
  },
  'revocation-unknown': {
    means: 'The client could not find out whether the certificate was revoked. A private CA usually publishes no list.',
    lookAt:
      "the client's revocation setting (curl --ssl-no-revoke, CheckCertificateRevocationList), and whether the address in the certificate can be reached",
    command: scan,
  },
  'client-certificate-demanded': {
    means: 'The server demands a client certificate, and the client showed none.',
    lookAt: "the client's certificate and key settings; or the server's client_authentication, if clients should log in with a password",
    command: scan,
  },
  'own-certificate-refused': {
    means:
      'The other side refused the certificate that was shown to it, or wanted one and got none. An alert gives no reason: the reason is in the log of the other side.',
    lookAt: 'the log of the other side at this second; then, whether it trusts the issuer, the dates and the usages of the certificate',
    command: withIdentity,
  },
  'own-certificate-expired': {
    means: 'The other side refused the certificate that was shown to it: it has expired, or a CA above it has.',
    lookAt: "the dates of the client's certificate and of its CA, and the clock of the other side",
    command: 'handclasp inspect CLIENT.crt CA.crt',
  },
  'client-showed-no-certificate': {
    means: 'This server demands a client certificate, and a client showed none.',
    lookAt: "the client's certificate and key settings; or this server's client_authentication, if clients should log in otherwise",
    command: 'handclasp scan HOST:PORT',
  },
  'client-refused-this-server': {
    means: "A client refused this server's certificate. The alert gives no reason: the reason is in the log of the client.",
    lookAt: 'the log of the client whose address is in the line: usually it does not have the CA, or connects to another name',
    command: scan,
  },
  'nothing-in-common-or-no-certificate': {
    means:
      'The other side ended the handshake without a reason: it has no protocol version, cipher suite or group in common with the client, or it demands a client certificate.',
    lookAt: 'versions and cipher suites of both sides, and whether the server demands a client certificate',
    command: 'handclasp scan HOST:PORT --depth full',
  },
  'no-common-version': {
    means: 'Client and server have no TLS version in common.',
    lookAt: 'supported_protocols of the server, and the oldest version that the client allows',
    command: 'handclasp scan HOST:PORT --depth full',
  },
  'no-common-suite': {
    means: 'Client and server have no cipher suite in common, or none that fits the key of the certificate.',
    lookAt: 'cipher_suites of the server, the suites of the client, and the kind of key in the certificate',
    command: 'handclasp scan HOST:PORT --depth full',
  },
  'server-name-unknown': {
    means:
      'The other side does not know the host name that the client asked for (SNI). A proxy or an ingress that serves several hosts does that.',
    lookAt: "the host name in the client's URL, and the hosts that the proxy knows",
    command: 'handclasp scan HOST:PORT --server-name NAME',
  },
  'peer-fault': {
    means: 'The other side failed by itself during the handshake. A proxy that has no certificate for the host name does that too.',
    lookAt: 'the log of the other side',
    command: scan,
  },
  'bytes-altered': {
    means: 'TLS bytes arrived damaged, or one side speaks TLS wrongly: something between the two changes the connection.',
    lookAt: 'proxies, load balancers and inspection between the two hosts',
    command: scan,
  },
  'http-to-tls-port': {
    means: 'The client speaks plain HTTP to a port with TLS.',
    lookAt: "the client's URL: it should begin with https://",
    command: 'handclasp scan HOST:PORT',
  },
  'tls-to-plain-port': {
    means: 'The client speaks TLS to a port without TLS.',
    lookAt: "the server's ssl.enabled and the port; if the server should stay without TLS, the client's URL: http://",
    command: 'handclasp scan HOST:PORT',
  },
  'tls-to-plain-beats-input': {
    means: 'A client speaks TLS to a beats input without TLS: byte 22 begins a TLS handshake.',
    lookAt: 'ssl_enabled of the beats input in Logstash, and ssl.enabled of output.logstash in the client',
    command: 'handclasp scan LOGSTASH:5044',
  },
  'http-to-beats-input': {
    means: 'A client speaks HTTP to a beats input: 71 is the G of GET, 80 the P of POST, 72 the H of HEAD.',
    lookAt: 'the client: it should use output.logstash, not output.elasticsearch; or a load balancer that checks the port with HTTP',
    command: null,
  },
  'no-beats-input-there': {
    means: 'What answers is no beats input, or it is one without TLS while the client speaks TLS.',
    lookAt: 'hosts of output.logstash: the port of a beats or elastic_agent input, and TLS on both sides or on none',
    command: 'handclasp scan LOGSTASH:5044',
  },
  'client-left-handshake': {
    means:
      'A client closed the connection during the handshake. Health checks of load balancers, port scans, and clients that refuse the certificate without an alert do that.',
    lookAt: 'who has the address in the line',
    command: null,
  },
  'closed-without-a-word': {
    means:
      'The other side closed the connection without an alert. A port without TLS, a server that demands a client certificate, a firewall and a proxy do that.',
    lookAt: 'whether the port speaks TLS at all, then what stands between the two hosts',
    command: 'handclasp scan HOST:PORT',
  },
  'no-answer-in-time': {
    means: 'Nobody answered in time: a firewall drops the packets, or the server is too busy for a handshake.',
    lookAt: 'the way from the client to the port, then the load of the server',
    command: 'handclasp scan HOST:PORT',
  },
  'nobody-there': {
    means: 'Nobody listens at this address, or the name has none. No TLS was spoken yet.',
    lookAt: "the host and the port in the client's settings, and whether the server runs and listens on this address",
    command: 'handclasp scan HOST:PORT',
  },
  'key-of-another-certificate': {
    means: 'The private key does not belong to the certificate.',
    lookAt: 'the two files: one was renewed without the other',
    command: 'handclasp inspect CERT.crt KEY.key',
  },
  'pem-holds-something-else': {
    means: 'The file does not hold what the setting takes: a key where a certificate belongs, the other way round, or neither in PEM.',
    lookAt: 'the files of the certificate and key settings: they may be swapped',
    command: files,
  },
  'key-not-read': {
    means:
      'The private key could not be read: its format is not one that this client or service takes, or it is encrypted. Logstash takes PKCS#8 alone.',
    lookAt: 'the file of the key, and its passphrase; "openssl pkcs8 -topk8 -nocrypt -in OLD.key -out NEW.key" writes PKCS#8',
    command: files,
  },
  'half-an-identity': {
    means: 'A certificate is set without its key, or a key without its certificate.',
    lookAt: 'ssl.certificate and ssl.key of the section that is named: set both, or none',
    command: null,
  },
  'file-not-there': {
    means: 'A file that a setting names does not exist.',
    lookAt: 'the path; in a container, the path inside of it',
    command: null,
  },
  'file-not-allowed': {
    means: 'The user that the service runs as may not read the file, or not enter a directory above it.',
    lookAt: 'owner and mode of the file and of the directories above it',
    command: null,
  },
  'password-wrong': {
    means: 'The password does not open the store or the key.',
    lookAt: 'the passphrase setting; in a Java store, the password of the key may differ from that of the store',
    command: 'handclasp inspect FILE --password-file PASSWORDS',
  },
  'store-of-another-kind': {
    means: 'The file is no store of the kind that is set: a PEM file where JKS or PKCS#12 belongs, for instance.',
    lookAt: 'the file, and the type of the store in the settings',
    command: files,
  },
  'no-name-to-check': {
    means: 'A Go program opened TLS without saying which name to check. The address in its configuration has no host name.',
    lookAt: "the client's hosts setting: it takes HOST:PORT or a URL",
    command: null,
  },
  'plugin-setting-removed': {
    means: 'The pipeline sets a TLS option that this release of the Logstash plugin no longer has. The pipeline does not start.',
    lookAt: 'the pipeline file: the line names the option that took its place',
    command: null,
  },
  'plugin-setting-deprecated': {
    means: 'The pipeline sets a TLS option by its old name. It still works in this release, and is gone in a later one.',
    lookAt: 'the pipeline file: use the name with ssl_ in front that the documentation of the plugin gives',
    command: null,
  },
  'verification-off': {
    means: 'The client does not verify the server at all: anybody between the two can read and change what is sent.',
    lookAt: "the client's verification setting (verify_certs, rejectUnauthorized, ssl.verification_mode): turn it on and give it the CA",
    command: scan,
  },
  'old-jdk-and-go-server': {
    means:
      'A Go server that asks for a client certificate in TLS 1.3 sends an extension that JDK 11 before 11.0.3 refuses. It is a fault of that JDK.',
    lookAt:
      'the JDK of the client: update it. Until then, set client_authentication of the server to none, or its supported_protocols to TLSv1.2',
    command: null,
  },
  'server-is-outdated': {
    means: 'The client refuses what the server offers: a Diffie-Hellman key that is too small, or renegotiation without RFC 5746.',
    lookAt: "the server's TLS library, or an old proxy in front of it",
    command: 'handclasp scan HOST:PORT --depth full',
  },
  'no-suite-left': {
    means: "The client's own list of cipher suites is empty: it names none that its TLS library has.",
    lookAt: "the client's cipher_suites setting, and the policy of its host",
    command: null,
  },
  'agent-of-another-scheme': {
    means: 'The client was given an HTTP agent or a proxy for the other scheme: http and https are mixed.',
    lookAt: "the client's URL, and the proxy or agent in its settings",
    command: null,
  },
  'server-showed-no-certificate': {
    means: 'The server sent no certificate: it refused the handshake before, or it does not speak TLS.',
    lookAt: "the server's key and certificate settings, and its log",
    command: 'handclasp scan HOST:PORT',
  },
  'secret-not-there': {
    means: 'A pod waits for a secret with certificates that does not exist, in its namespace.',
    lookAt: 'the name in the manifest, the namespace, and the log of the operator that should write it',
    command: null,
  },
  'probe-without-tls': {
    means: 'The probe of Kubernetes speaks plain HTTP, and the pod answers in TLS.',
    lookAt: 'scheme of the readinessProbe in the podTemplate: HTTPS',
    command: null,
  },
  'probe-with-tls': {
    means: 'The probe of Kubernetes speaks TLS, and the pod answers in plain HTTP: TLS was turned off in its settings alone.',
    lookAt:
      'spec.config and spec.http.tls of the resource. With ECK, turn TLS off by spec.http.tls.selfSignedCertificate.disabled, so that the probe follows',
    command: 'handclasp explain eck-tls-disabled',
  },
  'operator-refuses-secret': {
    means: 'The operator does not take the secret with certificates: it wants tls.crt and tls.key, and one certificate alone in ca.crt.',
    lookAt: 'the secret that spec.http.tls.certificate names: which entries it has, and how many certificates ca.crt holds',
    command: 'handclasp explain eck-custom-secret-incomplete',
  },
  'proxy-does-not-trust-server': {
    means: 'The proxy does not accept the certificate of the server behind it.',
    lookAt: "the proxy's list of CAs for upstream servers, and the certificate of the server",
    command: scan,
  },
  'proxy-handshake-failed': {
    means: 'The proxy could not complete a TLS handshake with the server behind it.',
    lookAt:
      'whether the server speaks TLS at the port that the proxy uses, its versions and cipher suites, and the host name that the proxy sends',
    command: 'handclasp scan HOST:PORT --depth full',
  },
  'proxy-speaks-http-to-tls': {
    means: 'The proxy got no proper answer from the server behind it. Often it speaks plain HTTP to a port with TLS.',
    lookAt: "the proxy's address of the server: https:// instead of http://",
    command: 'handclasp scan HOST:PORT',
  },
  'password-of-kibana': {
    means: 'TLS works: Elasticsearch answered. It refused the password of kibana_system.',
    lookAt: 'elasticsearch.password or elasticsearch.serviceAccountToken in the settings of Kibana',
    command: null,
  },
};
