import { deployments } from '../../index.ts';
import { choice, flag } from './option.ts';

/** One connection, as at a glance, shows too little to compare by, or to say why. */
const depths = ['quick', 'standard', 'full'] as const;

/** For commands whose depth follows from what they look for. */
export function depthOption(detail: string, usual: string) {
  return { depth: choice('depth', depths, { group: 'Depth', asks: true, common: true, help: 'How much to check', detail, usual }) };
}

export const diagnosisDepth = depthOption(
  'standard and full ask for older versions and all cipher suites',
  'quick, and more where that is not enough',
);

export const deploymentOption = {
  deployment: choice('deployment', deployments, {
    group: 'Targets',
    noun: 'TYPE',
    help: 'How the stack is run',
    usual: 'guessed from names',
  }),
};

export const quietWireOption = {
  quietWire: flag('quiet-wire', {
    group: 'Depth',
    asks: true,
    help: 'Leave no line in the log of a node',
    detail: 'no handshake without a certificate is finished',
  }),
};
