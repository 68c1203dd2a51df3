import type { Argv } from 'yargs';
import { deployments } from '../../model/deployment.ts';
import { type Output, pairFormats } from '../outputs.ts';
import { type CredentialsRequest, credentialsOptions, credentialsRequest, discoverOption } from './credentials.ts';
import { type IdentityRequest, identityOptions, identityRequest } from './identity.ts';
import { type PasswordsRequest, passwordsOption, passwordsRequest } from './passwords.ts';
import type { ScanRequest } from './scan.ts';
import { type ReportRequest, reportOptions, reportRequest, serverNameRequest, streamOptions } from './shared-options.ts';
import { choice, many, positional, text, type Values } from './values.ts';

export const matrixFormats = ['table', 'json', 'html'] as const;

/** What `matrix` has of the scan's options. */
export type MatrixRequest = Pick<
  ScanRequest,
  | 'targets'
  | 'ca'
  | keyof IdentityRequest
  | keyof PasswordsRequest
  | 'serverName'
  | 'discover'
  | keyof CredentialsRequest
  | 'deployment'
  | 'depth'
  | 'quietWire'
  | keyof ReportRequest
> & { readonly outputs: readonly Output<(typeof matrixFormats)[number]>[] };

/** One connection to a port shows too little to compare by. */
const matrixDepths = ['quick', 'standard', 'full'] as const;

export function matrixOptions(command: Argv): Argv {
  const trusted = command
    .usage(
      `$0 matrix <target..>

Lets every transport port meet each other one, from what they show: would the one accept the other, and be let in? Needs no files and no credentials. Targets are those of scan.`,
    )
    .positional('target', { type: 'string', array: true, demandOption: true, describe: 'The nodes: host, host:port, @FILE, -' })
    .option('ca', {
      ...text,
      array: true,
      describe: 'CA certificates (PEM, DER, PKCS#12, JKS), which tell which key a name stands for; may be repeated',
    });
  const asked = passwordsOption(
    identityOptions(trusted, 'Client certificate with its chain (PEM): what nodes do with it proves whom they trust'),
  )
    .option('server-name', { ...text, describe: "Name for SNI, instead of the target's host" })
    .option('deployment', { ...text, choices: deployments, describe: 'How the stack is run; guessed from names by default' })
    .option('depth', {
      ...text,
      choices: matrixDepths,
      describe: 'quick leaves older versions and most cipher suites out',
      defaultDescription: 'standard',
    })
    .option('quiet-wire', { type: 'boolean', describe: 'Finish no handshake without a certificate: nodes log nothing' });
  const reported = reportOptions(discoverOption(credentialsOptions(asked)), {
    formats: 'table, json or html; may be repeated, each with its --output',
    concurrency: '32',
  });
  return streamOptions(reported)
    .example('$0 matrix es01 es02 es03', 'three nodes at their default ports')
    .example('$0 matrix --ca ca.crt --user monitor --discover https://es01:9200', 'every node that the first knows of')
    .example('$0 matrix @nodes.txt --format html -o matrix.html', 'the grid as one file');
}

export function matrixRequest(values: Values, args: readonly string[]): MatrixRequest {
  return {
    targets: positional(values, 'target'),
    ca: many(values, 'ca'),
    ...identityRequest(values),
    ...passwordsRequest(values),
    serverName: serverNameRequest(values),
    ...credentialsRequest(values),
    discover: values.discover === true,
    deployment: choice(values, 'deployment', deployments),
    depth: choice(values, 'depth', matrixDepths),
    quietWire: values['quiet-wire'] === true,
    outputs: pairFormats(args, matrixFormats),
    ...reportRequest(values),
  };
}
