/**
 * The order in which Java walks through a HashMap with these keys: Elasticsearch loads its TLS contexts in it, and stops at the first that fails.
 * The table has the smallest power of two above four thirds of the number of keys; keys in one slot stay in the order of insertion.
 */
export function javaHashOrder(keys: readonly string[]): readonly string[] {
  let size = 1;
  while (size < Math.floor(keys.length / 0.75) + 1) size *= 2;
  const slot = (key: string) => {
    let hash = 0;
    for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0;
    return (hash ^ (hash >>> 16)) & (size - 1);
  };
  return keys
    .map((key, index) => ({ key, index, slot: slot(key) }))
    .sort((a, b) => a.slot - b.slot || a.index - b.index)
    .map(({ key }) => key);
}
