import type { FixContext, FixStep } from '../../model/fix.ts';
import { onEveryNode } from './enable-tls.ts';
import { authorityCertificate, issue, issuedFile } from './issue.ts';
import { layerOf } from './layer.ts';
import { addTrust, issueAndPlace, place } from './place.ts';
import { configDirectory, localCopy, newFiles, replaceFiles } from './put-files.ts';
import { setting } from './settings-edit.ts';
import { advice, at, atFault, command } from './steps.ts';
import { elasticsearchTool, importAuthority, keystoreAdd, restart, rollingRestart } from './tools.ts';

/** A certificate from the CA that all trust, and that CA in the trust of the one at fault. */
export function trustOneAuthority(context: FixContext): readonly FixStep[] {
  return ofTheirAuthority(context, ownTrust);
}

/** A certificate from the CA that all trust, for one that trusts it already. */
export function certificateOfTheirAuthority(context: FixContext): readonly FixStep[] {
  return ofTheirAuthority(context, () => []);
}

function ofTheirAuthority(context: FixContext, trust: (trusting: FixContext) => readonly FixStep[]): readonly FixStep[] {
  const { authority, directory, channel } = context;
  // Auto-configuration keeps no key of its transport CA: a node gets in by its token alone.
  if (authority.madeBy === 'auto-configuration' && channel === 'transport') return enroll(context);
  const trusting: FixContext = { ...context, issuer: { name: authority.name, madeBy: authority.madeBy } };
  const which =
    authority.name === null
      ? ''
      : `, ${authority.name}${authority.sha256 === null ? '' : ` (SHA-256 ${authority.sha256.slice(0, 16)}...)`}`;
  const known = directory !== null;
  const trusted = trust(trusting);
  return [
    ...issue(trusting, { what: `from the CA that the others trust${which}` }),
    // What is only to be seen to comes first: others have to trust the CA by then.
    ...trusted.filter(({ kind }) => kind === 'advice'),
    ...place(trusting).filter(({ kind }) => kind !== 'restart'),
    ...trusted.filter(({ kind }) => kind !== 'advice'),
    // A node that does not join may as well have given up.
    ...(known && layerOf(context).product === 'Elasticsearch'
      ? restart(context)
      : place(trusting).filter(({ kind }) => kind === 'restart')),
    ...(channel === 'http' || channel === 'kibana'
      ? [
          advice(
            at('client'),
            'To keep the certificate instead, give the clients the CA that issued it: Kibana in elasticsearch.ssl.certificateAuthorities.',
          ),
        ]
      : []),
    ...(known || authority.name !== null
      ? []
      : [advice(at('workstation'), 'If the certificate is right and --ca is not, give --ca the CA that issued it.')]),
  ];
}

/** The CA of the others in the trust of the one that refuses them. */
export function trustTheirAuthority(context: FixContext): readonly FixStep[] {
  return [
    ...addTrust(context, 'at-fault', 'CA_CERT', 'Make the node trust the CA that issued the certificates of the others.'),
    ...restart(context),
    advice(atFault(context), 'Remove other CAs from its trust, unless another cluster needs them.'),
  ];
}

/** Whom the node itself trusts: with a foreign CA there, it would refuse the others next. */
function ownTrust(context: FixContext): readonly FixStep[] {
  if (context.channel !== 'transport' && context.channel !== 'remote-cluster') return [];
  const layer = layerOf(context);
  const { files, issuer } = context;
  const [first] = files.authorities;
  const isPem = issuer.name !== null && issuer.madeBy === null;
  const file = isPem ? 'CA_CERT' : 'ca.crt';
  const taking = isPem
    ? []
    : [
        command(
          at('ca-machine'),
          "Copy the CA's certificate out of its store, and bring it to the node.",
          authorityCertificate(context, 'ca.crt'),
        ),
      ];
  if (first !== undefined) {
    return [
      ...taking,
      command(
        atFault(context),
        `Replace the file that ${layer.authorities} names with the certificate of that CA, or the node will refuse the others.`,
        ...replaceFiles(context, [file, first]),
      ),
    ];
  }
  if (files.truststore !== null && files.truststore !== files.keystore) {
    return [
      ...taking,
      command(
        atFault(context),
        `Add the certificate of that CA to the store that ${layer.truststore} names, or the node will refuse the others.`,
        ...importAuthority(context, { alias: 'cluster-ca', file, store: files.truststore }),
      ),
    ];
  }
  // A store of certutil has the CA beside the certificate.
  if (files.truststore !== null) return [];
  return [advice(at('every-node'), `First make sure that every node trusts that CA: ${layer.authorities} or ${layer.truststore}.`)];
}

/** Which of two CAs of the same name it is. */
export function compareAuthorities(context: FixContext): FixStep {
  const trusted = localCopy(context, context.files.authorities[0] ?? 'TRUST_FILE');
  const certificate = localCopy(context, context.files.certificate ?? 'CERT_FILE');
  return command(
    layerOf(context).product === 'Kibana' ? atFault(context) : at('every-node'),
    'Find the CA that is to stay: compare what these commands print for each CA file and for each certificate.',
    ...trusted.fetch,
    `openssl x509 -in ${trusted.file} -noout -subject -fingerprint -sha256 -ext subjectKeyIdentifier`,
    ...certificate.fetch,
    `openssl x509 -in ${certificate.file} -noout -issuer -ext authorityKeyIdentifier`,
  );
}

