import type { FixContext } from '../../model/fix.ts';
import { shellQuote } from '../../model/shell-quote.ts';
import { layerOf } from './layer.ts';

/** A file of the shell's directory, as a shell word, and where it goes. */
export type FilePut = readonly [from: string, to: string];

/** The configuration directory of the product at hand, or the word for it. */
export function configDirectory(context: FixContext): string {
  const { directory, packaging, product } = context;
  if (product === 'elasticsearch') return packaging === 'container' ? '/usr/share/elasticsearch/config' : (directory ?? 'CONFIG_DIR');
  if (product === 'kibana') return directory ?? '/etc/kibana';
  return layerOf(context).product === 'OpenSearch Dashboards' ? '/etc/opensearch-dashboards' : 'CONFIG_DIR';
}

/** Files onto those in use, which keep owner and mode. `docker compose cp` gives them to root, so in a container both are set again. */
export function replaceFiles(context: FixContext, ...puts: readonly FilePut[]): readonly string[] {
  return [...puts.map((put) => copy(context, put)), ...(context.packaging === 'container' ? owned(context, puts) : [])];
}

/** Files that were not there: they get the owner that the settings file has, and a mode by which the service, and nobody else, reads them. */
export function newFiles(context: FixContext, ...puts: readonly FilePut[]): readonly string[] {
  const folders = [...new Set(puts.map(([, to]) => folderOf(to)))].filter((folder) => folder !== configDirectory(context));
  return [
    ...folders.map((folder) => `${inService(context)}mkdir -p ${shellQuote(folder)}`),
    ...puts.map((put) => copy(context, put)),
    ...owned(context, puts, folders),
  ];
}

function owned(context: FixContext, puts: readonly FilePut[], folders: readonly string[] = []): readonly string[] {
  const files = puts.map(([, to]) => shellQuote(to)).join(' ');
  const within = folders.map((folder) => shellQuote(folder)).join(' ');
  return [
    `${inService(context)}chown ${ownerOf(context)} ${within === '' ? files : `${within} ${files}`}`,
    ...(within === '' ? [] : [`${inService(context)}chmod 750 ${within}`]),
    `${inService(context)}chmod 640 ${files}`,
  ];
}

/** The owner that the files of the service have, as chown takes it. */
export function ownerOf(context: FixContext): string {
  return context.packaging === 'container' ? '1000:0' : `--reference=${shellQuote(`${configDirectory(context)}/${layerOf(context).yml}`)}`;
}

/** As root on the files of a container, whether the service runs or not. */
export function inService({ packaging }: Pick<FixContext, 'packaging'>): string {
  return packaging === 'container' ? 'docker compose run --rm --no-deps --user 0 SERVICE ' : '';
}

function copy({ packaging }: FixContext, [from, to]: FilePut): string {
  return packaging === 'container' ? `docker compose cp ${from} SERVICE:${shellQuote(to)}` : `cp ${from} ${shellQuote(to)}`;
}

/** A file of the product as the shell's own tools read it: out of the container first, where it is in one. */
export function localCopy(context: FixContext, path: string): { readonly fetch: readonly string[]; readonly file: string } {
  if (context.packaging !== 'container') return { fetch: [], file: shellQuote(path) };
  const name = shellQuote(`from-service-${path.replace(/^.*\//, '')}`);
  return { fetch: [`docker compose cp SERVICE:${shellQuote(path)} ${name}`], file: name };
}

/** The directory of a file, or the word for it. */
export function folderOf(path: string | null): string {
  return path === null ? 'CONFIG_DIR' : path.replace(/\/[^/]*$/, '') || '/';
}
