import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlias, LineCounter, parseAllDocuments, visit } from 'yaml';
import type { KubernetesObject } from '../../model/eck.ts';
import { UsageError } from '../../model/usage-error.ts';
import { lineOfJsonFault } from '../json-line.ts';

/** Beyond it a file is no `kubectl get` of one namespace. */
const largest = 64 * 1024 * 1024;
const mostFiles = 5_000;

/**
 * The resources in files of `kubectl get … -o json` or `-o yaml`, and in folders of such files. Links in folders are not followed.
 *
 * @throws UsageError with file and line where one cannot be read, or is something else
 */
export async function readKubernetesObjects(paths: readonly string[]): Promise<readonly KubernetesObject[]> {
  const objects: KubernetesObject[] = [];
  for (const path of paths) for (const file of await filesOf(path)) objects.push(...objectsIn(file, await textOf(file)));
  return objects;
}

async function filesOf(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new UsageError(
      'manifest-unreadable',
      `cannot read ${path}: there is no such file, or it may not be read`,
      'check the path and its permissions',
      {
        cause,
      },
    );
  });
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(?:json|ya?ml)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  if (files.length === 0 || files.length > mostFiles)
    throw new UsageError(
      'manifest-unreadable',
      files.length === 0 ? `${path} has no .json, .yml or .yaml file` : `${path} has more than ${mostFiles} files`,
      'expected what kubectl get elasticsearch,kibana,secret,pod -o json wrote',
    );
  return files.sort();
}

async function textOf(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > largest) throw expected(file, null, `it has ${size} bytes, more than any such file`);
  return await readFile(file, 'utf8');
}

/** The resources in one text; a list is each of its items. */
export function objectsIn(file: string, text: string): readonly KubernetesObject[] {
  if (/^\s*[{[]/.test(text)) {
    const json = jsonIn(file, text);
    return flattened(json, file);
  }
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  if (!Array.isArray(documents)) throw expected(file, 1, 'it is empty');
  return documents.flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw expected(file, lines.linePos(error.pos[0]).line, 'it is neither JSON nor YAML');
    let hasAlias = false;
    visit(document, (_, node) => {
      hasAlias ||= isAlias(node);
    });
    if (hasAlias) throw expected(file, 1, 'it has aliases, which kubectl never writes');
    return flattened(document.toJS(), file, lines.linePos(document.range?.[0] ?? 0).line);
  });
}

function jsonIn(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw expected(file, lineOfJsonFault(text), 'it is not JSON');
  }
}

function flattened(value: unknown, file: string, line: number | null = null): readonly KubernetesObject[] {
  if (value === null || value === undefined) return [];
  if (!isFields(value)) throw expected(file, line, 'it is no resource of Kubernetes');
  // eck-diagnostics writes `Items` where kubectl writes `items`.
  const items = value.items ?? value.Items;
  if (Array.isArray(items)) return items.flatMap((item) => flattened(item, file, line));
  const { kind, metadata } = value;
  if (typeof kind !== 'string' || !isFields(metadata) || typeof metadata.name !== 'string')
    throw expected(file, line, 'it is no resource of Kubernetes: kind and metadata.name are missing');
  return [
    {
      kind,
      name: metadata.name,
      namespace: typeof metadata.namespace === 'string' ? metadata.namespace : null,
      body: value,
      from: line === null ? file : `${file}:${line}`,
    },
  ];
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function expected(file: string, line: number | null, what: string): UsageError {
  return new UsageError(
    'manifest-unreadable',
    `${file}${line === null ? '' : `:${line}`}: ${what}`,
    'expected resources as kubectl get … -o json or -o yaml writes them',
  );
}
