import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Output, type OutputWord, pairOutputs } from '../../../src/cli/argv/pair-outputs.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import type { DocumentKind } from '../../../src/output/format.ts';
import { formats, formatsOf } from '../../../src/output/index.ts';

/** As on a command line: `json a.json` are a `--format` and an `-o`, by what they look like. */
function words(line: string): readonly OutputWord[] {
  const names = formats.map(({ name }) => name);
  return line
    .split(' ')
    .filter((word) => word !== '')
    .map((value) => ({ option: names.includes(value) || value === 'gif' ? 'format' : 'output', value }));
}

const pair = (given: readonly OutputWord[], kind: DocumentKind = 'matrix') =>
  pairOutputs(given, { name: 'this', kind, commandsOf: ({ name }) => [`${name}-command`] });

const spelled = (outputs: readonly Output[]) => outputs.map(({ format, file }) => `${format.name}>${file ?? '-'}`);

function reported(line: string, kind: DocumentKind = 'matrix'): string {
  try {
    return spelled(pair(words(line), kind)).join(' ');
  } catch (error) {
    if (error instanceof UsageError) return `${error.message}\n${error.hint}`;
    throw error;
  }
}

describe('formats and files', () => {
  for (const [line, expected] of [
    ['', 'table>-'],
    ['json', 'json>-'],
    ['json -', 'json>-'],
    ['-', 'table>-'],
    // The ending tells.
    ['a.json', 'json>a.json'],
    ['a.html', 'html>a.html'],
    ['a.htm', 'html>a.htm'],
    ['a.JSON', 'json>a.JSON'],
    ['a.txt', 'table>a.txt'],
    ['a.log', 'table>a.log'],
    ['dir.json/a', 'table>dir.json/a'],
    ['a', 'table>a'],
    ['/dev/stderr', 'table>/dev/stderr'],
    ['a.json b.html c', 'json>a.json html>b.html table>c'],
    ['a.sarif', 'sarif>a.sarif'],
    ['a.b.sarif.json', 'sarif>a.b.sarif.json'],
    ['a.xml', 'junit>a.xml'],
    ['a.cdx.json', 'cyclonedx>a.cdx.json'],
    ['cyclonedx bom.json', 'cyclonedx>bom.json'],
    ['a.md', 'markdown>a.md'],
    ['a.prom', 'prometheus>a.prom'],
    ['a.csv b.ics', 'csv>a.csv ics>b.ics'],
    ['es01.log.json', 'json>es01.log.json'],
    // What is a kind of JSON may stand in a file of JSON, where it is named.
    ['sarif a.json', 'sarif>a.json'],
    ['gl-code-quality-report.json gitlab', 'gitlab>gl-code-quality-report.json'],
    // The format beside it tells, before or behind.
    ['json a', 'json>a'],
    ['a json', 'json>a'],
    ['json a.txt', 'json>a.txt'],
    ['json a.gif', 'json>a.gif'],
    ['json a html b', 'json>a html>b'],
    ['a json html b', 'json>a html>b'],
    ['json a b html', 'json>a html>b'],
    // One of them goes to standard output.
    ['json a.json table', 'json>a.json table>-'],
    ['table json a.json', 'table>- json>a.json'],
    ['table json a', 'table>- json>a'],
    ['a json table', 'json>a table>-'],
    ['table - a.json', 'table>- json>a.json'],
    ['json a.json b.html', 'json>a.json html>b.html'],
    ['json a.json json', 'json>- json>a.json'],
    // What leaves fewest alone.
    ['table c.txt html b.html', 'table>c.txt html>b.html'],
  ] as const) {
    it(`"${line}" is ${expected}`, () => {
      assert.equal(reported(line), expected);
    });
  }

  for (const [line, expected] of [
    [
      'json table a.json',
      'a.json is json by its ending, and table by the --format beside it\nput the --format of a file beside it, as in --format json -o a.json, or leave --format out',
    ],
    [
      'table a.json',
      'a.json is json by its ending, and table by the --format beside it\nput the --format of a file beside it, as in --format json -o a.json, or leave --format out',
    ],
    [
      'json a table',
      'it is not clear whether a gets table or json\nname the format by the ending, as in -o a.json, or leave one --format out',
    ],
    [
      'json a.txt table',
      'it is not clear whether a.txt gets table or json\nname the format by the ending, as in -o a.json, or leave one --format out',
    ],
    ['json a b', 'it is not clear which format b gets\nput its --format beside it, or give it an ending such as .json'],
    ['json table', 'two reports cannot both go to standard output\ngive each --format but one its --output FILE'],
    ['json - table', 'two reports cannot both go to standard output\ngive each --format but one its --output FILE'],
    ['a.json ./a.json', './a.json was given twice\ngive each --output a file of its own'],
    [
      'a.txt json b.json',
      'it is not clear whether a.txt gets table or json\nname the format by the ending, as in -o a.json, or leave one --format out',
    ],
    [
      'a.gif',
      'the ending of a.gif names no format\nknown endings are .txt (table), .json, .html, .md (markdown), .sarif, .xml (junit), .annotations (github), .codequality.json (gitlab), .prom (prometheus), .nagios, .csv, .cdx.json (cyclonedx), .ics; or put a --format beside it, as in --format json -o a.gif',
    ],
    ['a.sarif.xml', 'it is not clear whether a.sarif.xml gets sarif or junit\nname a file with one ending, as in -o a.sarif for sarif'],
    ['a.html.json', 'it is not clear whether a.html.json gets html or json\nname a file with one ending, as in -o a.html for html'],
    [
      'csv a.sarif',
      'a.sarif is sarif by its ending, and csv by the --format beside it\nput the --format of a file beside it, as in --format sarif -o a.sarif, or leave --format out',
    ],
    [
      'gif',
      'unknown format "gif"\nformats are table, json, html, markdown, sarif, junit, github, gitlab, prometheus, nagios, csv, cyclonedx, ics',
    ],
    [
      'ndjson',
      'this writes no ndjson\nndjson is a format of ndjson-command; this writes table, json, html, markdown, sarif, junit, github, gitlab, prometheus, nagios, csv, cyclonedx, ics',
    ],
    [
      'a.ndjson',
      'this writes no ndjson, which a.ndjson ends like\nndjson is a format of ndjson-command; this writes table, json, html, markdown, sarif, junit, github, gitlab, prometheus, nagios, csv, cyclonedx, ics',
    ],
  ] as const) {
    it(`"${line}" is refused: ${expected.split('\n')[0]}`, () => {
      assert.equal(reported(line), expected);
    });
  }

  describe('laws', () => {
    const kind = fc.constantFrom<DocumentKind>('scan', 'matrix', 'diagnosis', 'inspection', 'rules');
    const word: fc.Arbitrary<OutputWord> = fc.oneof(
      fc.constantFrom(...formats.map(({ name }) => ({ option: 'format' as const, value: name }))),
      fc
        .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('', '.json', '.html', '.ndjson', '.txt', '.xml'))
        .map(([name, ending]) => ({ option: 'output' as const, value: name + ending })),
      fc.constant({ option: 'output' as const, value: '-' }),
    );
    const list = fc.array(word, { maxLength: 8 });
    const read = (given: readonly OutputWord[], of: DocumentKind) => {
      try {
        return pair(given, of);
      } catch (error) {
        assert.ok(error instanceof UsageError, String(error));
        assert.ok(error.message !== '' && error.hint !== '');
        return null;
      }
    };

    it('each file is written once, each format is used, and at most one goes to standard output', () => {
      fc.assert(
        fc.property(list, kind, (given, of) => {
          const outputs = read(given, of);
          if (outputs === null) return;
          const files = given.filter(({ option, value }) => option === 'output' && value !== '-').map(({ value }) => value);
          assert.deepEqual(outputs.flatMap(({ file }) => (file === null ? [] : [file])).sort(), files.sort());
          assert.ok(outputs.filter(({ file }) => file === null).length <= 1);
          for (const { option, value } of given) if (option === 'format') assert.ok(outputs.some(({ format }) => format.name === value));
          for (const { format } of outputs) assert.ok(formatsOf(of).includes(format), `${of} has no ${format.name}`);
        }),
        { numRuns: 2000 },
      );
    });

    it('no file has a format that another ending stands for', () => {
      fc.assert(
        fc.property(list, kind, (given, of) => {
          for (const { format, file } of read(given, of) ?? []) {
            const owner = formats.find(({ endings, plain }) => !plain && endings.includes(/\.(\w+)$/.exec(file ?? '')?.[1] ?? ''));
            if (owner !== undefined && !owner.endings.some((ending) => format.alsoIn?.includes(ending))) assert.equal(format, owner);
          }
        }),
        { numRuns: 2000 },
      );
    });

    it('backwards it is the same', () => {
      fc.assert(
        fc.property(list, kind, (given, of) => {
          const sorted = (outputs: readonly Output[] | null) => outputs && [...spelled(outputs)].sort();
          assert.deepEqual(sorted(read([...given].reverse(), of)), sorted(read(given, of)));
        }),
        { numRuns: 2000 },
      );
    });

    it('where every file has an ending of its own format, and its format beside it, all orders are the same', () => {
      const pairs = [
        ['json', 'a.json'],
        ['html', 'b.html'],
        ['table', 'c.txt'],
      ] as const;
      fc.assert(
        fc.property(
          fc.shuffledSubarray([...pairs], { minLength: 1 }),
          fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
          (some, turned) => {
            const line = some.map((each, index) => (turned[index] ? [...each].reverse() : each).join(' ')).join(' ');
            assert.deepEqual(reported(line).split(' ').sort(), some.map(([format, file]) => `${format}>${file}`).sort(), line);
          },
        ),
      );
    });

    it('is quick for as many as anybody writes', () => {
      for (const unit of ['json a#.json', 'a#.json json', 'a#.json', 'json a#', 'a#.txt json b#.json'])
        reported(Array.from({ length: 20 }, (_, index) => unit.replaceAll('#', String(index))).join(' '));
    }).timeout(2000);
  });
});
