import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasMaven } from '../../scripts/cluster/distribution.ts';
import { Secret } from '../../src/model/secret.ts';
import { javaCertificates } from '../../src/stores/java/java-certificates.ts';
import { javaPrivateKey } from '../../src/stores/java/java-private-key.ts';
import { type JavaReading, javaReaderOf } from '../../src/stores/java/java-reader.ts';
import { contentFaultText } from '../../src/wording/content-fault-texts.ts';
import { askReaders, javaHome, type ReaderAnswer } from '../support/elasticsearch-readers.ts';
import { type PemFile, pemFiles } from '../support/pem-files.ts';
import { makePemMaterial } from '../support/pem-material.ts';
import { skipUnless } from '../support/required.ts';

/** HANDCLASP_PEM_FILES and HANDCLASP_PEM_SEED ask for more files, or others. */
const count = Number(process.env.HANDCLASP_PEM_FILES ?? 200);
const seed = Number(process.env.HANDCLASP_PEM_SEED ?? 1);

/** Releases, and the JDKs that they start on. */
const judges: readonly (readonly [release: string, jdk: number])[] = [
  ['7.17.29', 17],
  ['7.17.29', 25],
  ['8.0.0', 17],
  ['8.19.21', 17],
  ['8.19.21', 21],
  ['8.19.21', 25],
  ['9.5.3', 21],
  ['9.5.3', 25],
];

/** How we read a file as a certificate file and as a key file, in the words of the judge. */
function ours(
  kind: 'key' | 'certificates',
  { content, password }: PemFile,
  reading: JavaReading,
): { readonly read: string; readonly why: string } {
  if (kind === 'certificates') {
    const { certificates, problem } = javaCertificates(content, reading);
    const read = problem === null ? certificates.map(({ sha256 }) => sha256).join(',') : 'no';
    return { read, why: problem === null ? '' : contentFaultText(problem) };
  }
  const { problem, key } = javaPrivateKey(content, password === null ? [] : [new Secret(password)], 'FILE', reading);
  // OpenSSL, by which we have the key, is stricter with a number in it.
  const type = key?.asymmetricKeyType?.toUpperCase() ?? 'read';
  return { read: problem === null ? type : 'no', why: problem === null ? '' : contentFaultText(problem) };
}

const theirs = (answer: ReaderAnswer): string => (answer.read ? answer.words : 'no');

describe('files of keys and certificates, as the readers of Elasticsearch read them', function () {
  this.timeout(300_000);
  let folder = '';
  let files: readonly (PemFile & { readonly path: string })[] = [];
  before(async function () {
    skipUnless(this, await hasMaven(), 'Maven');
    folder = mkdtempSync(join(tmpdir(), 'handclasp-pem-'));
    files = [...pemFiles(makePemMaterial(folder), seed, count)].map((file, at) => {
      const path = join(folder, `file-${at}`);
      writeFileSync(path, file.content);
      return { ...file, path };
    });
    assert.ok(files.length >= 300, `${files.length} files are fewer than 300`);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [release, jdk] of judges) {
    it(`agrees with ${release} on JDK ${jdk} on every file`, async function () {
      const home = javaHome(jdk);
      skipUnless(this, home !== null, `JDK ${jdk}`);
      const reading: JavaReading = { jdks: [javaReaderOf(jdk)], readsPbes2: true };
      const questions = files.flatMap((file) =>
        (['certificates', 'key'] as const).map((kind) => ({ kind, file, answer: ours(kind, file, reading) })),
      );
      const answers = await askReaders(
        release,
        home ?? '',
        questions.map(({ kind, file: { path, password } }) => ({ kind, file: path, password: kind === 'key' ? (password ?? '') : null })),
      );
      const wrong = questions.flatMap(({ kind, file: { name }, answer: { read, why } }, at) => {
        const judge = answers[at];
        if (judge === undefined || theirs(judge) === read || (judge.read && read === 'read')) return [];
        return [`${name} as ${kind}: ${read.slice(0, 70)} (${why}); theirs: ${judge.read ? judge.words.slice(0, 70) : judge.message}`];
      });
      assert.deepEqual(wrong, []);
    });
  }
});
