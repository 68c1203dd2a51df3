import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/sources.ts';
import { unspokenIn } from '../support/spoken.ts';

const folder = join(root, 'test/cli/transcripts');
const forPrograms = /--format (?!table)|\.json\b|completion |--trace|-o \S+\.(?:json|csv|sarif|xml|prom)/;

/** Each screen that a transcript holds, and the command line that shows it. */
const screens = readdirSync(folder)
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
  .filter(({ text }) => !forPrograms.test(/^\$ .*$/m.exec(text)?.[0] ?? ''));

/** explain lists reasons by their names, each with its title. */
function withoutHeadings(text: string): string {
  return text.replace(/^[a-z0-9-]+ {2,}(?=[A-Z])/gm, '');
}

describe('what people read', () => {
  it('has a sentence for every code, no days below zero, and no value that is not there', () => {
    assert.ok(screens.length > 60);
    assert.deepEqual(
      screens.flatMap(({ name, text }) => unspokenIn(withoutHeadings(text)).map((found) => `${name}: ${found}`)),
      [],
    );
  });

  it('names no placeholder for what the same screen tells', () => {
    for (const { name, text } of screens) {
      const told = /remote cluster name \[|belongs to the cluster /.test(text);
      if (told) assert.doesNotMatch(text, /cluster\.name: CLUSTER\b/, name);
    }
  });

  it('is caught where it has a code or days below zero', () => {
    assert.deepEqual(unspokenIn('the handshake was not completed: bad-signature; -4 days (CN=es01)'), ['bad-signature', '-4 days']);
  });
});
