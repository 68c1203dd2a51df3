import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { gatherSetupEvidence } from '../../src/evidence/gather-setup-evidence.ts';
import { inspectFiles } from '../../src/jobs/inspect/inspect-files.ts';
import { diagnoseJoin } from '../../src/jobs/join/join.ts';
import type { Identity } from '../../src/lab/pki.ts';
import { Secret } from '../../src/model/secret.ts';
import type { Setup } from '../../src/model/setup.ts';
import { judgeSetup } from '../../src/rules/framework/judge-setup.ts';
import { setupRules } from '../../src/rules/setup-rules.ts';
import { ca, es01, http, kibana, node, transport } from '../rules/setup/setups.ts';

const rules: readonly string[] = ['key-certificate-mismatch', 'pem-key-encrypted', 'pem-pair-out-of-step', 'pem-key-unsupported'];

/** Where a key and a certificate in two PEM files are judged. */
type Place = 'inspect' | 'transport' | 'http' | 'kibana' | 'join';

type PairCase = {
  readonly what: string;
  readonly key: string;
  /** What the user or the settings give; null for nothing. */
  readonly password: string | null;
  /** The key is so much older than the certificate. */
  readonly olderBySeconds: number;
  /** `rule severity` in alphabetic order. */
  readonly finds: readonly string[];
  readonly elsewhere?: Partial<Readonly<Record<Place, readonly string[]>>>;
};

const own = es01();
const other = es01({ subject: 'es02' });
const sealed = ({ privateKeyPem }: Identity, form: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8') =>
  String(
    createPrivateKey(privateKeyPem).export({ type: form as 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'pair-password' }),
  );
const traditional = createPrivateKey(own.privateKeyPem).asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1';

const mismatch = 'key-certificate-mismatch critical';
const outOfStep = 'pem-pair-out-of-step high';
const locked = { finds: [], elsewhere: everywhere('pem-key-encrypted critical') } as const;
const pairCases: readonly PairCase[] = [
  { what: 'a pair', key: own.privateKeyPem, password: null, olderBySeconds: 0, finds: [] },
  { what: 'a pair of different age', key: own.privateKeyPem, password: null, olderBySeconds: 86_400, finds: [] },
  { what: 'no pair', key: other.privateKeyPem, password: null, olderBySeconds: 0, finds: [mismatch] },
  { what: 'no pair, a day apart', key: other.privateKeyPem, password: null, olderBySeconds: 86_400, finds: [mismatch, outOfStep] },
  { what: 'a pair with an encrypted key', key: sealed(own), password: 'pair-password', olderBySeconds: 0, finds: [] },
  { what: 'the same in the traditional form', key: sealed(own, traditional), password: 'pair-password', olderBySeconds: 0, finds: [] },
  { what: 'no pair, with an encrypted key', key: sealed(other), password: 'pair-password', olderBySeconds: 0, finds: [mismatch] },
  { what: 'an encrypted key without a password', key: sealed(own), password: null, olderBySeconds: 0, ...locked },
  { what: 'an encrypted key and another password', key: sealed(own), password: 'something-else', olderBySeconds: 0, ...locked },
  { what: 'no pair behind a password that nobody gave', key: sealed(other), password: null, olderBySeconds: 86_400, ...locked },
];

/** Why a pair is judged elsewhere as `inspect` does not judge it. Nothing else may differ. */
const reasons: readonly { readonly rule: string; readonly why: string }[] = [
  {
    rule: 'pem-key-encrypted',
    why: 'a process that is not given the password does not start; of files alone it is no fault that a key is closed',
  },
];

function everywhere(...found: readonly string[]): Partial<Record<Place, readonly string[]>> {
  return { transport: found, http: found, kibana: found, join: found };
}

function verdict(findings: readonly { readonly rule: string; readonly severity: string }[]): readonly string[] {
  return [...new Set(findings.filter(({ rule }) => rules.includes(rule)).map(({ rule, severity }) => `${rule} ${severity}`))].sort();
}

/** The setup with a key file that is older than its certificate. */
function aged(setup: Setup, seconds: number): Setup {
  const at = new Date();
  const earlier = new Date(at.getTime() - seconds * 1000);
  const contexts = setup.contexts.map((context) => ({
    ...context,
    files: context.files.map((file) => ({ ...file, modifiedAt: file.setting.endsWith('.key') ? earlier : at })),
  }));
  return { ...setup, contexts };
}

const setups: Readonly<Record<Exclude<Place, 'inspect'>, (one: PairCase) => readonly [Promise<Setup>, context: string]>> = {
  transport: (one) => [
    node(passphrase(`${transport}.key_passphrase`, one), { transport: own, files: { 'transport.key': one.key } }),
    transport,
  ],
  http: (one) => [node(passphrase(`${http}.key_passphrase`, one), { http: own, files: { 'http.key': one.key } }), http],
  kibana: (one) => [kibana(passphrase('server.ssl.keyPassphrase', one), { http: own, files: { 'kibana.key': one.key } }), 'server.ssl'],
  join: (one) => [node(passphrase(`${transport}.key_passphrase`, one), { transport: own, files: { 'transport.key': one.key } }), transport],
};

function passphrase(setting: string, { password }: PairCase): Readonly<Record<string, string>> {
  return password === null ? {} : { [setting]: password };
}

async function inPlace(where: Exclude<Place, 'inspect'>, one: PairCase): Promise<readonly string[]> {
  const [read, context] = setups[where](one);
  const setup = aged(await read, one.olderBySeconds);
  const findings =
    where === 'join'
      ? ((await diagnoseJoin({ setup, members: [], serverName: null })).findings ?? [])
      : judgeSetup(setupRules, await gatherSetupEvidence(setup, { at: new Date(), deployment: 'self' })).findings;
  return verdict(findings.filter(({ evidence }) => evidence.context === context));
}

async function byItself({ key, password, olderBySeconds }: PairCase): Promise<readonly string[]> {
  const at = new Date();
  const inspected = await inspectFiles(
    [
      { name: 'es01.crt', content: Buffer.from(own.certificatePem + ca.certificatePem), modifiedAt: at },
      { name: 'es01.key', content: Buffer.from(key), modifiedAt: new Date(at.getTime() - olderBySeconds * 1000) },
    ],
    at,
    () => (password === null ? [] : [new Secret(password)]),
  );
  return verdict(inspected.flatMap(({ store }) => store?.problems ?? []));
}

describe('one pair of key and certificate has one verdict', () => {
  for (const one of pairCases) {
    it(`${one.what}: ${one.finds.join(', ') || 'well'}`, async () => {
      assert.deepEqual(await byItself(one), one.finds, 'inspect');
      for (const where of Object.keys(setups) as (keyof typeof setups)[])
        assert.deepEqual(await inPlace(where, one), one.elsewhere?.[where] ?? one.finds, where);
    });
  }

  it('but for what is stated with its reason, all of which is met', () => {
    const differing = pairCases.flatMap(({ finds, elsewhere = {} }) =>
      Object.values(elsewhere).flatMap((said) => said.filter((each) => !finds.includes(each)).map((each) => each.replace(/ .*/, ''))),
    );
    assert.deepEqual(
      [...new Set(differing)],
      reasons.map(({ rule }) => rule),
    );
  });
});
