import assert from 'node:assert/strict';
import type { CalendarUnknown, EffectOfEnd } from '../../src/model/reasons/calendar-fact.ts';
import { calendarFactText } from '../../src/wording/calendar-texts.ts';

const at = new Date('2026-06-01T12:00:00Z');
const end = new Date('2026-06-13T12:00:00Z');

/** What is said behind who refuses. */
function told(unknown: readonly CalendarUnknown[], given: Partial<EffectOfEnd> = {}): string {
  const effect: EffectOfEnd = { refusing: [], refused: null, isAssumed: false, isAcceptedBySome: false, unknown, ...given };
  const text = calendarFactText({ code: 'certificate-expires', channel: 'http', names: ['a'], end, at, effect, renewedBy: 'operator' });
  return text.replace(/^a's HTTP certificate expires in 12 days \(2026-06-13\)(?:: es09 refuses it from then on)?\. ?/, '');
}

const of = (judge: string): CalendarUnknown => ({ code: 'acceptance-not-shown', judge, holder: 'a' });

describe('of whom the calendar does not know whether they refuse', () => {
  const table: readonly (readonly [unknown: readonly CalendarUnknown[], expected: string])[] = [
    [[], ''],
    [[of('b')], 'Whether b goes on accepting a did not show.'],
    [[of('b'), of('c')], 'Whether 2 connections fail is not known: b and c did not show enough of what they trust.'],
    [[{ code: 'no-ca-given', holder: 'a' }], 'No CA was given, so that whoever trusts a is not known (--ca).'],
    [
      [
        { code: 'no-ca-given', holder: 'a' },
        { code: 'no-ca-given', holder: 'b' },
      ],
      'No CA was given, so that whoever trusts a and b is not known (--ca).',
    ],
    [
      [{ code: 'trusted-directly', holder: 'a' }, of('b')],
      'Whether b goes on accepting a did not show. Peers that trust the certificate of a directly, as it does itself, do not look at its dates.',
    ],
    [
      [
        { code: 'trusted-directly', holder: 'a' },
        { code: 'trusted-directly', holder: 'b' },
      ],
      'Peers that trust the certificates of a and b directly, as these do themselves, do not look at their dates.',
    ],
  ];
  for (const [unknown, expected] of table) {
    it(expected === '' ? 'nothing is said where it is known of all' : expected, () => assert.equal(told(unknown), expected));
  }

  it('are more where others refuse it for sure', () => {
    assert.equal(
      told([of('b'), of('c'), of('d')], { refusing: [{ code: 'node', label: 'es09:9300' }] }),
      'Whether 3 more connections fail is not known: b, c and d did not show enough of what they trust.',
    );
  });
});
