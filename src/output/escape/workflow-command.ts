import { printable } from '../printable.ts';

/** A command to the runner of GitHub Actions: `::error title=…::message`. Nothing in the texts ends it or begins another. */
export function workflowCommand(
  name: 'error' | 'warning' | 'notice',
  properties: Readonly<Record<string, string>>,
  message: string,
): string {
  const told = Object.entries(properties).map(([key, value]) => `${key}=${escaped(value).replaceAll(':', '%3A').replaceAll(',', '%2C')}`);
  return `::${name} ${told.join(',')}::${escaped(message)}\n`;
}

function escaped(text: string): string {
  return printable(text).replaceAll('%', '%25');
}
