import type { AlertMessage } from '../../model/alert.ts';
import { toolVersion } from '../../model/tool-version.ts';
import { alertText, messageTitle } from '../../wording/alert-texts.ts';

/** What a webhook and a program are told, as JSON: the facts of each alert, and a sentence for each. */
export function alertDocument(message: AlertMessage): string {
  const { id, at, alerts } = message;
  return JSON.stringify({
    schema: 'handclasp.alerts/1',
    tool: { name: 'handclasp', version: toolVersion },
    ...{ id, at },
    title: messageTitle(message),
    alerts: alerts.map((alert) => ({ ...alert, text: alertText(alert) })),
  });
}
