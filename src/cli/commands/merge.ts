import type { Output } from '../argv/pair-outputs.ts';
import type { FailOn } from '../exit-status.ts';
import { flag } from '../options/option.ts';
import { outputOptions } from '../options/outputs.ts';
import { exitOptions } from '../options/report.ts';
import { type ViewRequest, viewOptions } from '../options/view.ts';
import { command } from './command.ts';

export type MergeRequest = ViewRequest & {
  readonly files: readonly string[];
  readonly failOn: FailOn;
  readonly exitZero: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly outputs: readonly Output[];
};

export const merge = command({
  name: 'merge',
  summary: 'One report of the parts that scan --shard wrote',
  synopsis: 'PART..',
  about: `Puts together what scan --shard wrote: parts in JSON into a report in any format, parts in NDJSON line by line, with any number of endpoints. It says which part is missing, which ends with exit status 3, and refuses two parts of one shard, and parts that another release, other options or another list made.

The report has no calendar: who breaks when a certificate expires shows only where one run sees all nodes.`,
  operands: {
    metavariable: 'PART',
    help: 'File that scan --shard wrote, json or ndjson',
    usual: null,
    least: 1,
    most: 'any',
    completes: 'files',
  },
  options: {
    ...outputOptions('scan', false),
    ...viewOptions,
    quiet: flag('quiet', { alias: 'q', group: 'Output', help: 'No hints on standard error' }),
    verbose: flag('verbose', { alias: 'v', group: 'Output', help: 'Say why something was not checked' }),
    ...exitOptions,
  },
  writes: 'scan',
  examples: [
    ['merge part-0.json part-1.json part-2.json -o scan.json', 'one report of three parts'],
    ['merge part-*.ndjson -o fleet.ndjson -o fleet.sarif', 'of any length, with a document for GitHub'],
  ],
  request: ({ values: { failOn, ...values }, operands: files, outputs }): MergeRequest => ({
    ...values,
    files,
    failOn: failOn ?? 'high',
    outputs,
  }),
});
