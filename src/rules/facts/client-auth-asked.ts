import type { Observation } from '../../model/observation.ts';

/** Whether the server asks clients for a certificate in some version; `unknown` where that did not show. */
export function clientAuthAsked({ clientAuth, conversations }: Observation): 'yes' | 'no' | 'unknown' {
  const modes = Object.values(clientAuth);
  if (modes.some((mode) => mode.kind === 'required' || mode.kind === 'optional' || (mode.kind === 'unknown' && mode.requested)))
    return 'yes';
  if (conversations.some(({ certificateRequest }) => certificateRequest !== null)) return 'yes';
  return modes.length > 0 && modes.every((mode) => mode.kind === 'none') ? 'no' : 'unknown';
}
