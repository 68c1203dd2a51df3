import { writeFileSync } from 'node:fs';
import { savedRunSchema } from '../src/replay/saved-run.ts';

/** Writes the schema of what `--save` writes; a test holds it to what is read. */
writeFileSync('schema/observations.schema.json', `${JSON.stringify(savedRunSchema(), null, 2)}\n`);