/** A node that configured itself, brought into the cluster of another. */
export function enroll(context: FixContext): readonly FixStep[] {
  const stops = context.packaging === 'package' ? ['systemctl stop elasticsearch'] : [];
  const starts = context.packaging === 'package' ? ['systemctl start elasticsearch'] : [];
  return [
    command(
      at('member'),
      'Make an enrollment token, which is valid for 30 minutes.',
      elasticsearchTool(context, 'elasticsearch-create-enrollment-token -s node'),
    ),
    stops.length === 0
      ? { where: atFault(context), kind: 'restart', text: 'Stop the node that is to join.' }
      : { where: atFault(context), kind: 'restart', text: 'Stop the node that is to join.', lines: stops },
    advice(atFault(context), 'Empty its data directory, path.data: it belongs to a cluster of its own. What it has stored is lost.'),
    command(
      atFault(context),
      'Take over the certificates and settings of the cluster.',
      elasticsearchTool(context, 'elasticsearch-reconfigure-node --enrollment-token TOKEN'),
    ),
    starts.length === 0
      ? { where: atFault(context), kind: 'restart', text: 'Start the node.' }
      : { where: atFault(context), kind: 'restart', text: 'Start the node.', lines: starts },
  ];
}

/** A trust store with the CA and nothing else, for every node; or the same in PEM where that is in use. */
export function certificatesAlone(context: FixContext): readonly FixStep[] {
  const layer = layerOf(context);
  const isKibana = layer.product === 'Kibana';
  const folder = `${configDirectory(context)}/certs`;
  const where = isKibana ? atFault(context) : at('every-node');
  // Kibana takes a relative path from the directory that it was started in.
  const named = isKibana ? folder : 'certs';
  if (context.files.authorities.length > 0) {
    return [
      command(
        where,
        'Put the certificate of the CA, and no other, into a file.',
        ...newFiles(context, ['CA_CERT', `${folder}/trusted-ca.crt`]),
      ),
      setting(context, 'every-node', 'Trust the CA alone.', { [layer.authorities]: [`${named}/trusted-ca.crt`] }),
      ...rollingRestart(context),
    ];
  }
  const store = 'trusted-ca.p12';
  return [
    command(
      where,
      'Make a trust store with the certificate of the CA alone.',
      ...importAuthority({ ...context, packaging: null, home: null }, { alias: 'ca', file: 'CA_CERT', store, type: 'PKCS12' }),
      ...newFiles(context, [store, `${folder}/${store}`]),
    ),
    setting(context, 'every-node', 'Trust the CA alone.', { [layer.truststore]: `${named}/${store}` }),
    ...(isKibana ? (steps: readonly FixStep[]) => steps : onEveryNode)(
      keystoreAdd(context, 'Add the password of that store to the keystore.', layer.truststorePassword),
    ),
    ...rollingRestart(context),
  ];
}

/** The CA into a store that is there, and that a JVM finds empty. */
export function fillTrustStore(context: FixContext): readonly FixStep[] {
  const store = context.path ?? context.files.truststore ?? 'TRUSTSTORE_FILE';
  return [
    command(
      atFault(context),
      'Add the CA as a trusted entry. Give the password that the store has.',
      ...importAuthority(context, { alias: 'trusted-ca', file: 'CA_CERT', store }),
    ),
    ...restart(context),
    advice(at('ca-machine'), 'To create such a store with OpenSSL 3.2 or later, add -jdktrust anyExtendedKeyUsage.'),
  ];
}

/** Trust that is named, in place of that of the JVM. */
export function nameOwnTrust(context: FixContext): readonly FixStep[] {
  const layer = layerOf(context);
  return [
    command(
      at('every-node'),
      'Put the certificate of the CA of this cluster into the configuration directory.',
      ...newFiles(context, ['CA_CERT', `${configDirectory(context)}/certs/ca.crt`]),
    ),
    setting(context, 'every-node', 'Trust that CA alone.', { [layer.authorities]: ['certs/ca.crt'] }),
  ];
}

/** Certificate and key that belong together, both put in place at once. */
export function matchingPair(context: FixContext): readonly FixStep[] {
  const certificate = localCopy(context, context.files.certificate ?? 'CERT_FILE');
  const key = localCopy(context, context.files.key ?? 'KEY_FILE');
  return [
    command(
      atFault(context),
      'Compare the public keys: those of a pair are the same.',
      ...certificate.fetch,
      ...key.fetch,
      `openssl x509 -in ${certificate.file} -noout -pubkey`,
      `openssl pkey -in ${key.file} -pubout`,
    ),
    ...issueAndPlace(context, { what: 'with a key of its own' }).filter(({ kind }) => kind !== 'restart'),
    // A node may have given up at the old pair.
    ...restart(context),
    advice(atFault(context), 'If you still have the right key, or the right certificate, use that instead.'),
  ];
}

/** A store and its entry, for a layer that has neither. */
export function issueAndPlaceAnew(context: FixContext, what: string): readonly FixStep[] {
  const layer = layerOf(context);
  const target: FixContext = { ...context, format: 'pkcs12' };
  const { store } = issuedFile(target);
  const name = store.replace(/^'|'$/g, '');
  return [
    ...issue(target, { what, isFirst: true }),
    command(
      atFault(context),
      'Copy it into the configuration directory.',
      ...newFiles(context, [store, `${configDirectory(context)}/certs/${name}`]),
    ),
    setting(context, 'at-fault', 'Name that file.', { [layer.keystore]: `certs/${name}` }),
    ...keystoreAdd(context, 'Add its password to the keystore.', layer.keystorePassword),
  ];
}

/** What a node that was alone has stored belongs to a cluster of its own. */
export function emptyDataDirectory(context: FixContext): FixStep {
  return advice(
    atFault(context),
    'If this node has formed a cluster of its own, stop it and empty its data directory, path.data, before the next step. What it has stored is lost.',
  );
}
