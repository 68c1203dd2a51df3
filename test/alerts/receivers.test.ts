import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { ReadReceiver } from '../../src/alerts/alert-receiver.ts';
import { openAlertReceiver } from '../../src/alerts/open-alert-receiver.ts';
import { issue, makeCa } from '../../src/lab/pki.ts';
import type { AlertMessage } from '../../src/model/alert.ts';
import { Secret } from '../../src/model/secret.ts';
import { type AlertSink, startAlertSink } from '../support/alert-sink.ts';
import { listening } from '../support/listening.ts';

const ca = makeCa();
const identity = issue(ca, { subject: 'alerts', altNames: ['IP:127.0.0.1', 'DNS:localhost'] });

const message: AlertMessage = {
  id: '2f9e8c1a-0000-4000-8000-000000000001',
  at: '2026-12-01T02:00:04.000Z',
  alerts: [
    {
      key: 'certificate/ab',
      change: 'opened',
      severity: 'medium',
      facts: {
        kind: 'certificate',
        level: 'due',
        subject: 'CN=<es01> & co',
        issuer: 'CN=Acme CA',
        sha256: 'ab',
        notAfter: '2026-12-05T00:00:00.000Z',
        isCa: false,
        endpoints: { count: 2, examples: ['es01:9200', 'es01:9300'] },
        renewed: 0,
      },
    },
    {
      key: 'not-checked',
      change: 'closed',
      severity: 'medium',
      facts: { kind: 'not-checked', endpoints: { count: 0, examples: [] }, known: 3 },
    },
  ],
};

const never = new AbortController().signal;
const told = async (read: Partial<ReadReceiver> & Pick<ReadReceiver, 'config'>) =>
  (await openAlertReceiver({ url: null, secret: null, ca: null, ...read })).send(message, never);
const own = { name: 'ops' };
const place = { text: '' };

