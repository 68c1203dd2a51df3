/** Where the question and the answer go. */
type Streams = { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream };

/**
 * Asks at the terminal for something that is not shown as it is typed. Null where the user typed nothing, or ended the question.
 *
 * @param prompt what it is for, without the colon
 */
export async function askPassword(
  prompt: string,
  // On standard error: standard output is for results.
  { input, output }: Streams = { input: process.stdin, output: process.stderr },
): Promise<string | null> {
  const { read } = await import('read');
  try {
    const answer = await read({ prompt: `${prompt}: `, silent: true, input, output });
    return answer === '' ? null : answer;
  } catch {
    return null;
  } finally {
    // The line break that ended the answer was not shown either.
    output.write('\n');
  }
}
