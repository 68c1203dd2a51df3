import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKibanaKeystore } from '../../../src/stores/kibana-keystore.ts';
import { makeKibanaKeystore } from '../../support/keystore-maker.ts';

/** `kibana-keystore add [-f] NAME` and `remove NAME`, for a machine that has no Kibana: it asks for the value as that does, and writes the same file. */
const [config = '', verb = '', ...words] = process.argv.slice(2);
const force = words[0] === '-f';
const name = words[force ? 1 : 0] ?? '';
const file = join(config, 'kibana.keystore');
const entries = existsSync(file) ? entriesOf(new Uint8Array(readFileSync(file))) : {};
if (verb === 'remove') {
  const { [name]: removed, ...rest } = entries;
  if (removed === undefined) throw new Error(`kibana-keystore has no ${name}`);
  writeFileSync(file, makeKibanaKeystore(rest));
} else if (verb === 'add') {
  const asks = !force && name in entries;
  process.stdout.write(asks ? 'Setting already exists. Overwrite? [y/N] ' : `Enter value for ${name}: `);
  process.stdin.setEncoding('utf8');
  let asked = asks;
  for await (const chunk of process.stdin) {
    if (asked) {
      asked = false;
      process.stdout.write(`Enter value for ${name}: `);
      continue;
    }
    writeFileSync(file, makeKibanaKeystore({ ...entries, [name]: String(chunk).trim() }));
    break;
  }
  process.exit(0);
} else throw new Error(`kibana-keystore knows no ${verb}`);

function entriesOf(bytes: Uint8Array): Readonly<Record<string, string>> {
  const read = readKibanaKeystore(bytes, []);
  if (read.kind !== 'opened') throw new Error(`kibana.keystore is ${read.kind}`);
  return Object.fromEntries([...read.entries].map(([key, secret]) => [key, secret.reveal()]));
}
