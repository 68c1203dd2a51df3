/** How names end that the operator of Elastic Cloud on Kubernetes puts into the certificates it issues; for a regular expression that says what may follow. */
export const eckZones = String.raw`\.(?:es|kb|ent|apm|agent|maps|ls|lsp|epr)\.local`;
