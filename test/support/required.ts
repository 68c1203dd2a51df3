/**
 * For suites that need a program which may be missing: skips with a line that says what is missing, or fails where
 * HANDCLASP_REQUIRE=1 says that everything must run.
 */
export function skipUnless(context: Mocha.Context, present: boolean, what: string): void {
  if (present) return;
  if (process.env.HANDCLASP_REQUIRE === '1') throw new Error(`${what} is missing, and HANDCLASP_REQUIRE=1 wants every suite to run`);
  console.log(`      skipped: ${what} is missing`);
  context.skip();
}
