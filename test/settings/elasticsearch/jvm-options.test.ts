import assert from 'node:assert/strict';
import { javaProperties, systemProperties } from '../../../src/settings/elasticsearch/jvm-options.ts';

describe('a line of jvm.options', () => {
  const holds = (line: string, java: number | null): boolean => systemProperties(line, 'jvm.options', java).length === 1;

  /** A line, and for which versions of Java it counts among 16, 17, 18, 20, 21. */
  const lines: readonly (readonly [string, readonly number[]])[] = [
    ['-Da=b', [16, 17, 18, 20, 21]],
    ['17:-Da=b', [17]],
    ['17-:-Da=b', [17, 18, 20, 21]],
    ['17-20:-Da=b', [17, 18, 20]],
    ['  17-20:-Da=b', [17, 18, 20]],
    ['21:-Da=b', [21]],
  ];
  for (const [line, versions] of lines) {
    it(`${line} counts for Java ${versions.join(', ')}`, () => {
      assert.deepEqual(
        [16, 17, 18, 20, 21].filter((java) => holds(line, java)),
        versions,
      );
      assert.ok(holds(line, null), 'where the version is not known, it may count');
    });
  }

  it('is a property with its value, its file and its line, or none', () => {
    const text = ['# a comment', '-Xmx1g', '-Djavax.net.debug', ' -Dx=a b ', '-Dy=1=2', '#-Dz=1', '-D=1'].join('\r\n');
    assert.deepEqual(
      systemProperties(text, 'jvm.options', 17).map(({ name, value, place }) => [name, value, place.file, place.line]),
      [
        ['javax.net.debug', '', 'jvm.options', 3],
        ['x', 'a b', 'jvm.options', 4],
        ['y', '1=2', 'jvm.options', 5],
      ],
    );
  });
});

describe('a file of Java properties', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['a=b', { a: 'b' }],
    ['a = b c ', { a: 'b c ' }],
    ['  a: b', { a: 'b' }],
    ['a b', { a: 'b' }],
    ['a', { a: '' }],
    ['# a=b\n! c=d\n\ne=f', { e: 'f' }],
    ['a=b\na=c', { a: 'c' }],
    ['a=b, \\\n    c\\\r\n\td', { a: 'b, cd' }],
    ['a=x\\=y\\\\z', { a: 'x=y\\z' }],
    ['a=b\rc=d\r\ne=f', { a: 'b', c: 'd', e: 'f' }],
    ['=b', {}],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () => assert.deepEqual(Object.fromEntries(javaProperties(text)), expected));
  }
});
