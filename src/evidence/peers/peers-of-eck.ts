import { aes13, chaCha13, ecdheCbc, ecdheChaCha20, ecdheGcm } from '../../elastic/default-suites.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { EckCluster, EckElasticsearch, EckSecret } from '../../model/eck.ts';
import type { Peer } from '../../model/peer-handshake.ts';
import type { ClientAuthentication, VerificationMode } from '../../model/setup.ts';

const prefix = 'xpack.security.transport.ssl';

/** Settings that put other files in place of those of the operator: then its secret does not tell what the pod has. */
const ofFiles = ['certificate', 'key', 'certificate_authorities', 'keystore.path', 'truststore.path'].map((name) => `${prefix}.${name}`);

/**
 * The pods of a cluster as the operator sets them up: each with its certificate and the CAs beside it in the transport secret of its node set, and with the settings that the manifest
 * lets stand. Pods whose certificate was not given are left out.
 */
export function peersOfEck({ name, elasticsearch, secrets }: EckCluster): readonly Peer[] {
  return secrets.filter(isOfTransport).flatMap((secret) => {
    const config = configOf(secret, name, elasticsearch);
    return Object.entries(secret.certificates).flatMap(([key, chain]): Peer[] => {
      const pod = /^(.+)\.tls\.crt$/.exec(key)?.[1];
      return pod === undefined || chain.length === 0 ? [] : [peerOf({ pod, chain, secret, config, cluster: name, elasticsearch })];
    });
  });
}

function isOfTransport({ name }: EckSecret): boolean {
  return name.endsWith('-es-transport-certs') || name.endsWith('-es-transport-certificates');
}

/** Of its node set: `main-es-default-es-transport-certs`. Of the secret that older operators write for all of them, no setting is known to hold. */
function configOf({ name: secret }: EckSecret, cluster: string, { nodeSets }: EckElasticsearch): Readonly<Record<string, string>> {
  return nodeSets.find(({ name }) => secret === `${cluster}-es-${name}-es-transport-certs`)?.config ?? {};
}

function peerOf({
  pod,
  chain,
  secret,
  config,
  cluster,
  elasticsearch,
}: {
  readonly pod: string;
  readonly chain: readonly Certificate[];
  readonly secret: EckSecret;
  readonly config: Readonly<Record<string, string>>;
  readonly cluster: string;
  readonly elasticsearch: EckElasticsearch;
}): Peer {
  const verification: VerificationMode = modes.find((mode) => config[`${prefix}.verification_mode`] === mode) ?? 'certificate';
  const clientAuthentication: ClientAuthentication =
    clientModes.find((mode) => config[`${prefix}.client_authentication`] === mode) ?? 'required';
  const hasOwnFiles = ofFiles.some((setting) => config[setting] !== undefined);
  const protocols = config[`${prefix}.supported_protocols`]?.split(',') ?? ['TLSv1.3', 'TLSv1.2'];
  const hasOwnSuites = config[`${prefix}.cipher_suites`] !== undefined;
  const authorities = secret.certificates['ca.crt'] ?? [];
  return {
    label: pod,
    security: 'tls',
    gap: hasOwnFiles ? { code: 'no-certificate-in-files' } : null,
    // By address, under verification_mode certificate, which compares no name.
    namesConnectedTo: [],
    namesSurelyConnectedTo: [],
    speaks: 'transport',
    release: elasticsearch.runningVersion ?? elasticsearch.version,
    clusterName: cluster,
    chain: hasOwnFiles ? [] : chain,
    keyFits: null,
    versions: {
      'TLSv1.3': protocols.includes('TLSv1.3') ? 'accepted' : 'rejected',
      'TLSv1.2': protocols.includes('TLSv1.2') ? 'accepted' : 'rejected',
      'TLSv1.1': 'rejected',
      TLSv1: 'rejected',
      SSLv3: 'rejected',
    },
    suites: hasOwnSuites
      ? {}
      : {
          'TLSv1.3': { names: [...aes13, chaCha13], complete: true, from: 'configured' },
          'TLSv1.2': { names: [...ecdheGcm, ...ecdheChaCha20, ...ecdheCbc], complete: true, from: 'configured' },
        },
    takesNoSuite: false,
    clientAuthentication,
    verification,
    trust:
      verification === 'none'
        ? { kind: 'everything', because: { code: 'verification-mode-none' } }
        : hasOwnFiles || authorities.length === 0
          ? { kind: 'unknown', because: { code: 'trust-unread' } }
          : { kind: 'anchors', anchors: authorities, publicRoots: false },
  };
}

const modes = ['full', 'certificate', 'none'] as const;
const clientModes = ['none', 'optional', 'required'] as const;
