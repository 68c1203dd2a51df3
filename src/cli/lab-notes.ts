import { atLeast, type EndpointReport, type LabEndpoint } from '../index.ts';

/** What a lab endpoint should show, and whether it did. */
export type LabNote = { readonly text: string; readonly asPlanned: boolean };

/** The lab endpoint that a target's label names; undefined where it is none. */
export function labEndpoint(lab: readonly LabEndpoint[], label: string): LabEndpoint | undefined {
  return lab.find(({ target }) => target.replace(/^[a-z-]+:\/\//, '') === label);
}

/** Null for an endpoint that is none of the lab's. */
export function labNote(lab: readonly LabEndpoint[], endpoint: EndpointReport): LabNote | null {
  const plan = labEndpoint(lab, endpoint.target);
  if (plan === undefined) return null;
  if (plan.rule === null) {
    const grave = endpoint.findings.filter(({ severity }) => atLeast(severity, 'high'));
    const verdict =
      grave.length === 0 ? 'Healthy: nothing at high or above' : `Should be healthy, BUT HAS ${grave.map(({ rule }) => rule).join(', ')}`;
    return { text: `lab: ${plan.story} ${verdict}`, asPlanned: grave.length === 0 };
  }
  const seen = endpoint.findings.some(({ rule }) => rule === plan.rule);
  const undetermined = endpoint.unknown.find(({ rule }) => rule === plan.rule)?.because;
  const verdict = seen ? 'seen' : undetermined === undefined ? 'NOT SEEN' : `not checked: ${undetermined}`;
  return { text: `lab: ${plan.story} Expected ${plan.rule}: ${verdict}`, asPlanned: seen };
}
