import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import { channels } from '../../src/model/channel.ts';
import type { EndpointEvidence } from '../../src/model/evidence.ts';
import { severities } from '../../src/model/severity.ts';
import { certificateRules } from '../../src/rules/certificate-rules.ts';
import { endpointRules } from '../../src/rules/endpoint-rules.ts';
import type { EndpointRule } from '../../src/rules/framework/rule.ts';
import { kibanaRules } from '../../src/rules/kibana-rules.ts';
import { setupRules } from '../../src/rules/setup-rules.ts';
import { reasonText } from '../../src/wording/reason-text.ts';
import { evidence, healthy, observation, plaintext, unseen, withoutChain } from '../support/evidence.ts';

const rooms = ['certificate', 'endpoint'].map((name) => new URL(`../../src/rules/${name}/`, import.meta.url));

/** Endpoints of which every rule must have an opinion, on each channel. */
const endpoints: readonly (readonly [name: string, evidence: EndpointEvidence])[] = channels.flatMap((channel) => [
  [`a healthy ${channel} endpoint`, healthy(channel)] as const,
  [`a ${channel} endpoint that takes no connection`, unseen({ channel })] as const,
  [`a ${channel} endpoint without TLS`, plaintext({ channel })] as const,
  [`a ${channel} endpoint that ends each handshake before its certificate`, withoutChain({ channel })] as const,
  [
    `a ${channel} endpoint that keeps silent`,
    unseen({ channel, reachability: { kind: 'open' }, service: { ...observation().service, security: 'silent' } }),
  ] as const,
  [
    `a ${channel} endpoint for which no trust was given`,
    healthy(channel, { anchors: [], issuer: null, trust: { kind: 'not-checked', because: { code: 'no-trust-given' } } }),
  ] as const,
  [
    `a ${channel} endpoint whose certificate cannot be read`,
    evidence({
      observation: observation({ channel }),
      chain: [],
      unreadable: [{ der: new Uint8Array(), place: 0, flaw: { code: 'empty' } }],
    }),
  ] as const,
]);

