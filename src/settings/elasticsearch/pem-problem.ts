import type { SetupProblem } from '../../model/setup.ts';
import type { JavaPemCertificates } from '../../stores/java-pem.ts';
import type { ContextLoader } from './context-loader.ts';

/** What is wrong with a file of certificates, as a problem of its context. */
export function pemProblem(loader: ContextLoader, read: JavaPemCertificates, path: string, setting: string, log: string): SetupProblem {
  const because = { code: 'file-content-wrong', file: path, problem: read.problem ?? '' } as const;
  return loader.problem(read.reason === 'empty' ? 'pem-empty' : 'pem-not-a-certificate', because, { setting, file: path, log });
}
