import type { Format } from '../format.ts';
import { bySink } from '../sink/by-sink.ts';

/** Certificates for a spreadsheet. */
export const csv: Format = {
  name: 'csv',
  help: 'certificates, one per line',
  endings: ['csv'],
  plain: false,
  ...bySink(async ({ certificates }) => (await import('../open-csv.ts')).openCsv(await certificates())),
};
