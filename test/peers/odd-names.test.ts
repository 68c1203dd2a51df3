import assert from 'node:assert/strict';
import { pathFaultText } from '../../src/wording/path-fault-texts.ts';
import { parseCertificate } from '../../src/x509/parse-certificate.ts';
import { matchName } from '../../src/x509/path/match-name.ts';
import type { Model } from '../../src/x509/path/model-choices.ts';
import { verifyCertificate } from '../../src/x509/path/verify-certificate.ts';
import { der } from '../support/certificate-maker.ts';
import { findJdks } from '../support/jsse-server.ts';
import { dns, leafWithEntries, leafWithNames, oddNameKinds, oddNamesAnchor, oddNamesKey } from '../support/odd-name-kinds.ts';
import { hasOpenssl } from '../support/openssl-server.ts';
import { startRawChainServer } from '../support/raw-chain-server.ts';
import { skipUnless } from '../support/required.ts';
import { nodeClient, opensslClient, startJsseClient, type TlsClient } from '../support/tls-clients.ts';

const good = dns('es01');

type Question = { readonly title: string; readonly leaf: Uint8Array; readonly name: string | null };

/** Each entry beside the name that is asked for, before it and behind it, and alone; also where the extension is critical, and where the common name has the name. */
const questions: readonly Question[] = [
  ...oddNameKinds.flatMap(({ title, entry, instead }) => [
    { title: `${title}, beside it`, leaf: leafWithEntries([good, entry]), name: null },
    { title: `${title}, behind the name`, leaf: leafWithEntries([good, entry]), name: 'es01' },
    { title: `${title}, before the name`, leaf: leafWithEntries([entry, good]), name: 'es01' },
    { title: `${title}, alone beside the common name`, leaf: leafWithEntries([entry], { commonName: 'es01' }), name: 'es01' },
    { title: `${title}, critical`, leaf: leafWithEntries([good, entry], { critical: true }), name: 'es01' },
    ...(instead === null || instead.startsWith('*')
      ? []
      : [{ title: `${title}, as meant`, leaf: leafWithEntries([entry]), name: instead }]),
  ]),
  ...[false, true].flatMap((critical) =>
    ['es01', 'somebody'].flatMap((commonName): Question[] => {
      const given = { critical, commonName };
      const suffix = `${critical ? ', critical' : ''}, beside CN=${commonName}`;
      return [
        { title: `an empty list${suffix}`, leaf: leafWithNames(der.sequence(), given), name: 'es01' },
        { title: `no list${suffix}`, leaf: leafWithNames(new Uint8Array(), given), name: 'es01' },
        { title: `a name in place of the list${suffix}`, leaf: leafWithNames(good, given), name: 'es01' },
        {
          title: `something behind the list${suffix}`,
          leaf: leafWithNames(Buffer.concat([der.sequence(good), der.null()]), given),
          name: 'es01',
        },
        {
          title: `a last entry that is cut off${suffix}`,
          leaf: leafWithNames(Buffer.concat([Uint8Array.of(0x30, 8), good, Uint8Array.of(0x82, 9)]), given),
          name: 'es01',
        },
        {
          title: `a length that is not the shortest${suffix}`,
          leaf: leafWithNames(Buffer.concat([Uint8Array.of(0x30, 0x81, 6), good]), given),
          name: 'es01',
        },
        {
          title: `an indefinite length${suffix}`,
          leaf: leafWithNames(Buffer.concat([Uint8Array.of(0x30, 0x80), good, Uint8Array.of(0, 0)]), given),
          name: 'es01',
        },
      ];
    }),
  ),
];

/** Asks the real client and the model the same. */
async function disagreements(client: TlsClient, model: Model, names = true): Promise<readonly string[]> {
  const server = await startRawChainServer({ chain: [], key: oddNamesKey });
  const wrong: string[] = [];
  try {
    for (const { title, leaf, name } of questions) {
      if (name !== null && !names) continue;
      server.show({ chain: [leaf], key: oddNamesKey });
      const theirs = await client.ask({ port: server.port, version: 'TLSv1.3', name, anchors: [oddNamesAnchor] });
      const ours = await verifyCertificate({
        chain: [leaf],
        anchors: [oddNamesAnchor],
        ...(name === null ? {} : { name }),
        at: new Date(),
        purpose: 'server',
        model,
      });
      if (theirs.trusted !== ours.trusted) {
        wrong.push(
          `${title}, asked for ${name}: it says ${theirs.words.slice(0, 250)}; we say ${ours.trusted ? 'trusted' : pathFaultText(ours.because)}`,
        );
      }
    }
  } finally {
    await server.close();
    await client.close();
  }
  return wrong;
}

describe('Odd entries in subjectAltName', () => {
  for (const [major, model] of [
    [17, 'jsse17'],
    [25, 'jsse25'],
  ] as const) {
    it(`are judged by the model ${model} as by JSSE on JDK ${major}`, async function () {
      const jdk = findJdks().find((found) => found.major === major);
      skipUnless(this, jdk !== undefined, `JDK ${major}`);
      if (jdk === undefined) return;
      this.timeout(180_000);
      assert.deepEqual(await disagreements(await startJsseClient(jdk), model), []);
    });
  }

  it('are judged by the model node as by node:tls', async function () {
    this.timeout(180_000);
    assert.deepEqual(await disagreements(nodeClient, 'node'), []);
  });

  it('are judged by the model node as by OpenSSL, names aside', async function () {
    skipUnless(this, hasOpenssl(), 'openssl');
    this.timeout(180_000);
    assert.deepEqual(await disagreements(opensslClient(), 'node', false), []);
  });

  it('are kept beside the names that can be read, and marked', () => {
    for (const { title, entry, code, instead } of oddNameKinds) {
      const read = parseCertificate(leafWithEntries([good, entry]));
      assert.ok(read.kind === 'certificate', title);
      const { subjectAltNames } = read.certificate;
      assert.equal(subjectAltNames?.length, 2, title);
      assert.deepEqual(subjectAltNames?.[0], { kind: 'dns', value: 'es01' }, title);
      const odd = subjectAltNames?.[1]?.odd ?? null;
      assert.equal(odd?.code ?? null, code, title);
      assert.equal(odd?.instead ?? null, instead, title);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be shown
      assert.doesNotMatch(subjectAltNames?.[1]?.value ?? '', /[\u0000-\u001f\u007f]/, title);
    }
  });

  it('are malformed by the letter of RFC 5280, the others trusted', async () => {
    const strictly = async (entry: Uint8Array) =>
      verifyCertificate({
        chain: [leafWithEntries([good, entry])],
        anchors: [oddNamesAnchor],
        at: new Date(),
        purpose: 'server',
        model: 'rfc5280',
      });
    for (const { title, entry, code } of oddNameKinds) {
      if (code === null || code === 'a-label' || code === 'uri' || code === 'email') continue;
      const verdict = await strictly(entry);
      assert.equal(verdict.trusted ? 'trusted' : verdict.reason, 'malformed-certificate', title);
    }
    assert.equal((await strictly(dns('es03'))).trusted, true);
  });

  it('do not keep the good name from matching', () => {
    for (const { title, entry } of oddNameKinds) {
      const read = parseCertificate(leafWithEntries([entry, good]));
      assert.ok(read.kind === 'certificate');
      assert.equal(matchName(read.certificate, 'es01', 'node').kind, 'match', title);
    }
  });
});
