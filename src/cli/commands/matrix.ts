import { UsageError } from '../../index.ts';
import type { Output } from '../argv/pair-outputs.ts';
import { type CredentialsRequest, checkCredentials, credentialsOptions, discoverOption } from '../options/credentials.ts';
import { deploymentOption, depthOption, quietWireOption } from '../options/depth.ts';
import { checkIdentity, type IdentityRequest, identityOptions } from '../options/identity.ts';
import { files, text } from '../options/option.ts';
import { outputOptions } from '../options/outputs.ts';
import { type PasswordsRequest, passwordsOption } from '../options/passwords.ts';
import { type ReplayRequest, replayOptions } from '../options/replay.ts';
import {
  type ExpiryRequest,
  exitOptions,
  expiryOption,
  paceOptions,
  type ReportRequest,
  reportRequest,
  streamOptions,
} from '../options/report.ts';
import { checkServerName } from '../options/server-name.ts';
import { targetsOption, targetWords } from '../options/targets.ts';
import { type ViewRequest, viewOptions } from '../options/view.ts';
import { command } from './command.ts';
import type { ScanRequest } from './scan.ts';

/** What `matrix` has of the scan's options. */
export type MatrixRequest = ExpiryRequest &
  Pick<ScanRequest, 'targets' | 'ca' | 'serverName' | 'discover' | 'deployment' | 'quietWire'> &
  IdentityRequest &
  PasswordsRequest &
  CredentialsRequest &
  ReplayRequest &
  ReportRequest &
  ViewRequest & {
    readonly depth: 'quick' | 'standard' | 'full' | null;
    readonly outputs: readonly Output[];
  };

export const matrix = command({
  name: 'matrix',
  summary: 'Who would accept whom, for every pair of nodes, from outside',
  synopsis: '[TARGET..]',
  about: `Lets every transport port meet each other one, from what they show: would each accept the other? Needs no files and no credentials. Targets are those of scan.`,
  operands: {
    metavariable: 'TARGET',
    help: 'The nodes: host, host:port, @FILE, -',
    usual: null,
    least: 0,
    most: 'any',
    completes: 'targets',
  },
  options: {
    ...targetsOption,
    serverName: text('server-name', 'NAME', { group: 'Targets', asks: true, help: "Name for SNI, instead of the target's host" }),
    ...deploymentOption,
    ...replayOptions,
    ca: files('ca', {
      group: 'Trust',
      common: true,
      help: 'CA certificates to trust',
      detail: 'PEM, DER, PKCS#12 or JKS; they tell which key a name stands for',
    }),
    ...expiryOption,
    ...identityOptions('what nodes do with it proves whom they trust'),
    ...passwordsOption('Client identity'),
    ...credentialsOptions,
    ...discoverOption,
    ...depthOption('quick leaves older versions and most cipher suites out', 'standard'),
    ...quietWireOption,
    ...outputOptions('matrix'),
    ...viewOptions,
    ...streamOptions,
    ...exitOptions,
    ...paceOptions('32'),
  },
  writes: 'matrix',
  examples: [
    ['matrix es01 es02 es03', 'three nodes at their default ports'],
    ['matrix --ca ca.crt --user monitor --discover https://es01:9200', 'every node that the first knows of'],
    ['matrix @nodes.txt -o matrix.html', 'the grid as one file'],
  ],
  request: ({ values, operands, outputs }): MatrixRequest => {
    const targets = targetWords(operands, values);
    checkIdentity(values);
    checkCredentials(values);
    checkServerName(values);
    if (targets.length === 0 && values.replay === null)
      throw new UsageError('no-target', 'nothing to compare', 'name the nodes, as in "handclasp matrix es01 es02"');
    return { ...values, ...reportRequest(values), targets, outputs };
  },
});
