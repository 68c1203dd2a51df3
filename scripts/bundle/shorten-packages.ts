import { readFile } from 'node:fs/promises';
import { type Plugin, transform } from 'esbuild';

/**
 * Shortens the names within packages, which are half of what a scan has to read before it starts. Ours stay: the message of a fault has them.
 */
export function shortenPackages(target: string): Plugin {
  return {
    name: 'shorten-packages',
    setup: (bundler) => {
      bundler.onLoad({ filter: /[\\/]node_modules[\\/].*\.m?js$/ }, async ({ path }) => {
        const { code } = await transform(await readFile(path, 'utf8'), { minify: true, target, sourcefile: path });
        return { contents: code, loader: 'js' };
      });
    },
  };
}
