import { materialIn, UsageError } from '../../index.ts';

/** The name for SNI goes to the server in the clear. @throws UsageError where it is a key or a certificate in writing */
export function checkServerName({ serverName }: { readonly serverName: string | null }): void {
  const material = serverName === null ? null : materialIn(serverName);
  if (material !== null) throw new UsageError('arguments', `--server-name cannot be ${material.name}`, 'it is the name of a host');
}
