import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { pathFaultText } from '../../src/wording/path-fault-texts.ts';
import { parseCertificate } from '../../src/x509/parse-certificate.ts';
import { verifyCertificate } from '../../src/x509/path/verify-certificate.ts';
import { readCertificates } from '../../src/x509/read-pem.ts';

/** One case of x509-limbo, as far as it is used here (https://github.com/C2SP/x509-limbo, schema version 1). */
type Case = {
  readonly id: string;
  readonly validation_kind: 'SERVER' | 'CLIENT';
  readonly trusted_certs: readonly string[];
  readonly untrusted_intermediates: readonly string[];
  readonly peer_certificate: string;
  readonly validation_time: string | null;
  readonly expected_result: 'SUCCESS' | 'FAILURE';
  readonly expected_peer_name: { readonly kind: string; readonly value: string } | null;
  readonly expected_peer_names: readonly { readonly kind: string; readonly value: string }[];
  readonly max_chain_depth: number | null;
  readonly crls?: readonly string[];
};

const der = (pem: string): Uint8Array => readCertificates(Buffer.from(pem)).certificates[0] ?? new Uint8Array();

async function run(test: Case): Promise<string> {
  const leaf = der(test.peer_certificate);
  const verdict = await verifyCertificate({
    chain: [leaf, ...test.untrusted_intermediates.map(der)],
    anchors: test.trusted_certs.map(der),
    ...(test.expected_peer_name === null ? {} : { name: test.expected_peer_name.value }),
    at: test.validation_time === null ? new Date() : new Date(test.validation_time),
    purpose: test.validation_kind === 'SERVER' ? 'server' : 'client',
    model: 'rfc5280',
    ...(test.max_chain_depth === null ? {} : { maxPathLength: test.max_chain_depth }),
    ...(test.crls === undefined ? {} : { crls: test.crls.map((pem) => Buffer.from(pem.replace(/-----[^-]*-----/g, ''), 'base64')) }),
  });
  if (!verdict.trusted) return `FAILURE (${verdict.reason}: ${pathFaultText(verdict.because)})`;
  // Mail addresses are no concern of a TLS handshake: the case asks whether they are those of the certificate.
  const read = parseCertificate(leaf);
  const emails = read.kind === 'certificate' ? (read.certificate.subjectAltNames ?? []).filter(({ kind }) => kind === 'email') : [];
  const wanted = test.expected_peer_names.filter(({ kind }) => kind === 'RFC822');
  return wanted.every(({ value }) => emails.some((email) => email.value === value)) ? 'SUCCESS' : 'FAILURE (e-mail)';
}

const kindOf = (id: string): string => {
  if (id.startsWith('bettertls::pathbuilding')) return 'path building';
  return id.startsWith('bettertls::nameconstraints') ? 'name constraints' : 'core';
};

/** The file is named by LIMBO_JSON, or lies beside the repository. */
function load(): readonly Case[] | string {
  const named = process.env.LIMBO_JSON;
  const places = named
    ? [named]
    : ['../../../shared/x509-limbo-dev.json', '../../../../shared/x509-limbo-dev.json'].map((path) => new URL(path, import.meta.url));
  let because = '';
  for (const place of places) {
    try {
      return JSON.parse(readFileSync(place, 'utf8')).testcases;
    } catch (error) {
      because = String(error);
    }
  }
  return because;
}

describe('RFC 5280, as x509-limbo has it', () => {
  const cases = load();
  for (const kind of ['core', 'path building', 'name constraints']) {
    it(`agrees with every case of ${kind}`, async function () {
      if (typeof cases === 'string') {
        console.log('      skipped, x509-limbo is not here: set LIMBO_JSON to its file');
        return this.skip();
      }
      this.timeout(120_000);
      const mine = cases.filter(({ id }) => kindOf(id) === kind);
      const wrong: string[] = [];
      for (const test of mine) {
        const got = await run(test);
        if (!got.startsWith(test.expected_result)) wrong.push(`${test.id}: expected ${test.expected_result}, got ${got}`);
      }
      console.log(`      ${mine.length - wrong.length} of ${mine.length}`);
      assert.deepEqual(wrong, []);
    });
  }
});
