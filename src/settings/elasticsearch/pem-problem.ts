import type { SetupProblem } from '../../model/setup.ts';
import type { JavaPemCertificates } from '../../stores/java-pem.ts';
import type { ContextLoader } from './context-loader.ts';

/** What is wrong with a file of certificates, as a problem of its context. */
export function pemProblem(loader: ContextLoader, read: JavaPemCertificates, path: string, setting: string, log: string): SetupProblem {
  return loader.problem(read.reason === 'empty' ? 'pem-empty' : 'pem-not-a-certificate', `${path}: ${read.problem ?? ''}.`, {
    setting,
    file: path,
    log,
  });
}
