import type { Deployment } from './deployment.ts';
import type { CertificateEvidence, EndpointEvidence, NameVerdict } from './evidence.ts';
import type { PeerHandshake } from './peer-handshake.ts';
import type { Identity, Setup, TlsContext } from './setup.ts';

/** What was seen where a setup says that something listens, or is to be connected to: one address. */
export type ObservedConnection = {
  /** As the setting has it: `es01:9300`, `https://es01:9200`. For a port of its own, the address that was asked. */
  readonly written: string;
  /** What it is to this node or Kibana. */
  readonly as: 'own-port' | 'seed-host' | 'elasticsearch-host' | 'monitoring-host' | 'remote-cluster' | 'public-url';
  readonly evidence: EndpointEvidence;
  /** Of what Kibana connects to: what either end makes of the other's certificate. */
  readonly handshake?: PeerHandshake;
};

/** A certificate with its key that a TLS context in force would show. */
export type ConfiguredCertificate = {
  readonly context: TlsContext;
  readonly identity: Identity;
  /**
   * As of an endpoint that serves these files, so that rules on certificates judge both alike. No name is compared. Trust is that of
   * the context where its peers have the same, on transport; elsewhere every CA that the files hold. */
  readonly evidence: CertificateEvidence;
  /** The names that its own settings give to others: what transport publishes, the host of `server.publicBaseUrl`. Empty where none is written out. */
  readonly names: readonly NameVerdict[];
};

/** What one node, or one Kibana, was told, and what was seen of the endpoints that it names. */
export type SetupEvidence = {
  readonly setup: Setup;
  /** Of each context that is in force; several where a store has several keys. */
  readonly shown: readonly ConfiguredCertificate[];
  /** Empty where files alone are read. */
  readonly met: readonly ObservedConnection[];
  /** The instant that dates are judged at. */
  readonly at: Date;
  readonly deployment: Deployment;
  /** See `CertificateEvidence.expiresInMs`. */
  readonly expiresInMs: number | null;
};
