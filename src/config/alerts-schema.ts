import * as z from 'zod';
import { usualAlertRules } from '../model/alert.ts';
import type { AlertReceiverConfig, AlertsConfig, SecretPlace } from '../model/alerts-config.ts';
import { dayMs } from '../model/days-left.ts';
import { severities } from '../model/severity.ts';

const time = z.string().regex(/^\d+(\.\d+)?[hdw]$/, 'expected a time in hours, days or weeks, as in 12h, 30d or 4w');
const percent = z.number().gt(0).max(100);
const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'expected the name of a variable of the environment');
const path = z.string().min(1);
const secretUrl = (what: string) =>
  z.string().check(({ value, issues }) => {
    for (const message of urlFaults(value, what)) issues.push({ code: 'custom', input: value, message });
  });

function urlFaults(text: string, what: string): readonly string[] {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['https:', 'http:'].includes(url.protocol)) return [`expected ${what} with https:// or http://`];
  if (url.username !== '' || url.password !== '') return ['a URL here has no user and no password: give token-env or token-file'];
  return [];
}

const name = z
  .string()
  .regex(/^[\w.-]{1,60}$/, 'expected a name of letters, digits, dots, hyphens and underscores')
  .optional()
  .describe('For log lines and metrics; its kind where there is none');
const ca = path.optional().describe('CA certificates (PEM) to trust in place of the public ones');
const address = z
  .string()
  .regex(/^[^\s@<>,;]+@[^\s@<>,;]+$|^[^<>@\r\n]* <[^\s@<>,;]+@[^\s@<>,;]+>$/, 'expected an address, as in ops@example.org');

const webhook = z.strictObject({
  kind: z.literal('webhook').describe('JSON by POST'),
  name,
  url: secretUrl('a URL').optional(),
  'url-env': variable.optional(),
  'url-file': path.optional(),
  'token-env': variable.optional().describe('Sent as Authorization: Bearer'),
  'token-file': path.optional(),
  ca,
});
const slack = z.strictObject({
  kind: z.literal('slack').describe('An incoming webhook of Slack, Mattermost or Rocket.Chat'),
  name,
  'url-env': variable.optional(),
  'url-file': path.optional(),
  ca,
});
const pagerduty = z.strictObject({
  kind: z.literal('pagerduty').describe('The Events API v2'),
  name,
  'key-env': variable.optional().describe('The routing key'),
  'key-file': path.optional(),
  url: secretUrl('a URL').optional().describe('https://events.pagerduty.com/v2/enqueue unless given'),
  ca,
});
const program = z.strictObject({
  kind: z.literal('command').describe('A program that reads JSON from standard input'),
  name,
  run: z.array(z.string().min(1)).min(1),
});
const mail = z.strictObject({
  kind: z.literal('mail'),
  name,
  server: z.string().regex(/^smtps?:\/\/(\[[0-9a-fA-F:.]+\]|[^\s/:@[\]]+)(:\d+)?\/?$/, 'expected smtp://host:587 or smtps://host:465'),
  user: z.string().min(1).optional(),
  'password-env': variable.optional(),
  'password-file': path.optional(),
  from: address,
  to: z.union([address, z.array(address).min(1)]),
  ca,
});

const receiver = z.discriminatedUnion('kind', [webhook, slack, pagerduty, program, mail], {
  error: 'expected kind: webhook, slack, pagerduty, command or mail',
});
type Receiver = z.output<typeof receiver>;

/** What has to be given in one of several ways, and no more than once. */
function placeFaults(one: Receiver): readonly string[] {
  const given = one as Readonly<Record<string, unknown>>;
  const oneOf = (keys: readonly string[], isNeeded: boolean) => {
    const count = keys.filter((key) => given[key] !== undefined).length;
    return count > 1 || (isNeeded && count === 0) ? [`expected ${isNeeded ? '' : 'at most '}one of ${keys.join(', ')}`] : [];
  };
  switch (one.kind) {
    case 'webhook':
      return [...oneOf(['url', 'url-env', 'url-file'], true), ...oneOf(['token-env', 'token-file'], false)];
    case 'slack':
      return oneOf(['url-env', 'url-file'], true);
    case 'pagerduty':
      return oneOf(['key-env', 'key-file'], true);
    case 'command':
      return [];
    case 'mail':
      return oneOf(['password-env', 'password-file'], one.user !== undefined);
  }
}

