import { UsageError } from '../../index.ts';

/** A receiver of documents, as `--output elasticsearch=URL` names it. */
export type ReceiverUrl = {
  readonly scheme: 'https' | 'http';
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** Of a proxy before it, without a slash at its end; empty for none. */
  readonly path: string;
};

const prefix = 'elasticsearch=';

/** Whether a value of `--output` names a receiver and no file. */
export function isReceiver(value: string): boolean {
  return value.startsWith(prefix);
}

/** @throws UsageError, which repeats nothing that may be a secret */
export function receiverUrlOf(value: string): ReceiverUrl {
  const text = value.slice(prefix.length);
  const hint = 'write it as in -o elasticsearch=https://es01:9200';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && (url.username !== '' || url.password !== ''))
    throw new UsageError(
      'arguments',
      '--output elasticsearch=URL takes no user and no password',
      'everybody on this machine can see arguments: give --es-api-key-file, or --es-user with --es-password-file',
    );
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '')
    throw new UsageError('arguments', '--output elasticsearch=URL needs a URL with https:// or http://', hint);
  if (url.search !== '' || url.hash !== '') throw new UsageError('arguments', '--output elasticsearch=URL takes neither ? nor #', hint);
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  return {
    scheme,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (scheme === 'https' ? 443 : 80) : Number(url.port),
    path: url.pathname.replace(/\/+$/, ''),
  };
}