describe('a receiver of alerts', () => {
  describe('over HTTP', () => {
    let sink: AlertSink;
    beforeEach(async () => {
      sink = await startAlertSink(identity);
    });
    afterEach(() => sink.close());

    const webhook = { ...own, kind: 'webhook', url: place, token: null, ca: null } as const;
    const url = () => new Secret(`${sink.url}/hook/marked-secret`);

    it('takes JSON with the facts and a sentence for each alert, a token and an id to know it again', async () => {
      assert.deepEqual(await told({ config: webhook, url: url(), secret: new Secret('token'), ca: ca.certificatePem }), { kind: 'taken' });
      const [{ path, headers, body } = assert.fail()] = sink.taken;
      assert.equal(path, '/hook/marked-secret');
      assert.equal(headers.authorization, 'Bearer token');
      assert.equal(headers['idempotency-key'], message.id);
      assert.equal(body.schema, 'handclasp.alerts/1');
      assert.equal(body.alerts[0].facts.subject, 'CN=<es01> & co');
      assert.equal(body.alerts[0].text, 'Certificate CN=<es01> & co expires on 2026-12-05: 2 endpoints (es01:9200, es01:9300)');
      assert.equal(body.title, 'MEDIUM Certificate CN=<es01> & co expires on 2026-12-05: 2 endpoints (es01:9200, es01:9300); 1 resolved');
    });

    it('takes a text as Slack has it, whose three characters are escaped', async () => {
      const config = { ...own, kind: 'slack', url: place, ca: null } as const;
      assert.deepEqual(await told({ config, url: url(), ca: ca.certificatePem }), { kind: 'taken' });
      assert.deepEqual(Object.keys(sink.taken[0]?.body), ['text']);
      assert.match(
        sink.taken[0]?.body.text,
        /^handclasp: MEDIUM .*\n• MEDIUM: Certificate CN=&lt;es01&gt; &amp; co .*\n• Resolved: every endpoint/,
      );
    });

    it('takes an event for each alert as PagerDuty has it, which opens or resolves its incident', async () => {
      const config = { ...own, kind: 'pagerduty', url: place, key: place, ca: null } as const;
      assert.deepEqual(await told({ config, url: url(), secret: new Secret('R0UT1NG'), ca: ca.certificatePem }), { kind: 'taken' });
      const events = sink.taken.map(({ body }) => body);
      assert.deepEqual(
        events.map(({ routing_key, event_action, dedup_key, payload }) => [routing_key, event_action, dedup_key, payload.severity]),
        [
          ['R0UT1NG', 'trigger', 'handclasp/certificate/ab', 'warning'],
          ['R0UT1NG', 'resolve', 'handclasp/not-checked', 'warning'],
        ],
      );
      assert.equal(events[0].payload.source, 'es01:9200');
      assert.equal(events[0].payload.timestamp, message.at);
    });

    it('is told nothing where its certificate is not trusted, and what the fault says has no secret', async () => {
      const outcome = await told({ config: webhook, url: url() });
      assert.deepEqual(outcome, {
        kind: 'fault',
        because: { code: 'alert-unreachable', detail: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
        passes: true,
        retryAfter: null,
      });
      assert.deepEqual(sink.asked, []);
    });

    for (const [answer, passes, retryAfter] of [
      [503, true, null],
      [429, true, '7'],
      [404, true, null],
      [302, true, null],
      [400, false, null],
    ] as const) {
      it(`that answers ${answer} has not taken it${passes ? '' : ', and will not'}`, async () => {
        sink.answer = answer;
        const outcome = await told({ config: webhook, url: url(), ca: ca.certificatePem });
        assert.deepEqual(outcome, { kind: 'fault', because: { code: 'alert-status', status: answer }, passes, retryAfter });
        assert.equal(sink.asked.length, 1);
      });
    }

    it('that hangs up, or is not there, has not taken it', async () => {
      sink.answer = null;
      const cut = await told({ config: webhook, url: url(), ca: ca.certificatePem });
      assert.ok(cut.kind === 'fault' && cut.passes && cut.because.code === 'alert-unreachable');
      const gone = await told({ config: webhook, url: new Secret('http://127.0.0.1:1/') });
      assert.deepEqual(gone.kind === 'fault' && gone.because, { code: 'alert-unreachable', detail: 'ECONNREFUSED' });
    });
  });

  describe('that is a program', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it('reads JSON from standard input, and inherits no secret', async () => {
      process.env.HANDCLASP_TEST_SECRET = 'marked-secret';
      try {
        const script = 'cat >"$0"/body && env >"$0"/env';
        const outcome = await told({ config: { ...own, kind: 'command', run: ['/bin/sh', '-c', script, folder] } });
        assert.deepEqual(outcome, { kind: 'taken' });
      } finally {
        delete process.env.HANDCLASP_TEST_SECRET;
      }
      assert.equal(JSON.parse(readFileSync(join(folder, 'body'), 'utf8')).id, message.id);
      const env = readFileSync(join(folder, 'env'), 'utf8');
      assert.match(env, /^HANDCLASP_ALERT_TITLE=MEDIUM Certificate /m);
      assert.ok(!env.includes('marked-secret'));
    });

    it('that fails, is missing, or reads nothing', async () => {
      const of = async (...run: [string, ...string[]]) => await told({ config: { ...own, kind: 'command', run } });
      const failed = await of('/bin/sh', '-c', 'exit 3');
      assert.deepEqual(failed.kind === 'fault' && failed.because, { code: 'alert-program-failed', exit: 3, signal: null });
      const missing = await of(join(folder, 'none'));
      assert.deepEqual(missing.kind === 'fault' && missing.because, { code: 'alert-program-missing', detail: 'ENOENT' });
      assert.deepEqual(await of('/bin/true'), { kind: 'taken' });
      // No shell looks at its arguments.
      await of('/bin/echo', `$(touch ${join(folder, 'touched')})`);
      assert.ok(!existsSync(join(folder, 'touched')));
    });
  });

  describe('that is a mail server', () => {
    let server: SMTPServer | null = null;
    let mails: string[];
    afterEach(async () => {
      await new Promise<void>((resolve) => (server === null ? resolve() : server.close(resolve)));
      server = null;
    });
    const started = async (options: SMTPServerOptions = {}) => {
      mails = [];
      server = new SMTPServer({
        key: identity.privateKeyPem,
        cert: identity.chainPem,
        authOptional: true,
        onAuth: ({ username, password }, _session, callback) =>
          callback(username === 'ops' && password === 'marked-secret' ? null : new Error('no'), { user: username }),
        onData: (stream, _session, callback) => {
          let text = '';
          stream.on('data', (chunk: Buffer) => {
            text += chunk;
          });
          stream.on('end', () => {
            mails.push(text);
            callback();
          });
        },
        ...options,
      });
      server.on('error', () => {});
      return await listening(server.server as Server);
    };
    const mail = (port: number, change: { readonly scheme?: string; readonly user?: string } = {}) =>
      ({
        ...own,
        kind: 'mail',
        server: `${change.scheme ?? 'smtp'}://127.0.0.1:${port}`,
        user: change.user ?? null,
        password: null,
        from: 'handclasp <tls@example.org>',
        to: ['ops@example.org', 'sec@example.org'],
        ca: null,
      }) as const;

    it('takes a mail by STARTTLS, with the password after it', async () => {
      const port = await started({ authOptional: false });
      const config = mail(port, { user: 'ops' });
      assert.deepEqual(await told({ config, secret: new Secret('marked-secret'), ca: ca.certificatePem }), { kind: 'taken' });
      const [text = ''] = mails;
      assert.match(text, /^From: handclasp <tls@example\.org>\r$/m);
      assert.match(text, /^To: ops@example\.org, sec@example\.org\r$/m);
      assert.match(text, new RegExp(`^Message-ID: <${message.id}@handclasp>\r$`, 'm'));
      assert.match(text, /^Auto-Submitted: auto-generated\r$/m);
      assert.match(text, /^Date: Tue, 01 Dec 2026 02:00:04 \+0000\r$/m);
      assert.match(text.replaceAll('=\r\n', ''), /^MEDIUM: Certificate CN=.* expires on 2026-12-05/m);
    });

    it('takes one over TLS from the beginning', async () => {
      const port = await started({ secure: true });
      assert.deepEqual(await told({ config: mail(port, { scheme: 'smtps' }), ca: ca.certificatePem }), { kind: 'taken' });
      assert.equal(mails.length, 1);
    });

    it('is told no password where it offers no TLS', async () => {
      let isAsked = false;
      const port = await started({
        hideSTARTTLS: true,
        disabledCommands: ['STARTTLS'],
        onAuth: (_auth, _session, callback) => {
          isAsked = true;
          callback(null, { user: 'ops' });
        },
      });
      const outcome = await told({ config: mail(port, { user: 'ops' }), secret: new Secret('marked-secret'), ca: ca.certificatePem });
      assert.equal(outcome.kind, 'fault');
      assert.equal(isAsked, false);
      assert.ok(!JSON.stringify(outcome).includes('marked-secret'));
    });

    it('refuses the password, a recipient for a while, or for ever', async () => {
      const wrong = await told({
        config: mail(await started({ authOptional: false }), { user: 'ops' }),
        secret: new Secret('wrong'),
        ca: ca.certificatePem,
      });
      assert.ok(wrong.kind === 'fault' && wrong.because.code === 'alert-mail-refused' && wrong.because.status === 535);
      server?.close();
      for (const [status, passes] of [
        [451, true],
        [550, false],
      ] as const) {
        const port = await started({
          onRcptTo: (_address, _session, callback) => callback(Object.assign(new Error('no such user'), { responseCode: status })),
        });
        const outcome = await told({ config: mail(port), ca: ca.certificatePem });
        assert.ok(outcome.kind === 'fault' && outcome.because.code === 'alert-mail-refused', JSON.stringify(outcome));
        assert.equal(outcome.because.status, status);
        assert.equal(outcome.passes, passes);
        await new Promise<void>((resolve) => server?.close(resolve));
      }
      server = null;
    });

    it('that is not there, or not trusted', async () => {
      const gone = await told({ config: mail(1) });
      assert.deepEqual(gone.kind === 'fault' && gone.because, { code: 'alert-unreachable', detail: 'ECONNREFUSED' });
      const untrusted = await told({ config: mail(await started({ secure: true }), { scheme: 'smtps' }) });
      assert.ok(untrusted.kind === 'fault' && untrusted.because.code === 'alert-unreachable', JSON.stringify(untrusted));
      assert.deepEqual(mails, []);
    });
  });
});
