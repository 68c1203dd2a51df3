import type { ContentFault } from '../../model/reasons/content-fault.ts';
import type { SetupProblem } from '../../model/setup.ts';
import type { JavaPemCertificates } from '../../stores/java-pem.ts';
import type { ContextLoader } from './context-loader.ts';

/** What is wrong with a file of certificates, as a problem of its context. */
export function pemProblem(
  loader: ContextLoader,
  { reason, fault }: Pick<JavaPemCertificates, 'reason'> & { readonly fault: ContentFault },
  path: string,
  setting: string,
  log: string,
): SetupProblem {
  const because = { code: 'file-content-wrong', file: path, fault } as const;
  return loader.problem(reason === 'empty' ? 'pem-empty' : 'pem-not-a-certificate', because, { setting, file: path, log });
}
