import { type DocumentKind, UsageError } from '../../index.ts';
import type { Output } from '../argv/pair-outputs.ts';
import type { ScanRequest } from '../commands/scan.ts';
import { type CredentialsRequest, checkCredentials, credentialsOptions, discoverOption } from './credentials.ts';
import { deploymentOption, depthOption, quietWireOption } from './depth.ts';
import { type HistoryRequest, historyOptions } from './history.ts';
import { checkIdentity, type IdentityRequest, identityOptions } from './identity.ts';
import { files, text, type Values } from './option.ts';
import { outputOptions } from './outputs.ts';
import { type PasswordsRequest, passwordsOption } from './passwords.ts';
import { checkReceiver, type ReceiverRequest, receiverOptions } from './receiver.ts';
import { type ReplayRequest, replayOptions } from './replay.ts';
import { type ExpiryRequest, exitOptions, expiryOption, paceOptions, type ReportRequest, streamOptions } from './report.ts';
import { checkServerName } from './server-name.ts';
import { targetsOption, targetWords } from './targets.ts';
import { type ViewRequest, viewOptions } from './view.ts';

/** What a command asks for that probes endpoints and compares them. */
export type ComparedRunRequest = ExpiryRequest &
  Pick<ScanRequest, 'targets' | 'ca' | 'serverName' | 'discover' | 'deployment' | 'quietWire'> &
  IdentityRequest &
  PasswordsRequest &
  CredentialsRequest &
  ReplayRequest &
  HistoryRequest &
  ReportRequest &
  ReceiverRequest &
  ViewRequest & {
    readonly depth: 'quick' | 'standard' | 'full' | null;
    readonly outputs: readonly Output[];
  };

/** Its options. @param words what they are for in that command */
export function comparedRunOptions(
  kind: DocumentKind,
  words: { readonly trust: string; readonly identity: string; readonly depth: string; readonly usualDepth: 'standard' | 'full' },
) {
  return {
    ...targetsOption,
    serverName: text('server-name', 'NAME', { group: 'Targets', asks: true, help: "Name for SNI, instead of the target's host" }),
    ...deploymentOption,
    ...replayOptions,
    ...historyOptions,
    ca: files('ca', { group: 'Trust', common: true, help: 'CA certificates to trust', detail: words.trust }),
    ...expiryOption,
    ...identityOptions(words.identity),
    ...passwordsOption('Client identity'),
    ...credentialsOptions,
    ...discoverOption,
    ...depthOption(words.depth, words.usualDepth),
    ...quietWireOption,
    ...outputOptions(kind),
    ...receiverOptions,
    ...viewOptions,
    ...streamOptions,
    ...exitOptions,
    ...paceOptions('32'),
  };
}

/**
 * Targets of the command line, once what belongs together is there.
 *
 * @param otherMatter files are named that can be judged without any target
 * @throws UsageError
 */
export function comparedTargets(
  operands: readonly string[],
  values: Values<ReturnType<typeof comparedRunOptions>> & Pick<ReceiverRequest, 'receiver'>,
  missing: { readonly message: string; readonly hint: string },
  otherMatter = false,
): readonly string[] {
  const targets = targetWords(operands, values);
  checkIdentity(values);
  checkCredentials(values);
  checkServerName(values);
  checkReceiver(values);
  if (targets.length === 0 && values.replay === null && !otherMatter) throw new UsageError('no-target', missing.message, missing.hint);
  return targets;
}
