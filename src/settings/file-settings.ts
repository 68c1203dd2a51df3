/** Whether a setting takes the path of a file, or a list of them. Fleet takes certificates themselves under the same names. */
export function isFileSetting(key: string): boolean {
  return (
    !key.startsWith('xpack.fleet.') &&
    /(?:^|\.)(?:ssl|signing|encryption)\.(?:key|certificate|certificate_authorities|certificateAuthorities)(?:\.\d+)?$|[._]path(?:\.\d+)?$/.test(
      key,
    )
  );
}
