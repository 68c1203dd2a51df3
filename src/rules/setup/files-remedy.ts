import type { Remedy } from '../../model/rule-text.ts';

/**
 * How to mend what stands in the files of a node or a Kibana. Where a platform writes them, nobody else can.
 *
 * @param self what to do on one's own machines
 * @param eck the same in words of the manifest; absent: the manifest is named as the place
 */
export function filesRemedy(self: string, eck?: string): Remedy {
  return {
    self,
    eck:
      eck ??
      `The operator writes these files from the manifest: make the change in spec.nodeSets[].config (Kibana: spec.config), in the podTemplate, or in the secret that is mounted. What to change: ${self}`,
    ece: 'The platform writes these files and does not show them: report it to the administrator of Elastic Cloud Enterprise. What the deployment lets you set is under Edit > user settings.',
    ech: 'Elastic writes these files and does not show them, so they come from a node of your own: mend it there. What a deployment lets you set is under Edit > user settings.',
    serverless:
      'A serverless project has no files of yours, so these come from a node of your own: mend it there as for a self-managed one.',
  };
}
