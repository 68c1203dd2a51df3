import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  commonHeaderVersion,
  highestClaim,
  ping,
  readHandshakeAnswer,
  readTransportFrames,
  releaseHeaderVersion,
  type TransportFrame,
  tcpHandshakeRequest,
} from '../../src/elastic/transport-frame.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));

function only(bytes: Uint8Array): TransportFrame {
  const { frames, rest, problem } = readTransportFrames(bytes);
  assert.equal(problem, null);
  assert.equal(rest.length, 0);
  assert.equal(frames.length, 1);
  const [frame] = frames;
  assert.ok(frame);
  return frame;
}

// Requests and answers as they were on the wire between a client and Elasticsearch 7.17.29, 8.19.21, 9.5.3 and OpenSearch 2.19.4.
const common = '455300000031000000000000000108006d68330000001a00000016696e7465726e616c3a7463702f68616e647368616b650004fface204';
const exact = '4553000000360000000000000001080086470000000019000016696e7465726e616c3a7463702f68616e647368616b65000afface20405392e302e30';
const answers: ReadonlyArray<readonly [string, string, number, string | null]> = [
  ['Elasticsearch 7.17.29', '455300000017000000000000000109006d683300000002000087e7b503', 7172999, null],
  ['Elasticsearch 8.19.21', '455300000017000000000000000109006d683300000002000088cf9b04', 8841096, null],
  ['Elasticsearch 9.5.3', '455300000017000000000000000109006d6833000000020000d7a2c104', 9458007, null],
  ['OpenSearch 2.19.4', '455300000017000000000000000109006d6833000000020000a3d98541', 136408227, null],
  ['Elasticsearch 8.19.21, exactly', '45530000001f0000000000000001090086470000000002000088cf9b0407382e31392e3231', 8841096, '8.19.21'],
  ['Elasticsearch 9.5.3, exactly', '45530000001d00000000000000010900864700000000020000d7a2c10405392e352e33', 9458007, '9.5.3'],
];

