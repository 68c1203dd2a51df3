import ts from 'typescript';

/** A place where code reads a sentence of ours. */
export type DecisionOnProse = {
  /** The expression that holds the sentence, as written: `outcome.message`. */
  readonly subject: string;
  readonly line: number;
  readonly how: 'method' | 'pattern' | 'comparison' | 'searched-for' | 'key' | 'switch' | 'part-of-an-id';
};

/** Names of properties that hold sentences of ours, whatever type they belong to. */
const proseProperties: ReadonlySet<string> = new Set([
  'because',
  'detail',
  'message',
  'text',
  'title',
  'remedy',
  'why',
  'holds',
  'requirement',
  'impact',
  'prose',
  'problem',
  'sentence',
  'logText',
  'remark',
  'summary',
]);

/** Of variables: without words that are just as well what a user or a peer wrote. */
const proseVariables: ReadonlySet<string> = new Set([
  'because',
  'detail',
  'headline',
  'holds',
  'message',
  'problem',
  'prose',
  'remedy',
  'sentence',
  'title',
  'why',
]);

/** Functions that make sentences. */
const proseFunctions: ReadonlySet<string> = new Set([
  'reasonText',
  'flawText',
  'shortfallText',
  'unreachedText',
  'fileFaultText',
  'keystoreFaultText',
  'setupProblemText',
  'contentFaultText',
  'pathFaultText',
  'storeProblemText',
  'peersDifferText',
  'rfc5280RemarkText',
  'certificateFaultText',
  'localLimitText',
  'differenceText',
  'refusalFaultText',
  'offerAnswerText',
  'pairVerdictText',
  'collectedFactText',
  'structureFaultText',
  'algorithmFaultText',
  'failureText',
  'failureSentence',
  'logHeadlineText',
  'logRemarkText',
  'possibilityText',
  'fileProblemText',
  'calendarFactText',
  'calendarUnknownText',
  'refuserText',
  'renewalFactText',
  'upgradeStepText',
  'whyNotCompleted',
  'sentenceOf',
  'handshakeText',
  'endpointStatusText',
  'waiverEndedText',
]);

const stringMethods: ReadonlySet<string> = new Set([
  'includes',
  'startsWith',
  'endsWith',
  'match',
  'matchAll',
  'replace',
  'replaceAll',
  'indexOf',
  'lastIndexOf',
  'search',
  'split',
  'localeCompare',
]);

/** Every place in a file where a string method, a pattern or a comparison is applied to a sentence of ours. Goes by names, so that it needs no types. */
export function decisionsOnProse(file: string, code: string): readonly DecisionOnProse[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const renamed = new Set<string>();
  const found: DecisionOnProse[] = [];
  const add = (subject: ts.Expression, how: DecisionOnProse['how']) => {
    const { line } = source.getLineAndCharacterOfPosition(subject.getStart());
    found.push({ subject: subject.getText(), line: line + 1, how });
  };
  const isProse = (node: ts.Expression): boolean => {
    if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node)) return isProse(node.expression);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) return isProse(node.left);
    if (ts.isPropertyAccessExpression(node)) return proseProperties.has(node.name.text);
    if (ts.isCallExpression(node)) return ts.isIdentifier(node.expression) && proseFunctions.has(node.expression.text);
    if (ts.isTemplateExpression(node)) return node.templateSpans.some(({ expression }) => isProse(expression));
    return ts.isIdentifier(node) && (proseVariables.has(node.text) || renamed.has(node.text));
  };
  /** A rule is known by its whole id; what its parts have in common with others is nobody's promise. */
  const isRuleId = (node: ts.Expression): boolean =>
    (ts.isIdentifier(node) && node.text === 'rule') ||
    (ts.isPropertyAccessExpression(node) &&
      (node.name.text === 'rule' || (node.name.text === 'id' && ts.isIdentifier(node.expression) && node.expression.text === 'rule')));
  // `({ detail: said }) =>` makes `said` a sentence.
  const collect = (node: ts.Node): void => {
    const property =
      ts.isBindingElement(node) && node.propertyName !== undefined && ts.isIdentifier(node.propertyName) ? node.propertyName : null;
    if (property !== null && proseVariables.has(property.text) && ts.isBindingElement(node) && ts.isIdentifier(node.name))
      renamed.add(node.name.text);
    ts.forEachChild(node, collect);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression: subject, name } = node.expression;
      if (stringMethods.has(name.text) && isProse(subject)) add(subject, 'method');
      if (stringMethods.has(name.text) && isRuleId(subject)) add(subject, 'part-of-an-id');
      for (const argument of node.arguments) {
        const isPattern = name.text === 'test' || name.text === 'exec';
        if (isPattern && isProse(argument)) add(argument, 'pattern');
        if (isPattern && isRuleId(argument)) add(argument, 'part-of-an-id');
        if ((name.text === 'includes' || name.text === 'has') && isProse(argument)) add(argument, 'searched-for');
      }
      const [key] = node.arguments;
      if (key !== undefined && (name.text === 'get' || name.text === 'set') && isProse(key)) add(key, 'key');
    }
    if (ts.isBinaryExpression(node) && isEquality(node.operatorToken.kind)) {
      const { left, right } = node;
      if (isProse(left) && !isNothing(right)) add(left, 'comparison');
      else if (isProse(right) && !isNothing(left)) add(right, 'comparison');
    }
    if (ts.isSwitchStatement(node) && isProse(node.expression)) add(node.expression, 'switch');
    ts.forEachChild(node, visit);
  };
  collect(source);
  visit(source);
  return found;
}

function isEquality(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    kind === ts.SyntaxKind.EqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsToken
  );
}

/** Whether there is a sentence at all may be asked. */
function isNothing(node: ts.Expression): boolean {
  return (
    node.kind === ts.SyntaxKind.NullKeyword ||
    (ts.isIdentifier(node) && node.text === 'undefined') ||
    (ts.isStringLiteral(node) && node.text === '')
  );
}
