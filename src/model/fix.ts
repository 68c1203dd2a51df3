import type { Channel } from './channel.ts';
import type { Deployment } from './deployment.ts';
import type { EceService } from './ece-service.ts';
import type { Namesakes } from './namesakes.ts';

/** Where a step of a fix is carried out. */
export type FixPlace = {
  readonly machine: FixMachine;
  /** What that machine is called; null where it is not known, or there are several. */
  readonly name: string | null;
  /** The file that is changed; null where the step changes none, or which one is not known. */
  readonly file: string | null;
};

/** `node`: the node at fault. `member`: a node that stays in the cluster. `dashboards`: OpenSearch Dashboards. `platform`: Elastic Cloud Enterprise. `console`: Elastic Cloud. `network`: whatever stands between. */
export type FixMachine =
  | 'node'
  | 'every-node'
  | 'member'
  | 'remote-cluster'
  | 'kibana'
  | 'dashboards'
  | 'client'
  | 'ca-machine'
  | 'workstation'
  | 'kubernetes'
  | 'platform'
  | 'console'
  | 'network';

/**
 * One thing to do. A `command` has lines that a POSIX shell takes as they stand. An `edit` has the lines that are to stand in the file, in place of those with the same
 * name, or the names of settings to delete from it, or both.
 * What is not known stands in the lines as a word in capitals, such as NODE; the list of these words is `placeholders`.
 */
export type FixStep = {
  readonly where: FixPlace;
  readonly kind: 'edit' | 'command' | 'restart' | 'advice';
  /** One or a few sentences. */
  readonly text: string;
  readonly lines?: readonly string[];
  /** Names of settings to delete, as the text says. Some of them may be absent from the file. */
  readonly removes?: readonly string[];
};

/** What puts an end to a finding: steps in the order in which they are to be done. */
export type Fix = { readonly steps: readonly FixStep[] };

/** What has to be changed. `opensearch` on the channel of Kibana is OpenSearch Dashboards. */
export type FixProduct = 'elasticsearch' | 'kibana' | 'opensearch';

/** How the product at hand was installed. */
export type Packaging = 'package' | 'archive' | 'container';

/** What the certificate and key at hand are stored in. */
export type MaterialFormat = 'pem' | 'pkcs12' | 'jks';

/** What a fix is chosen by and filled in with. Null is what is not known. */
export type FixContext = {
  readonly channel: Channel;
  readonly product: FixProduct;
  readonly deployment: Deployment;
  /** What of Elastic Cloud Enterprise it is. */
  readonly eceService: EceService | null;
  /** Of the product at hand. */
  readonly release: string | null;
  readonly packaging: Packaging | null;
  /** The directory that the product was unpacked into; of an archive alone. */
  readonly home: string | null;
  /** The configuration directory. */
  readonly directory: string | null;
  /** A file with the environment, or a compose file, in which the settings at fault stand; null where that is the yml file. */
  readonly environmentFile: string | null;
  readonly format: MaterialFormat | null;
  /** The prefix of the settings at fault, without the last dot: `xpack.security.transport.ssl`. */
  readonly prefix: string | null;
  /** The first setting that the finding is about. */
  readonly setting: string | null;
  /** The first file that the finding is about, beside the one with the settings. */
  readonly path: string | null;
  /** The files that the settings name. */
  readonly files: {
    readonly certificate: string | null;
    readonly key: string | null;
    readonly keystore: string | null;
    readonly truststore: string | null;
    /** Of `certificate_authorities`; empty where it is not set, or not known. */
    readonly authorities: readonly string[];
  };
  /** Names of the entries in the product's own keystore; null where they are not known. */
  readonly secureSettings: readonly string[] | null;
  /** The node or Kibana whose certificate or settings are at fault: what it is called, and what its certificate is called and bears. */
  readonly node: {
    readonly name: string | null;
    readonly subject: string | null;
    readonly dns: readonly string[];
    readonly ips: readonly string[];
  };
  /** Who issued the certificate that is to be replaced. */
  readonly issuer: { readonly name: string | null; readonly madeBy: 'certutil' | 'auto-configuration' | null };
  /** The CA that the others trust, where that is another. */
  readonly authority: FixContext['issuer'] & { readonly sha256: string | null };
  /** The resource of Elastic Cloud on Kubernetes, as its certificates name it. */
  readonly resource: { readonly name: string; readonly namespace: string } | null;
  /** What the finding itself says that the choice depends on. */
  readonly found: FoundFacts;
};

export type FoundFacts = {
  /** Two CA certificates of one name, of which the certificate comes from the one and the other is trusted. */
  readonly namesakes: Pick<Namesakes, 'key' | 'newer'> | null;
  /** The host as a setting has it. */
  readonly host: string | null;
  /** What that host speaks. */
  readonly speaks: string | null;
  /** What `elasticsearch.hosts` is to be, where the scheme alone is wrong. */
  readonly rightHosts: readonly string[] | null;
  /** A setting that is missing beside another. */
  readonly missing: string | null;
  /** Who refuses the certificate of the other. */
  readonly refusedBy: string | null;
  /** Kibana has a client certificate and does not show it for its users. */
  readonly hidesCertificate: boolean;
  /** What the file of `path` is, whatever it was taken for: `pem`, `der`, `pkcs12`, `jks`. */
  readonly format: string | null;
  /** Of a password that is wrong: `given`: one that was given, and is not the configured one, opens that file. `of-key`: the store opens, and a key in it does not. */
  readonly password: 'given' | 'of-key' | null;
  /** The entry of a store. */
  readonly alias: string | null;
  readonly remoteCluster: string | null;
  /** What the cluster is called that a node is to join. */
  readonly clusterName: string | null;
  /** The transport addresses of nodes of that cluster. */
  readonly seedHosts: readonly string[] | null;
};

/** The steps for one context. Pure. */
export type FixOf = (context: FixContext) => readonly FixStep[];
