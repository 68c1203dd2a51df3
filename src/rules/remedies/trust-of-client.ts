import type { FixOf, FixStep } from '../../model/fix.ts';
import { byDeployment } from './by-deployment.ts';
import { configDirectory, newFiles } from './put-files.ts';
import { setting } from './settings-edit.ts';
import { advice, at, command } from './steps.ts';
import { rollingRestart } from './tools.ts';

/** Whom a node connects to as a client, and by which settings. */
export type ClientOfNode = {
  /** The other end, as "of the …" goes on. */
  readonly peer: string;
  /** The prefix of the settings of its TLS, without the last dot; null where the JVM's own trust rules. */
  readonly prefix: string | null;
};

const file = 'certs/peer-ca.crt';

function fetchAuthority(peer: string): FixStep {
  return advice(
    at('every-node'),
    `Get the certificate of the CA that issued the certificate of ${peer}, from whoever runs it, and compare its fingerprint with theirs.`,
  );
}

/** A server that keeps its intermediate to itself looks the same from here. */
function intermediateToo(peer: string): FixStep {
  return advice(
    at('network'),
    `If that CA is trusted already, ${peer} does not send its intermediate certificate: have it send the whole chain.`,
  );
}

/**
 * Makes the nodes, as clients, trust the CA of what they connect to.
 *
 * @param chainMayLack whether a missing intermediate would look the same
 */
export function trustPeer({ peer, prefix }: ClientOfNode, chainMayLack: boolean): FixOf {
  const trust = prefix === null ? trustByJvm(peer) : trustBySettings(peer, prefix);
  return (context) => [...trust(context), ...(chainMayLack ? [intermediateToo(peer)] : [])];
}

function trustBySettings(peer: string, prefix: string): FixOf {
  const inUserSettings: FixOf = () => [
    fetchAuthority(peer),
    advice(
      at('console'),
      `Upload that certificate as a custom bundle, and name it in ${prefix}.certificate_authorities under Edit > user settings, as far as the platform allows this setting.`,
    ),
  ];
  return byDeployment({
    self: (context) => [
      fetchAuthority(peer),
      command(
        at('every-node'),
        'Copy it into the configuration directory.',
        ...newFiles(context, ['CA_CERT', `${configDirectory(context)}/${file}`]),
      ),
      setting(
        context,
        'every-node',
        `Name it. If ${prefix}.truststore.path is set, import it into that store instead: the two exclude each other.`,
        { [`${prefix}.certificate_authorities`]: [file] },
      ),
      ...rollingRestart(context),
    ],
    eck: (context) => [
      fetchAuthority(peer),
      advice(at('kubernetes'), `Mount it from a secret in the podTemplate, at /usr/share/elasticsearch/config/${file}.`),
      setting(context, 'every-node', 'Name it.', { [`${prefix}.certificate_authorities`]: [file] }),
    ],
    ece: inUserSettings,
    ech: inUserSettings,
    serverless: inUserSettings,
  });
}

/** An upgrade brings a new JDK, with cacerts of its own. */
const againAfterUpgrades =
  'Do this again after each upgrade: it replaces the bundled JDK and its cacerts. To avoid that, copy cacerts to a place of your own and name the copy in jvm.options.d by -Djavax.net.ssl.trustStore.';

function trustByJvm(peer: string): FixOf {
  const ofPlatform: FixOf = () => [
    advice(
      at('console'),
      `The nodes trust the cacerts of their JVM, which the platform ships. Upload a truststore with the CA of ${peer} as a custom bundle, or let ${peer} have a certificate of a public CA.`,
    ),
  ];
  return byDeployment({
    self: (context) => [
      fetchAuthority(peer),
      command(
        at('every-node'),
        'Import it into the cacerts of the JDK that the node runs on. Of an archive, the JDK is in jdk below its directory; settings under xpack.security have no part in this.',
        `${context.packaging === 'archive' && context.home !== null ? `${context.home}/jdk/bin/keytool` : context.product === 'opensearch' ? '/usr/share/opensearch/jdk/bin/keytool' : '/usr/share/elasticsearch/jdk/bin/keytool'} -importcert -cacerts -storepass changeit -noprompt -alias peer-ca -file CA_CERT`,
      ),
      ...rollingRestart(context),
      advice(
        at('every-node'),
        context.packaging === 'container'
          ? `In a container the import is lost with it: do it in an image of your own. ${againAfterUpgrades}`
          : againAfterUpgrades,
      ),
    ],
    eck: () => [
      fetchAuthority(peer),
      advice(
        at('kubernetes'),
        'Put it, beside the CAs of the JDK, into a truststore in a secret, mount that in the podTemplate, and name it in ES_JAVA_OPTS by -Djavax.net.ssl.trustStore and -Djavax.net.ssl.trustStorePassword.',
      ),
    ],
    ece: ofPlatform,
    ech: ofPlatform,
    serverless: ofPlatform,
  });
}

/** A client of Google Cloud Storage has Google's roots built in. */
export const leaveGoogleAlone: FixOf = () => [
  advice(
    at('network'),
    'The repository plugin trusts roots of Google that are built into it, and no others can be given. Something between replaces the certificate: let the addresses of googleapis.com pass it untouched.',
  ),
];

/** What whoever runs the other end has to change in its certificate. */
export function certificateOfPeer({ peer, prefix }: ClientOfNode, kind: 'names' | 'dates' | 'other'): FixOf {
  const where = at('network');
  return () =>
    kind === 'names'
      ? [
          advice(
            where,
            `Connect to ${peer} by a name that its certificate has, or have a certificate issued with the name that is connected to.`,
          ),
          ...(prefix === null
            ? []
            : [advice(at('every-node'), `Until then ${prefix}.verification_mode: certificate leaves the name out of the check.`)]),
        ]
      : kind === 'dates'
        ? [advice(where, `Have the certificate of ${peer} renewed by whoever runs it, with the CA above it if that has expired.`)]
        : [
            advice(
              at('every-node'),
              `${prefix === null ? 'The JVM and its java.security rule' : `Settings under ${prefix} rule`} what the node offers there; compare it with what ${peer} takes.`,
            ),
          ];
}
