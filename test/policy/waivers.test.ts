import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../src/model/finding.ts';
import type { WaivedMatter } from '../../src/model/waiver.ts';
import { isLike, Waivers } from '../../src/policy/waivers.ts';

const noon = new Date('2026-06-01T12:00:00Z');
const waiver = (given: Partial<WaivedMatter> = {}): WaivedMatter => ({
  rule: 'weak-key',
  subject: 'es01:9300',
  reason: 'replaced in the maintenance of June',
  owner: 'platform team',
  until: '2026-06-30',
  ...given,
});
const finding = (rule: string) => ({ rule }) as Finding;

describe('a pattern for subjects', () => {
  for (const [pattern, text, like] of [
    ['es01:9300', 'es01:9300', true],
    ['es01:9300', 'es01:93000', false],
    ['es01', 'es01:9300', false],
    ['*', '', true],
    ['*', 'es01', true],
    ['es*:9300', 'es01:9300', true],
    ['es*:9300', 'es:9300', true],
    ['es*:9300', 'es01:9301', false],
    ['*es*', 'es01', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*a', 'aba', true],
    ['a*b*a', 'aa', false],
    ['a*ab*b', 'ab', false],
    ['es.1', 'es01', false],
    ['ES01', 'es01', false],
  ] as const)
    it(`${pattern} is ${like ? '' : 'not '}like ${text}`, () => assert.equal(isLike(pattern, text), like));

  it('is what a regular expression says, in time that grows with the text alone', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 6 });
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        const expected = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(text);
        assert.equal(isLike(pattern, text), expected);
      }),
    );
    assert.equal(isLike(`${'*a'.repeat(50)}b`, 'a'.repeat(20_000)), false);
  });
});

describe('waivers', () => {
  it('hold for their rule and subject until the end of their last day', () => {
    const on = (day: string, given: Partial<WaivedMatter> = {}) =>
      new Waivers([waiver(given)], new Date(day)).find('weak-key', 'es01:9300');
    assert.deepEqual(on('2026-06-30T23:59:59Z'), { reason: waiver().reason, owner: waiver().owner, until: waiver().until });
    assert.equal(on('2026-07-01T00:00:00Z'), null);
    assert.equal(on('2026-06-01T00:00:00Z', { rule: 'weak-signature' }), null);
    assert.equal(on('2026-06-01T00:00:00Z', { subject: 'es02:9300' }), null);
    assert.notEqual(on('2026-06-01T00:00:00Z', { subject: 'es0*' }), null);
  });

  it('mark a finding only where each of its subjects is waived', () => {
    const waivers = new Waivers([waiver({ subject: 'es01' }), waiver({ subject: 'es02' })], noon);
    assert.equal(waivers.marked(finding('weak-key'), ['es01', 'es02']).waived?.owner, 'platform team');
    assert.equal(waivers.marked(finding('weak-key'), ['es01', 'es03']).waived, undefined);
    assert.equal(waivers.marked(finding('weak-key'), []).waived, undefined);
    assert.equal(waivers.marked(finding('weak-signature'), ['es01']).waived, undefined);
  });

  it('tell whether they are used, over, or wider than what they match', () => {
    const waivers = new Waivers(
      [
        waiver({ subject: 'es01' }),
        waiver({ subject: 'es*' }),
        waiver({ subject: 'kb*' }),
        waiver({ subject: 'es01', until: '2026-05-31' }),
      ],
      noon,
    );
    waivers.find('weak-key', 'es01');
    const [named, wide, unused, expired] = waivers.reports(['es01', 'es02', 'kb01']);
    assert.deepEqual([named?.state, named?.matches, named?.beyond], ['used', ['es01'], []]);
    assert.deepEqual([wide?.state, wide?.matches, wide?.beyond], ['used', ['es01'], ['es02']]);
    assert.deepEqual([unused?.state, unused?.matches, unused?.beyond], ['unused', [], ['kb01']]);
    assert.deepEqual([expired?.state, expired?.matches], ['expired', ['es01']]);
  });
});
