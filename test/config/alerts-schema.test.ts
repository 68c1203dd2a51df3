import assert from 'node:assert/strict';
import { commands } from '../../src/cli/commands/index.ts';
import { configOptions } from '../../src/cli/config-options.ts';
import { configFileOf, configSchema } from '../../src/config/config-schema.ts';
import { readDescribed } from '../../src/config/read-described.ts';
import { usualAlertRules } from '../../src/model/alert.ts';

const options = configOptions(commands);
const read = (text: string) => readDescribed(text, configSchema(options, null));
const faults = (text: string) => {
  const found = read(text);
  return found.kind === 'read' ? [] : found.faults.map(({ line, at, message }) => `${line}: ${at}: ${message}`);
};

const good = `alerts:
  severity: critical
  warn: 2w
  urgent-share: 5
  receivers:
    - kind: webhook
      name: ops
      url-env: OPS_URL
      token-file: secrets/token
      ca: ca.crt
    - kind: slack
      url-file: secrets/slack
    - kind: pagerduty
      key-env: PD_KEY
    - kind: command
      run: [/usr/local/bin/page, --tls]
    - kind: mail
      server: smtp://mail.example.org
      user: tls
      password-env: MAIL_PASSWORD
      from: handclasp <tls@example.org>
      to: [ops@example.org]
`;

describe('the section alerts of a file', () => {
  it('is read, with paths from its own folder and what holds where nothing is said', () => {
    const found = read(good);
    assert.ok(found.kind === 'read', JSON.stringify(found));
    const { alerts } = configFileOf(found.value, options, (path) => `/etc/handclasp/${path}`);
    assert.deepEqual(alerts?.rules, {
      severity: 'critical',
      warn: { ms: 14 * 86_400_000, share: 0.2 },
      urgent: { ms: usualAlertRules.urgent.ms, share: 0.05 },
    });
    assert.deepEqual(
      alerts?.receivers.map(({ name }) => name),
      ['ops', 'slack', 'pagerduty', 'command', 'mail'],
    );
    assert.deepEqual(alerts?.receivers[0], {
      name: 'ops',
      kind: 'webhook',
      url: { env: 'OPS_URL' },
      token: { file: '/etc/handclasp/secrets/token' },
      ca: '/etc/handclasp/ca.crt',
    });
  });

  it('is refused with all that is wrong, line by line', () => {
    const text = `alerts:
  warn: soon
  urgent-share: 400
  receivers:
    - kind: telegram
    - kind: slack
      url: https://hooks.slack.com/services/secret
    - kind: webhook
      url: https://user:password@example.org/
    - kind: pagerduty
      key: R0UT1NG
    - kind: mail
      server: mail.example.org
      user: tls
      from: tls
      to: []
`;
    const found = faults(text);
    const all = found.join('\n');
    for (const line of [
      '2: alerts.warn: expected a time in hours, days or weeks, as in 12h, 30d or 4w',
      '3: alerts.urgent-share: ',
      '5: alerts.receivers[0].kind: expected kind: webhook, slack, pagerduty, command or mail',
      '7: alerts.receivers[1].url: unknown key "url"',
      '9: alerts.receivers[2].url: a URL here has no user and no password: give token-env or token-file',
      '11: alerts.receivers[3].key: unknown key "key"',
      '13: alerts.receivers[4].server: expected smtp://host:587 or smtps://host:465',
      '15: alerts.receivers[4].from: expected an address, as in ops@example.org',
    ])
      assert.ok(all.includes(line), `${line}\nin\n${all}`);
    // What stands there may be a secret.
    for (const secret of ['services/secret', 'R0UT1NG', 'password@']) assert.ok(!all.includes(secret), all);
  });

  for (const [what, text, message] of [
    ['no receiver', 'alerts:\n  receivers: []\n', /^2: alerts\.receivers: /],
    [
      'a webhook that leads nowhere',
      'alerts:\n  receivers:\n    - kind: webhook\n',
      /^3: alerts\.receivers\[0\]\.kind: expected one of url, url-env, url-file$/,
    ],
    [
      'a secret that is given twice',
      'alerts:\n  receivers:\n    - kind: slack\n      url-env: A\n      url-file: b\n',
      /^3: alerts\.receivers\[0\]\.kind: expected one of url-env, url-file$/,
    ],
    [
      'two of one name',
      'alerts:\n  receivers:\n    - { kind: slack, url-env: A }\n    - { kind: slack, url-env: B }\n',
      /^4: alerts\.receivers\[1\]\.kind: two receivers are called slack: give each a name$/,
    ],
    [
      'a user without a password',
      'alerts:\n  receivers:\n    - { kind: mail, server: "smtp://m", user: u, from: a@b.c, to: a@b.c }\n',
      /expected one of password-env, password-file$/,
    ],
  ] as const) {
    it(`is refused: ${what}`, () => {
      const [first = '', ...more] = faults(text);
      assert.match(first, message);
      assert.deepEqual(more, []);
    });
  }
});
