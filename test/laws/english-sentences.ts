import ts from 'typescript';

/** A place where code makes an English sentence, or a part of one. */
export type EnglishSentence = { readonly line: number; readonly text: string };

/** Words that sentences are built with. Names of fields, of questions and of things do without them. */
const sentenceWords: ReadonlySet<string> = new Set(
  'is are was were be has have had does did do can cannot could may must not it its they them this which who whose nothing whether where'.split(
    ' ',
  ),
);

/**
 * Every string of a file that reads as an English sentence: three words in lower case at least, and one of them such as holds sentences together. What programs say of their own
 * mistakes, and of how they are used, is left out: errors are thrown where they are found.
 */
export function englishSentences(file: string, code: string): readonly EnglishSentence[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: EnglishSentence[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isThrowStatement(node)) return;
    if (ts.isNewExpression(node) && node.expression.getText().endsWith('Error')) return;
    const text = textOf(node);
    if (text !== null && readsAsSentence(text)) found.push({ line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What is filled into a template stands for one name. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' X ');
}

function readsAsSentence(text: string): boolean {
  const words = text.split(/\s+/).flatMap((word) => /^["'(]?([a-z]+(?:'[a-z]+)?)[,.;:)"'?]*$/.exec(word)?.[1] ?? []);
  return words.length >= 3 && words.some((word) => sentenceWords.has(word));
}
