import type { Alert, AlertMessage } from '../../model/alert.ts';
import type { AlertReceiverConfig } from '../../model/alerts-config.ts';
import { andMore } from '../../model/name-list.ts';
import type { Severity } from '../../model/severity.ts';
import { alertText, messageLines, messageTitle } from '../../wording/alert-texts.ts';
import { alertDocument } from './alert-document.ts';

/** What a message comes to for a receiver: one request, or one for each alert. @param secret the routing key of PagerDuty */
export function httpBodies(
  kind: Extract<AlertReceiverConfig['kind'], 'webhook' | 'slack' | 'pagerduty'>,
  message: AlertMessage,
  secret: string,
): readonly string[] {
  switch (kind) {
    case 'webhook':
      return [alertDocument(message)];
    case 'slack':
      return [JSON.stringify({ text: slackText(message) })];
    case 'pagerduty':
      return message.alerts.map((alert) => JSON.stringify(pagerDutyEvent(alert, message, secret)));
  }
}

/** Slack refuses longer messages; there may be a hundred alerts in the first. */
const mostLines = 20;

function slackText(message: AlertMessage): string {
  const lines = messageLines(message);
  const shown = lines.slice(0, mostLines);
  const more = andMore(lines.length - shown.length, '');
  const text =
    lines.length === 1
      ? shown.join('')
      : [messageTitle(message), ...shown.map((line) => `• ${line}`), ...(more === '' ? [] : [more])].join('\n');
  // Its three characters of control (Slack: formatting text for app surfaces).
  return `handclasp: ${text}`.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const pagerDutySeverity: Readonly<Record<Severity, string>> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
  info: 'info',
};

/** PagerDuty Events API v2. An event with the same key changes its incident, and opens no other. */
function pagerDutyEvent(alert: Alert, { at, id }: AlertMessage, routingKey: string): object {
  const { facts } = alert;
  const [first] = 'endpoints' in facts ? facts.endpoints.examples : [];
  return {
    routing_key: routingKey,
    event_action: alert.change === 'closed' ? 'resolve' : 'trigger',
    dedup_key: `handclasp/${alert.key}`.slice(0, 255),
    payload: {
      summary: alertText(alert).slice(0, 1024),
      source: first ?? 'handclasp',
      severity: pagerDutySeverity[alert.severity],
      timestamp: at,
      component: 'tls',
      class: facts.kind,
      custom_details: { ...facts, message: id },
    },
  };
}
