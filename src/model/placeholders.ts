import type { FixStep } from './fix.ts';

/** The words in capitals that stand in commands and settings for what is not known, and what to put there. */
export const placeholders: Readonly<Record<string, string>> = {
  NODE: 'the name of the node',
  HOST: 'the name that others connect to',
  ADDRESS: 'the IP address that others connect to',
  SERVICE: 'the service of Docker Compose',
  RELEASE: 'the release in use, such as 8.19.0',
  USER: 'a user who may do this',
  CA_CERT: "the CA's certificate, in PEM",
  CA_KEY: "the CA's private key, in PEM",
  OLD_CA_CERT: 'the certificate of the CA that is in use, in PEM',
  CERT_FILE: 'the file that the certificate setting names',
  KEY_FILE: 'the file that the key setting names',
  KEYSTORE_FILE: 'the file that keystore.path names',
  TRUSTSTORE_FILE: 'the file that truststore.path names',
  TRUST_FILE: 'the file with the CA certificates that are trusted',
  INTERMEDIATE: 'the intermediate certificates, in PEM and in order; nothing where there are none',
  FILE: 'the file that is meant',
  ALIAS: 'the entry of the store',
  SETTING: 'the setting at fault',
  PASSWORD_FILE: 'a file with the password and nothing else',
  PID_FILE: 'the file with the process id',
  CONFIG_DIR: 'the configuration directory',
  TOKEN: 'the enrollment token',
  PROFILE: 'the name of the transport profile',
  REMOTE: 'the alias of the remote cluster',
  CLUSTER: 'the name of the cluster',
  NAME: 'the resource of Elastic Cloud on Kubernetes',
  NAMESPACE: 'its namespace',
  NODESET: 'the name in spec.nodeSets',
  SECRET: 'a secret of Kubernetes',
  POD: 'the pod',
};

/** Those of them that the lines of some steps have, in the order of the list. */
export function placeholdersIn(steps: readonly FixStep[]): readonly string[] {
  const words = new Set(
    steps.flatMap(({ lines = [], removes = [] }) => [...lines, ...removes].flatMap((line) => line.match(/\b[A-Z][A-Z_]+\b/g) ?? [])),
  );
  return Object.keys(placeholders).filter((word) => words.has(word));
}
