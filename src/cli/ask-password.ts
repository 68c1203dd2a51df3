/**
 * Asks at the terminal for something that is not shown as it is typed. Null where the user typed nothing, or ended the question.
 *
 * @param prompt what it is for, without the colon
 */
export async function askPassword(prompt: string): Promise<string | null> {
  const { read } = await import('read');
  try {
    // On standard error: standard output is for results.
    const answer = await read({ prompt: `${prompt}: `, silent: true, input: process.stdin, output: process.stderr });
    return answer === '' ? null : answer;
  } catch {
    return null;
  }
}
