import type { EmittedSettings } from './emit-settings.ts';

/** All of it as one text that people read and copy from: a comment before each file, no line broken. */
export function emittedText({ files, remarks }: EmittedSettings, policy: string): string {
  const parts = [
    ...files.map(({ where, file, lines }) => [
      file === null ? `# On ${where}:` : where === 'kubectl' ? `# ${file}` : `# ${file}, on ${where}`,
      ...lines,
    ]),
    ...(remarks.length === 0 ? [] : [remarks.map((remark) => `# ${remark}`)]),
    [`# Check it: handclasp ready --policy ${policy} --ca ca.crt HOST`],
  ];
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}
