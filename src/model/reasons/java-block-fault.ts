/** Where a JDK stops in a file of certificates. `label`: what stands between the dashes; `java-begin-hidden`: no line that it looks for is there. */
export type JavaBlockFault =
  | { readonly code: 'java-line-of-dashes'; readonly label: string }
  | { readonly code: 'java-end-of-other'; readonly label: string; readonly end: string }
  | {
      readonly code:
        | 'java-no-end'
        | 'java-end-broken'
        | 'java-after-end'
        | 'java-not-base64'
        | 'java-one-line'
        | 'java-der-cut-off'
        | 'java-begin-hidden';
    };
