import { file, files, text, type Values } from './option.ts';

/** Elastic Cloud on Kubernetes: which cluster, and where it is read from. */
export const eckOptions = {
  eck: text('eck', 'NAMESPACE/NAME', {
    group: 'Files',
    help: 'An Elasticsearch of Elastic Cloud on Kubernetes',
    detail: 'resources and secrets, from --eck-files, else from the API server: that of --kubeconfig, or of the pod',
  }),
  eckFiles: files('eck-files', {
    group: 'Files',
    help: 'What kubectl get elasticsearch,kibana,secret,pod wrote (-o json or yaml), or a folder of it',
  }),
  kubeconfig: file('kubeconfig', {
    group: 'Files',
    help: 'Where the API server is, and the account to ask it as',
    detail: 'with a token or a client certificate; login plugins are not run',
    usual: 'the service account of the pod',
  }),
};

export type EckRequest = Values<typeof eckOptions>;
