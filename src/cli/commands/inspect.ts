import type { Output } from '../argv/pair-outputs.ts';
import type { FailOn } from '../exit-status.ts';
import { outputOptions } from '../options/outputs.ts';
import { type PasswordsRequest, passwordsOption } from '../options/passwords.ts';
import { type ExpiryRequest, exitOptions, expiryOption } from '../options/report.ts';
import { command } from './command.ts';

export type InspectRequest = ExpiryRequest &
  PasswordsRequest & {
    readonly files: readonly string[];
    readonly failOn: FailOn;
    readonly exitZero: boolean;
    readonly outputs: readonly Output[];
  };

export const inspect = command({
  name: 'inspect',
  summary: 'What files with certificates and keys contain (PEM, DER, PKCS#12, JKS), and what is wrong with them',
  synopsis: 'FILE..',
  about: `Shows what files with certificates and keys contain, and what is wrong with dates, keys, names and usages. For a store it also shows which certificates a JVM would trust, and whether the keys belong to their certificates. A key and a certificate in two files are compared if their names match (es01.key, es01.crt), or if only these two are given. Needs no network, and shows no secret.

The empty password is tried first, then those of --password-file and HANDCLASP_PASSWORD. handclasp asks for one if none fits.`,
  operands: {
    metavariable: 'FILE',
    help: 'PEM, DER, PKCS#12, JKS or JCEKS; - for standard input',
    usual: null,
    least: 1,
    most: 'any',
    completes: 'files',
  },
  options: { ...passwordsOption('Files'), ...expiryOption, ...outputOptions('inspection'), ...exitOptions },
  writes: 'inspection',
  examples: [
    ['inspect http_ca.crt', ''],
    ['inspect --password-file pw elastic-certificates.p12', 'a store'],
    ['inspect es01.crt es01.key', 'whether the two are a pair'],
    ['inspect --format json node.crt ca.crt', 'for programs'],
  ],
  request: ({ values: { passwordFiles, failOn, exitZero, expiresIn }, operands, outputs }): InspectRequest => ({
    files: operands,
    passwordFiles,
    failOn: failOn ?? 'high',
    exitZero,
    expiresIn,
    outputs,
  }),
});
