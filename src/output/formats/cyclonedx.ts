import type { Format } from '../format.ts';
import { bySink } from '../sink/by-sink.ts';

/** A cryptographic bill of materials. */
export const cyclonedx: Format = {
  name: 'cyclonedx',
  help: 'CycloneDX 1.7: certificates, protocols and algorithms (CBOM)',
  endings: ['cdx.json', 'cbom.json'],
  alsoIn: ['json'],
  plain: false,
  ...bySink(async ({ certificates }) => (await import('../cyclonedx/open-cyclonedx.ts')).openCycloneDx(await certificates())),
};
