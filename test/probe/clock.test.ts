import assert from 'node:assert/strict';
import { probePort } from '../support/probe.ts';
import { startScriptServer } from '../support/script-server.ts';

const minuteMs = 60_000;

/** What is made of a server's clock that stands so far ahead, in the words that it says. */
async function clockOf(date: string | null): Promise<{ readonly aheadMs: number; readonly boundMs: number } | null> {
  const head = ['HTTP/1.1 200 OK', ...(date === null ? [] : [`Date: ${date}`]), 'Content-Length: 0', '', ''].join('\r\n');
  const server = await startScriptServer([{ kind: 'receive' }, { kind: 'send', bytes: head }, { kind: 'end' }]);
  const { clock } = await probePort(server.port, 'http');
  await server.close();
  return clock;
}

const inHttp = (aheadMs: number): string => new Date(Date.now() + aheadMs).toUTCString();

describe('the clock of a server that speaks HTTP', () => {
  for (const aheadMs of [0, 5 * minuteMs, -5 * minuteMs, 48 * 60 * minuteMs, -48 * 60 * minuteMs]) {
    it(`is ${aheadMs / minuteMs} minutes ahead, within its bound`, async () => {
      const clock = await clockOf(inHttp(aheadMs));
      assert.ok(clock);
      // The header has whole seconds, and this test took its time before the probe did.
      assert.ok(clock.boundMs >= 500, `${clock.boundMs}`);
      assert.ok(clock.aheadMs <= aheadMs + clock.boundMs, `${clock.aheadMs}`);
      assert.ok(clock.aheadMs >= aheadMs - clock.boundMs - 10_000, `${clock.aheadMs}`);
      assert.equal(Math.sign(Math.round(clock.aheadMs / minuteMs)) + 0, Math.sign(aheadMs) + 0);
    });
  }

  it('is not known without a date, or by one in another form', async () => {
    for (const date of [null, new Date().toISOString(), 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun, 99 Nov 1994 08:49:37 GMT', '1794041377']) {
      assert.equal(await clockOf(date), null, `${date}`);
    }
  });
});
