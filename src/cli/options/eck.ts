import { UsageError } from '../../index.ts';
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

/** @throws UsageError */
export function checkEck({ eck, eckFiles, kubeconfig }: EckRequest): void {
  const beside = eckFiles.length > 0 ? '--eck-files' : kubeconfig !== null ? '--kubeconfig' : null;
  if (eck === null) {
    if (beside !== null) throw new UsageError('arguments', `${beside} needs --eck`, 'name the cluster: --eck NAMESPACE/NAME');
    return;
  }
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(eck))
    throw new UsageError('arguments', `--eck cannot be "${eck}"`, 'it is a namespace and a name, such as prod/main');
  if (eckFiles.length > 0 && kubeconfig !== null)
    throw new UsageError('arguments', '--eck-files and --kubeconfig cannot be used together', 'read files, or ask the API server');
}
