import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encode } from '../../../src/tls/bytes/codec.ts';
import { MessageInput } from '../../../src/tls/handshake/message-input.ts';
import { handshakeMessage } from '../../../src/tls/wire/handshake-message.ts';

describe('MessageInput', () => {
  it('cuts the same messages out of any fragments', () => {
    const message = fc.record({ type: fc.nat(255), body: fc.uint8Array({ maxLength: 50 }) }, { noNullPrototype: true });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 6 }), fc.array(fc.nat(400)), (messages, cuts) => {
        const stream = Buffer.concat(messages.map((one) => encode(handshakeMessage, one)));
        const ends = [...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b), stream.length];
        const input = new MessageInput();
        const got: { type: number; body: Uint8Array }[] = [];
        let from = 0;
        for (const end of ends) {
          input.push(stream.subarray(from, end));
          from = end;
          for (let next = input.next(); next; next = input.next()) {
            assert.deepEqual(new Uint8Array(next.raw), encode(handshakeMessage, next));
            got.push({ type: next.type, body: new Uint8Array(next.body) });
          }
        }
        assert.deepEqual(got, messages);
        assert.ok(input.atBoundary);
      }),
    );
  });

  it('knows a message that is not whole', () => {
    const input = new MessageInput();
    input.push(Uint8Array.of(2, 0, 0));
    assert.equal(input.next(), null);
    assert.equal(input.atBoundary, false);
  });

  it('hands out copies', () => {
    const read = Uint8Array.of(2, 0, 0, 1, 7);
    const input = new MessageInput();
    input.push(read);
    read.fill(0);
    assert.deepEqual([...(input.next()?.raw ?? [])], [2, 0, 0, 1, 7]);
  });

  it('refuses a message that is too long before it has come', () => {
    const input = new MessageInput();
    input.push(Uint8Array.of(11, 1, 0x90, 1));
    assert.throws(() => input.next(), { alert: 'illegal_parameter', reason: 'message-too-long' });
  });
});