/** The section `alerts` of `handclasp.yml`. */
export const alertsSchema = z
  .strictObject({
    severity: z.enum(severities).optional().describe('Problems from that severity on; high unless given'),
    warn: time
      .optional()
      .describe('So long before its end a certificate is told, and never more than warn-share of its lifetime; 30d unless given'),
    'warn-share': percent.optional().describe('Percent; 20 unless given'),
    urgent: time
      .optional()
      .describe('So long before its end it is urgent, and never more than urgent-share of its lifetime; 7d unless given'),
    'urgent-share': percent.optional().describe('Percent; 7 unless given'),
    receivers: z.array(receiver).min(1),
  })
  .check(({ value, issues }) => {
    const seen = new Set<string>();
    for (const [index, one] of value.receivers.entries()) {
      for (const message of placeFaults(one)) issues.push({ code: 'custom', input: one, path: ['receivers', index, 'kind'], message });
      const own = one.name ?? one.kind;
      if (seen.has(own))
        issues.push({
          code: 'custom',
          input: one,
          path: ['receivers', index, 'kind'],
          message: `two receivers are called ${own}: give each a name`,
        });
      seen.add(own);
    }
  })
  .describe('Whom watch tells, and of what');

/** @param pathOf where a path of the file leads */
export function alertsConfigOf(read: z.output<typeof alertsSchema>, pathOf: (path: string) => string): AlertsConfig {
  const { warn, urgent } = usualAlertRules;
  return {
    rules: {
      severity: read.severity ?? usualAlertRules.severity,
      warn: { ms: msOf(read.warn) ?? warn.ms, share: shareOf(read['warn-share']) ?? warn.share },
      urgent: { ms: msOf(read.urgent) ?? urgent.ms, share: shareOf(read['urgent-share']) ?? urgent.share },
    },
    receivers: read.receivers.map((one) => receiverOf(one, pathOf)),
  };
}

const unitMs = { h: 3_600_000, d: dayMs, w: 7 * dayMs } as const;

function msOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  return Number(text.slice(0, -1)) * unitMs[text.slice(-1) as keyof typeof unitMs];
}

function shareOf(value: number | undefined): number | null {
  return value === undefined ? null : value / 100;
}

function receiverOf(one: Receiver, pathOf: (path: string) => string): AlertReceiverConfig {
  const own = { name: one.name ?? one.kind };
  const place = (env: string | undefined, file: string | undefined, text?: string): SecretPlace | null =>
    env !== undefined ? { env } : file !== undefined ? { file: pathOf(file) } : text !== undefined ? { text } : null;
  const needed = (found: SecretPlace | null): SecretPlace => found ?? { text: '' };
  const certificates = 'ca' in one && one.ca !== undefined ? pathOf(one.ca) : null;
  switch (one.kind) {
    case 'webhook':
      return {
        ...own,
        kind: one.kind,
        url: needed(place(one['url-env'], one['url-file'], one.url)),
        token: place(one['token-env'], one['token-file']),
        ca: certificates,
      };
    case 'slack':
      return { ...own, kind: one.kind, url: needed(place(one['url-env'], one['url-file'])), ca: certificates };
    case 'pagerduty':
      return {
        ...own,
        kind: one.kind,
        key: needed(place(one['key-env'], one['key-file'])),
        url: { text: one.url ?? 'https://events.pagerduty.com/v2/enqueue' },
        ca: certificates,
      };
    case 'command': {
      const [program = '', ...args] = one.run;
      return { ...own, kind: one.kind, run: [program, ...args] };
    }
    case 'mail':
      return {
        ...own,
        kind: one.kind,
        server: one.server,
        user: one.user ?? null,
        password: place(one['password-env'], one['password-file']),
        from: one.from,
        to: [one.to].flat(),
        ca: certificates,
      };
  }
}
