import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const isCompiled = !existsSync(new URL('../../package.json', import.meta.url));
const root = fileURLToPath(new URL(isCompiled ? '../../../' : '../../', import.meta.url));
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** README's names for what the transcript has of the lab. Lines break elsewhere then, so words are compared. */
const examples: readonly {
  readonly command: string;
  readonly transcript: string;
  readonly names: readonly (readonly [RegExp, string])[];
}[] = [
  {
    command: 'handclasp scan transport://127.0.0.1:19303',
    transcript: 'client-authentication-optional',
    names: [
      [/127\.0\.0\.1:10003/g, '127.0.0.1:19303'],
      [/9,999 days left/g, '3,649 days left'],
      [/(?<!\d,)999 days left/g, '729 days left'],
      [/ 0\.0 s/g, ' 0.2 s'],
    ],
  },
  {
    command: 'handclasp kibana --config /etc/kibana',
    transcript: 'kibana-without-ca',
    names: [
      [/\{dir\}\/kibana/g, '/etc/kibana'],
      [/https:\/\/127\.0\.0\.1:10010/g, 'https://es01:9200'],
      [/CN=search01/g, 'CN=es01'],
      [/, O=handclasp practice stack/g, ''],
    ],
  },
];

describe("README's example", () => {
  const readme = readFileSync(`${root}README.md`, 'utf8');
  for (const { command, transcript, names } of examples) {
    it(`${command} shows what the command prints`, () => {
      const begin = readme.indexOf(`$ ${command}\n`);
      assert.ok(begin >= 0, 'it is not in README');
      const shown = readme.slice(begin + command.length + 3, readme.indexOf('\n```', begin));
      let printed = flat(readFileSync(`${root}test/cli/transcripts/${transcript}.txt`, 'utf8'));
      for (const [lab, ours] of names) printed = printed.replace(lab, ours);
      let from = 0;
      for (const part of shown.split('[...]').map(flat)) {
        const at = printed.indexOf(part, from);
        assert.ok(at >= 0, `the command does not print, in this order: ${part}`);
        from = at + part.length;
      }
    });
  }
});
