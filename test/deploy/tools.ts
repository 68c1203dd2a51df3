import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { skipUnless } from '../support/required.ts';

/** Where the readers of our examples are installed: `.ci/run` does it. */
const folder =
  process.env.HANDCLASP_DEPLOY_TOOLS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'handclasp/deploy-tools/bin');

/** The path of a reader; the suite is skipped where it is missing. */
export function reader(context: Mocha.Context, name: 'check-jsonschema' | 'kubernetes-validate' | 'ansible-playbook' | 'hadolint'): string {
  const path = join(folder, name);
  skipUnless(context, existsSync(path), `${name} (HANDCLASP_DEPLOY_TOOLS)`);
  return path;
}
