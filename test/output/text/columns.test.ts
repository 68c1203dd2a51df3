import assert from 'node:assert/strict';
import { displayWidth } from '../../../src/output/display-width.ts';
import { painter } from '../../../src/output/paint.ts';
import { type Column, columnLines } from '../../../src/output/text/columns.ts';

type Row = { readonly name: string; readonly version: string; readonly note: string };

const columns: readonly Column<Row>[] = [
  { head: 'NAME', least: 6, cut: 'middle', dispensable: null, cell: ({ name }) => ({ text: name, tone: 'good' }) },
  { head: 'VERSION', least: 3, cut: 'end', dispensable: 1, cell: ({ version }) => ({ text: version }) },
  { head: 'NOTE', least: 3, cut: 'end', dispensable: null, cell: ({ note }) => ({ text: note }) },
];
const rows: readonly Row[] = [
  { name: '日本語のノード', version: '8.19', note: '終' },
  { name: 'es01', version: '9.0', note: 'well' },
];
const lines = (width: number, leavesOut = true, colour = false) =>
  columnLines(columns, rows, { width, leavesOut, paint: painter(colour) }).lines;

describe('rows in columns', () => {
  it('stand under their heads, by the cells that a terminal shows', () => {
    assert.deepEqual(lines(40), ['NAME            VERSION  NOTE', '日本語のノード  8.19     終', 'es01            9.0      well']);
  });

  it('lie closer before a column is left out, and are cut at last', () => {
    assert.deepEqual(lines(27), ['NAME           VERSION NOTE', '日本語のノード 8.19    終', 'es01           9.0     well']);
    assert.deepEqual(lines(20), ['NAME           NOTE', '日本語のノード 終', 'es01           well']);
    assert.deepEqual(lines(12), ['NAME    NOTE', '日本…ド 終', 'es01    well']);
  });

  it('are cut alone where no column may be left out', () => {
    const [head = '', ...others] = lines(20, false);
    assert.match(head, /^NAME +VERS/);
    for (const line of others) assert.ok(displayWidth(line) <= 20, line);
  });

  it('are coloured without a change of their places', () => {
    const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
    assert.deepEqual(
      lines(27, true, true).map((line) => line.replace(escapes, '')),
      lines(27),
    );
  });
});