describe('transport frames', () => {
  it('asks every product for its version with the same 55 bytes', () => {
    const request = tcpHandshakeRequest({ headerVersion: commonHeaderVersion, claim: highestClaim, requestId: 1 });
    assert.equal(Buffer.from(request).toString('hex'), common);
  });

  it('asks Elasticsearch 8.18 and later for its release with 60 bytes', () => {
    const request = tcpHandshakeRequest({ headerVersion: releaseHeaderVersion, claim: highestClaim, release: '9.0.0', requestId: 1 });
    assert.equal(Buffer.from(request).toString('hex'), exact);
  });

  it('gives an OpenSearch header its features byte, and a header before 7.6 no length', () => {
    const old = tcpHandshakeRequest({ headerVersion: 6080099, claim: 7172999, requestId: 1 });
    assert.equal(
      Buffer.from(old).toString('hex'),
      '45530000002d000000000000000108005cc66300000016696e7465726e616c3a7463702f68616e647368616b65000487e7b503',
    );
    const openSearch = tcpHandshakeRequest({ headerVersion: 0x08216ca3, claim: 0x08216ca3, requestId: 1 });
    assert.equal(Buffer.from(openSearch).subarray(19, 26).toString('hex'), '0000001a000000');
  });

  it('does not claim a release where the format wants one and none was given', () => {
    assert.throws(() => tcpHandshakeRequest({ headerVersion: releaseHeaderVersion, claim: 1, requestId: 1 }), RangeError);
  });

  it('keeps a request id beyond 32 bits', () => {
    const request = tcpHandshakeRequest({ headerVersion: commonHeaderVersion, claim: 1, requestId: 2 ** 40 + 7 });
    const frame = only(request);
    assert.equal(frame.kind === 'message' && frame.requestId, 2 ** 40 + 7);
  });

  for (const [who, bytes, versionId, release] of answers) {
    it(`reads the answer of ${who}`, () => {
      assert.deepEqual(readHandshakeAnswer(only(hex(bytes))), { versionId, release });
    });
  }

  it('knows the ping', () => {
    assert.deepEqual(only(ping()), { kind: 'ping' });
  });

  it('knows the text of a plain port that was taken for HTTP', () => {
    assert.deepEqual(only(hex('54686973206973206e6f7420616e204854545020706f7274')), { kind: 'not-http-port' });
  });

  it('takes coalesced frames one by one and keeps the unfinished one', () => {
    const answer = hex(answers[0]?.[1] ?? '');
    const { frames, rest, problem } = readTransportFrames(Uint8Array.from([...ping(), ...answer, ...answer.subarray(0, 9)]));
    assert.deepEqual([frames.map((frame) => frame.kind), rest.length, problem], [['ping', 'message'], 9, null]);
  });

  it('waits at every cut of a frame', () => {
    for (const whole of [ping(), hex(exact), hex('54686973206973206e6f7420616e204854545020706f7274')]) {
      for (let cut = 1; cut < whole.length; cut++) {
        const { frames, rest, problem } = readTransportFrames(whole.subarray(0, cut));
        assert.deepEqual([frames.length, rest.length, problem], [0, cut, null], `cut at ${cut}`);
      }
    }
  });

  for (const [what, bytes, problem] of [
    ['a frame of 2 GB', '45537fffffff', /2147483647 bytes long, more than/],
    ['a frame of no length', '455300000000', /0 bytes long/],
    ['a negative length', '4553fffffffe', /-2 bytes long/],
    ['a variable header longer than the frame', '455300000011 0000000000000001 09 006d6833 00000001', /variable header says it is 1 bytes/],
    ['a negative variable header', '455300000011 0000000000000001 09 006d6833 ffffffff', /variable header says it is -1 bytes/],
    ['a frame without room for its variable header', '45530000000d 0000000000000001 09 006d6833', /ends before its variable header/],
    ['an HTTP answer', '485454502f312e3020343030', /begins with 48 54 54 50 2f 31/],
    ['a TLS alert', '15030300020246', /begins with 15 03 03/],
  ] as const) {
    it(`calls ${what} a problem`, () => {
      const got = readTransportFrames(hex(bytes));
      assert.equal(got.frames.length, 0);
      assert.match(got.problem ?? '', problem);
    });
  }

  for (const [what, bytes, error] of [
    ['a ping', '4553ffffffff', /ping/],
    ['a request', common, /request/],
    ['a refusal', '455300000022 0000000000000001 0b 006d6833 00000002 0000 0a 6e6f7420746f64617921 00000000', /refused: not today!/],
    ['a compressed answer', '455300000017 0000000000000001 0d 006d6833 00000002 0000 87e7b503', /compressed/],
    ['an answer without a version', '455300000013 0000000000000001 09 006d6833 00000002 0000', /ends before/],
    ['a version of six bytes', '455300000019 0000000000000001 09 006d6833 00000002 0000 ffffffffff01', /ends before/],
    ['headers in an old format', '455300000011 0000000000000001 09 005cc663 01000000', /before 7\.6/],
  ] as const) {
    it(`finds no version in ${what}`, () => {
      const got = readHandshakeAnswer(only(hex(bytes)));
      assert.match('error' in got ? got.error : 'a version', error);
    });
  }

  it('steps over the empty headers of the format before 7.6', () => {
    const frame = only(hex('455300000013 0000000000000001 09 005cc663 0000 87e7b503'));
    assert.deepEqual(readHandshakeAnswer(frame), { versionId: 7172999, release: null });
  });

  it('repeats no release that is none', () => {
    const frame = only(hex('45530000001d 0000000000000001 09 00864700 00000002 0000 d7a2c104 05 1b5b33316d'));
    assert.deepEqual(readHandshakeAnswer(frame), { versionId: 9458007, release: null });
  });

  it('answers any bytes, and never keeps more than it was given', () => {
    const framed = fc.tuple(fc.constantFrom('4553', '455300000017', '54686973', ''), fc.uint8Array({ maxLength: 60 }));
    fc.assert(
      fc.property(framed, ([prefix, tail]) => {
        const bytes = Uint8Array.from([...hex(prefix), ...tail]);
        const { frames, rest } = readTransportFrames(bytes);
        assert.ok(rest.length <= bytes.length);
        for (const frame of frames) readHandshakeAnswer(frame);
      }),
    );
  });
});
