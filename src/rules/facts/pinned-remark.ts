/** What is to be said of a fault in a certificate that the node itself trusts directly, as the end of a sentence. */
export const pinnedRemark = '; the node lists this certificate among those it trusts, which hides it from Java peers set up alike';
