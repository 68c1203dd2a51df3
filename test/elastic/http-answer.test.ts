import assert from 'node:assert/strict';
import fc from 'fast-check';
import { httpRequest, readHttpAnswer } from '../../src/elastic/http-answer.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const ok = 'HTTP/1.1 200 OK\r\n';

describe('an HTTP request', () => {
  it('asks for the root once, as JSON, and lets the server close', () => {
    assert.equal(
      new TextDecoder().decode(httpRequest('es01:9200')),
      'GET / HTTP/1.1\r\nHost: es01:9200\r\nUser-Agent: handclasp\r\nAccept: application/json\r\nConnection: close\r\n\r\n',
    );
  });

  it('brackets an IPv6 address and adds no line that a name asks for', () => {
    assert.match(new TextDecoder().decode(httpRequest('::1')), /^Host: \[::1\]\r$/m);
    assert.match(new TextDecoder().decode(httpRequest('[::1]:9200')), /^Host: \[::1\]:9200\r$/m);
    assert.match(new TextDecoder().decode(httpRequest('a\r\nX: y')), /^Host: aX:y\r$/m);
  });
});

describe('an HTTP answer', () => {
  it('has a status, headers in lower case with all their values, and a body', () => {
    const answer = readHttpAnswer(
      bytes(
        'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="security"\r\nwww-authenticate:ApiKey\r\nContent-Length: 2\r\n\r\n{}',
      ),
    );
    assert.deepEqual(answer, {
      status: 401,
      headers: { 'www-authenticate': ['Basic realm="security"', 'ApiKey'], 'content-length': ['2'] },
      body: '{}',
    });
  });

  it('is put together from chunks', () => {
    const chunked = 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n00a;ext=1\r\n0123456789\r\n0\r\n\r\n';
    const answer = readHttpAnswer(bytes(ok + chunked));
    assert.equal(answer !== 'partial' && answer?.body, 'abc0123456789');
  });

  it('is partial at every cut before its end, and never something else', () => {
    for (const rest of ['Content-Length: 5\r\n\r\nhello', 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n']) {
      const whole = bytes(ok + rest);
      for (let cut = 0; cut < whole.length; cut++) assert.equal(readHttpAnswer(whole.subarray(0, cut)), 'partial', `cut at ${cut}`);
      assert.notEqual(readHttpAnswer(whole), 'partial');
    }
  });

  it('without a length ends where the connection ends', () => {
    const answer = bytes('HTTP/1.0 400 Bad Request\r\n\r\nno');
    assert.equal(readHttpAnswer(answer), 'partial');
    assert.deepEqual(readHttpAnswer(answer, true), { status: 400, headers: {}, body: 'no' });
  });

  it('takes what came of a body that was cut', () => {
    for (const framing of ['Content-Length: 50', 'Transfer-Encoding: chunked']) {
      const body = framing.startsWith('C') ? 'half' : '32\r\nhalf';
      assert.equal((readHttpAnswer(bytes(`${ok}${framing}\r\n\r\n${body}`), true) as { body: string }).body, 'half');
    }
  });

  it('has no body after 204 and 304', () => {
    assert.deepEqual(readHttpAnswer(bytes('HTTP/1.1 204 No Content\r\n\r\n')), { status: 204, headers: {}, body: '' });
  });

  it('follows an interim answer', () => {
    const answer = readHttpAnswer(bytes('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 \r\n\r\n'));
    assert.equal(answer !== 'partial' && answer?.status, 204);
  });

  it('is not waited for once 4 KiB of its body are there, whatever length it claims', () => {
    for (const head of ['Content-Length: 99999999999', 'X: y', 'Transfer-Encoding: chunked']) {
      const body = head.startsWith('T') ? `ffffffff\r\n${'x'.repeat(5000)}` : 'x'.repeat(5000);
      const answer = readHttpAnswer(bytes(`${ok}${head}\r\n\r\n${body}`));
      assert.equal(answer !== 'partial' && answer?.body.length, 4096);
    }
  });

  it('ends at a chunk that is none', () => {
    for (const broken of ['zz\r\nabc\r\n', '-1\r\nabc', '123456789\r\nabc']) {
      const answer = readHttpAnswer(bytes(`${ok}Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n${broken}`));
      assert.equal(answer !== 'partial' && answer?.body, 'ok');
    }
  });

  it('keeps a header with an awkward name, and skips a line that is no header', () => {
    const answer = readHttpAnswer(bytes(`${ok}__proto__: x\r\nno colon\r\n folded\r\nContent-Length: 0\r\n\r\n`));
    assert.ok(answer !== null && answer !== 'partial');
    assert.deepEqual(Object.keys(answer.headers), ['__proto__', 'content-length']);
  });

  it('is told from what other services say', () => {
    for (const other of [
      'SSH-2.0-OpenSSH_9.2\r\n',
      '\x15\x03\x03\x00\x02\x02\x46',
      'HTTP/2 200\r\n\r\n',
      'HTTP/1.1 abc\r\n\r\n',
      'This is not an HTTP port',
    ]) {
      assert.equal(readHttpAnswer(bytes(other)), null, other);
    }
  });

  it('with a head that never ends is given up after 64 KiB', () => {
    const endless = bytes(`${ok}${'X-Pad: 0123456789\r\n'.repeat(4000)}`);
    assert.equal(readHttpAnswer(endless), null);
    assert.equal(readHttpAnswer(endless.subarray(0, 60000)), 'partial');
    assert.equal(readHttpAnswer(bytes('HTTP/1.1 100 Continue\r\n\r\n'.repeat(4000))), null);
  });

  it('with its head cut by the end of the connection is none', () => {
    assert.equal(readHttpAnswer(bytes(ok), true), null);
    assert.equal(readHttpAnswer(bytes(''), true), null);
  });

  it('is read from any bytes without a throw', () => {
    const heads = fc.constantFrom('', ok, `${ok}\r\n`, `${ok}Transfer-Encoding: chunked\r\n\r\n`, `${ok}Content-Length: 9\r\n\r\n`);
    fc.assert(
      fc.property(heads, fc.uint8Array({ maxLength: 80 }), fc.boolean(), (head, tail, closed) => {
        const answer = readHttpAnswer(Uint8Array.from([...bytes(head), ...tail]), closed);
        assert.ok(!closed || answer !== 'partial');
      }),
    );
  });
});
