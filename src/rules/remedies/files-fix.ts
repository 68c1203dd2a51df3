import type { FixOf } from '../../model/fix.ts';
import { byDeployment } from './by-deployment.ts';
import { platformFiles } from './platforms.ts';
import { advice, at } from './steps.ts';

/**
 * How to fix what stands in the files of a node or a Kibana. Where a platform writes them, nobody else can.
 *
 * @param self what to do on one's own machines
 * @param eck the same in words of the manifest; absent: what of `self` is a setting, as lines of the manifest
 */
export function filesFix(self: FixOf, eck?: FixOf): FixOf {
  return byDeployment({
    self,
    eck:
      eck ??
      ((context) => [
        advice(
          at('kubernetes'),
          'The operator writes these files from the manifest: make the change in spec.nodeSets[].config (Kibana: spec.config), in the podTemplate, or in the secret that is mounted.',
        ),
        // Other commands, and restarts, are for files and services that a pod does not leave to its user.
        ...self(context).filter(({ kind, where }) => kind === 'advice' || where.machine === 'kubernetes'),
      ]),
    ...platformFiles,
  });
}
