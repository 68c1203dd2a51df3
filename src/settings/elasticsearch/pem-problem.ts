import type { ContentFault } from '../../model/reasons/content-fault.ts';
import type { SetupProblem } from '../../model/setup.ts';
import type { JavaCertificates } from '../../stores/java/java-certificates.ts';
import type { ContextLoader } from './context-loader.ts';

/** What is wrong with a file of certificates, as a problem of its context. */
export function pemProblem(
  loader: ContextLoader,
  { reason, depends }: Pick<JavaCertificates, 'reason' | 'depends'>,
  fault: ContentFault,
  { path, setting, log }: { readonly path: string; readonly setting: string; readonly log: string },
): SetupProblem {
  const because = { code: 'file-content-wrong', file: path, fault } as const;
  const rule = reason === 'empty' ? 'pem-empty' : 'pem-not-a-certificate';
  return loader.problem(rule, because, { setting, file: path, log, ...(depends ? { certainty: 'likely' } : {}) });
}