describe('all rules', () => {
  it('are in the list, each in the file that bears its id', async () => {
    const inFiles: string[] = [];
    for (const room of rooms) {
      for (const file of await readdir(room)) {
        for (const rule of await rulesIn(room, file)) {
          assert.equal(`${rule.id}${extname(file)}`, file);
          inFiles.push(rule.id);
        }
      }
    }
    assert.deepEqual(inFiles.sort(), endpointRules.map((rule) => rule.id).sort());
  });

  it('on setups are in the list, each in the file that bears its id, or with the other rules on certificates', async () => {
    const room = new URL('../../src/rules/setup/', import.meta.url);
    const inFiles: string[] = [];
    for (const file of await readdir(room)) {
      for (const rule of await rulesIn(room, file)) {
        assert.equal(`${rule.id}${extname(file)}`, file);
        inFiles.push(rule.id);
      }
    }
    const asked = certificateRules.map(({ id }) => id);
    assert.deepEqual([...new Set([...inFiles, ...asked])].sort(), setupRules.map(({ id }) => id).sort());
    assert.equal(new Set(inFiles).size, inFiles.length);
  });

  for (const name of ['certificate', 'endpoint', 'pair', 'cluster', 'setup', 'kibana', 'join', 'log', 'diagnostic']) {
    it(`have the folder ${name} to themselves: what several look at stands in facts`, async () => {
      const room = new URL(`../../src/rules/${name}/`, import.meta.url);
      const files = (await readdir(room)).filter((file) => /\.(js|ts)$/.test(file) && !file.endsWith('.d.ts'));
      assert.ok(files.length > 0);
      for (const file of files) {
        const exported: Record<string, unknown> = await import(new URL(file, room).href);
        assert.ok(Object.values(exported).flat().some(isRuleText), `${file} exports no rule`);
      }
    });
  }

  it('have ids of their own', () => {
    assert.equal(new Set(endpointRules.map((rule) => rule.id)).size, endpointRules.length);
  });

  it('have what they are marked by set, or absent: nobody asks whether a mark is false', () => {
    for (const rule of [...endpointRules, ...certificateRules, ...setupRules, ...kibanaRules])
      for (const [mark, value] of Object.entries(rule)) if (typeof value === 'boolean') assert.equal(value, true, `${rule.id} ${mark}`);
  });

  for (const rule of [...endpointRules, ...setupRules, ...new Set(kibanaRules)]) {
    describe(`${rule.id}${'products' in rule ? ', of a setup' : ''}`, () => {
      it('says what must hold, why, and who says so', () => {
        for (const text of [rule.title, rule.requirement, rule.impact, rule.source]) assert.match(text, /\S/);
        assert.doesNotMatch(rule.title, /\.$/, 'a title is a phrase');
        assert.ok(rule.title.length <= 60, `${rule.title.length} characters: ${rule.title}`);
        assert.match(rule.requirement, /\.$/, 'what holds is a sentence');
        assert.match(rule.impact, /\.$/, 'why is a sentence');
      });

      it('has a severity, and names a channel', () => {
        assert.ok(severities.includes(rule.severity));
        assert.ok(rule.channels.length > 0);
        assert.equal(new Set(rule.channels).size, rule.channels.length);
        for (const channel of rule.channels) assert.ok(channel === 'unknown' || channels.includes(channel));
      });
    });
  }

  for (const rule of endpointRules) {
    describe(rule.id, () => {
      it('judges any endpoint without throwing, and says why it cannot', () => {
        for (const [name, seen] of endpoints) {
          const outcome = rule.judge(seen);
          if (outcome.kind === 'unknown') assert.match(reasonText(outcome.because), /\S/, name);
          if (outcome.kind === 'finding') {
            assert.match(outcome.message, /\S/, name);
            assert.ok(outcome.severity === undefined || severities.includes(outcome.severity), name);
            assert.deepEqual(JSON.parse(JSON.stringify(outcome.facts ?? {})), outcome.facts ?? {}, `${name}: facts are plain JSON`);
          }
        }
      });

      if (rule.readsEndpointIdentity === undefined) {
        it('looks at nothing that tells apart endpoints which showed the same', () => {
          for (const [name, seen] of endpoints) {
            assert.deepEqual(rule.judge(commonPart(seen)), rule.judge(seen), name);
          }
        });
      }

      if (rule.aboutName === true)
        it('is asked of each endpoint, since its fix has the name', () => assert.equal(rule.readsEndpointIdentity, true));

      it('finds nothing at a healthy endpoint', () => {
        for (const channel of rule.channels) {
          if (channel !== 'unknown') assert.notEqual(rule.judge(healthy(channel)).kind, 'finding', channel);
        }
      });
    });
  }
});

/** The evidence, in which nobody may look at what is particular to one endpoint. */
function commonPart(seen: EndpointEvidence): EndpointEvidence {
  const { observation } = seen;
  const conversations = observation.conversations.map((each) => closed(each, ['serverName', 'startedAt', 'helloTime']));
  const places = ['target', 'address', 'startedAt', 'finishedAt', 'clock', 'cost'] as const;
  return closed({ ...seen, observation: closed({ ...observation, conversations }, places) }, ['at', 'name', 'mismatch']);
}

function closed<T extends object>(object: T, keys: readonly (keyof T)[]): T {
  return new Proxy(object, {
    get: (from, key, receiver) => {
      if (keys.includes(key as keyof T)) throw new Error(`${String(key)} was looked at`);
      return Reflect.get(from, key, receiver);
    },
  });
}

async function rulesIn(room: URL, file: string): Promise<readonly EndpointRule[]> {
  if (!/\.(js|ts)$/.test(file) || file.endsWith('.d.ts')) return [];
  const exported: Record<string, unknown> = await import(new URL(file, room).href);
  return Object.values(exported).filter(isRule);
}

/** Also of a rule that a log or a pair of nodes breaks. */
function isRuleText(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'id' in value && 'requirement' in value;
}

function isRule(value: unknown): value is EndpointRule {
  return typeof value === 'object' && value !== null && 'judge' in value && 'requirement' in value;
}
