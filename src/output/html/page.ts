import { createHash } from 'node:crypto';
import { xmlText } from '../escape/xml-text.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/**
 * A page that needs nothing else: no image, no font, no address. Its policy (CSP) forbids every request, and allows its own style sheet and script alone, by their hashes; so markup that
 * came from elsewhere could do nothing, if there were any.
 */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${xmlText(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
<script>${script}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
