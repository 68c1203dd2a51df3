import { writeFileSync } from 'node:fs';
import { commands } from '../src/cli/commands/index.ts';
import { configOptions } from '../src/cli/config-options.ts';
import { configJsonSchema } from '../src/config/config-schema.ts';
import { historySchema } from '../src/history/history-schema.ts';
import { policyJsonSchema } from '../src/policy/policy-schema.ts';
import { savedRunSchema } from '../src/replay/saved-run.ts';

/** Writes the schemas of what `--save` writes, of histories and changes, and of policy files; a test holds them to what is read. */
writeFileSync('schema/observations.schema.json', `${JSON.stringify(savedRunSchema(), null, 2)}\n`);
writeFileSync('schema/history.schema.json', `${JSON.stringify(historySchema(), null, 2)}\n`);
writeFileSync('schema/policy.schema.json', `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
writeFileSync('schema/config.schema.json', `${JSON.stringify(configJsonSchema(configOptions(commands)), null, 2)}\n`);
