/** Why a receiver did not take an alert. */
export type AlertFault =
  | { readonly code: 'alert-status'; readonly status: number }
  /** What the system calls it: ECONNREFUSED, UNABLE_TO_VERIFY_LEAF_SIGNATURE, … */
  | { readonly code: 'alert-unreachable'; readonly detail: string }
  | { readonly code: 'alert-timeout'; readonly seconds: number }
  | { readonly code: 'alert-program-missing'; readonly detail: string }
  /** `signal` where it was ended by one. */
  | { readonly code: 'alert-program-failed'; readonly exit: number | null; readonly signal: string | null }
  /** `status`: of SMTP; null where the server gave none. */
  | { readonly code: 'alert-mail-refused'; readonly status: number | null; readonly detail: string };
