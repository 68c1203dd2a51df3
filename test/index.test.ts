import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as handclasp from '../src/index.ts';
import { importsOf, sourceFiles, sourceText } from './support/sources.ts';

const library: Readonly<Record<string, unknown>> = handclasp;

describe('the library', () => {
  it('has what its page promises', () => {
    const promised = [
      ...librarySection()
        .replace(/^```ts$.*?^```$/gms, '')
        .matchAll(/`([a-z]\w+)`/g),
    ]
      .map(([, name]) => name ?? '')
      .filter((name) => name !== 'formats');
    assert.ok(promised.length > 20, promised.join(' '));
    for (const name of promised) assert.equal(typeof library[name], 'function', name);
    assert.ok(handclasp.formats.some(({ name }) => name === 'json'));
  });

  it('bears the version of its package', () => {
    assert.equal(handclasp.toolVersion, JSON.parse(sourceText('package.json')).version);
  });

  it('is all that the command line imports of the product', () => {
    const files = sourceFiles('src/cli');
    assert.ok(files.length > 50);
    const others = files.flatMap((file) =>
      importsOf(file).flatMap((path) => (path.startsWith('src/cli/') || path === 'src/index.ts' ? [] : [`${file}: ${path}`])),
    );
    assert.deepEqual(others, []);
  });

  describe('runs the examples of its page', () => {
    let lab: handclasp.Lab;
    before(async () => {
      lab = await handclasp.startLab();
    });
    after(() => lab.close());

    for (const [index, code] of examples().entries()) {
      it(`number ${index + 1}`, async () => {
        const [target = ''] = lab.endpoints.filter(({ rule }) => rule === 'leaf-expired').map((endpoint) => endpoint.target);
        const [healthy = ''] = lab.endpoints.filter(({ rule }) => rule === null).map((endpoint) => endpoint.target);
        const lines = await printedBy(code.replace(/es01:9300/, target).replace(/https:\/\/es01:9200/, healthy));
        assert.equal(lines[0]?.[0], target.replace(/^\w+:\/\//, ''));
        assert.ok([lines[0]?.[1]].flat().includes('leaf-expired'), JSON.stringify(lines));
      });
    }
  });
});

function librarySection(): string {
  return sourceText('docs/library.md');
}

function examples(): readonly string[] {
  const found = [...librarySection().matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code ?? '');
  assert.ok(found.length > 0);
  return found;
}

/** The arguments of each console.log of a program that imports the library by its name. */
async function printedBy(code: string): Promise<readonly (readonly unknown[])[]> {
  const printed: unknown[][] = [];
  const key = `printed${Math.random()}`;
  const self = new URL('../src/index.ts', import.meta.url);
  const face = existsSync(self) ? self : new URL('../src/index.js', import.meta.url);
  Object.assign(globalThis, { [key]: (...values: unknown[]) => printed.push(values) });
  try {
    const program = code.replace("'handclasp'", JSON.stringify(face.href)).replaceAll('console.log', `globalThis[${JSON.stringify(key)}]`);
    await import(`data:text/javascript,${encodeURIComponent(program)}`);
  } finally {
    Reflect.deleteProperty(globalThis, key);
  }
  return printed;
}
