import type { Channel } from '../../model/channel.ts';
import type { FixContext } from '../../model/fix.ts';
import { isPlain } from '../../rules/remedies/fix-context.ts';

type Told = Pick<FixContext, 'channel' | 'prefix' | 'setting' | 'path' | 'secureSettings' | 'directory' | 'packaging'>;

/** What a line by which a node says why it does not start tells of settings and files; what it does not tell is null. */
export function contextOfLogLine(text: string): Told {
  const prefix = prefixes.exec(text)?.[0] ?? null;
  const { path, isFolder } = pathIn(text);
  const name = settingNameIn(text);
  const listed = listedIn(text);
  const isOfPassword = /incorrect|UnrecoverableKey|bad key is used/i.test(text);
  const setting = prefix === null || name === null ? null : `${prefix}.${name}`;
  return {
    channel: channelOf(prefix),
    prefix,
    setting,
    path: path === null ? null : isFolder ? `${path}/FILE` : path,
    // Of names that end with a password alone, no file belongs to any; and an entry that is wrong is there.
    secureSettings:
      listed.length > 0 && listed.every((one) => /secure_\w+$/.test(one))
        ? listed
        : isOfPassword && setting !== null
          ? [setting.replace(/\.path$/, '.secure_password')]
          : null,
    ...(path === null ? { directory: null, packaging: null } : placeOf(path)),
  };
}

/** What is known by files goes before it. */
export function withLogLine(context: FixContext, text: string): FixContext {
  const told = contextOfLogLine(text);
  return {
    ...context,
    channel: context.prefix === null && told.prefix !== null ? told.channel : context.channel,
    prefix: context.prefix ?? told.prefix,
    setting: context.setting ?? told.setting,
    path: context.path ?? told.path,
    secureSettings: context.secureSettings ?? told.secureSettings,
    directory: context.directory ?? told.directory,
    packaging: context.packaging ?? told.packaging,
  };
}

const prefixes =
  /xpack\.security\.(?:transport|http|remote_cluster_server|remote_cluster_client)\.ssl|xpack\.security\.authc\.realms\.\w+\.[\w-]+\.ssl|transport\.profiles\.[\w-]+\.xpack\.security\.ssl|xpack\.(?:http|notification\.email)\.ssl|reindex\.ssl/;

function channelOf(prefix: string | null): Channel {
  if (prefix === 'xpack.security.http.ssl') return 'http';
  return prefix?.includes('remote_cluster') === true ? 'remote-cluster' : 'transport';
}

/** `[is not set, but the following settings have been configured in elasticsearch.yml : [a,b]`; a line that was cut off ends it too. */
function listedIn(text: string): readonly string[] {
  const list = /have been configured in [\w.]+ : \[([^\]]*)/.exec(text)?.[1] ?? '';
  return list.split(',').filter((one) => /^[\w.-]+\.ssl\.[\w.-]+$/.test(one));
}

/** Of the setting of the file, by what Elasticsearch calls such files. */
function settingNameIn(text: string): string | null {
  if (/as a truststore|SSL TrustManager|truststore/.test(text)) return 'truststore.path';
  if (/PEM certificate_authorities/.test(text)) return 'certificate_authorities';
  if (/PEM private key/.test(text)) return 'key';
  if (/PEM certificate\b/.test(text)) return 'certificate';
  return /SSL KeyManager|\] keystore|keystore \[/.test(text) ? 'keystore.path' : null;
}

function pathIn(text: string): { readonly path: string | null; readonly isFolder: boolean } {
  const found =
    /\[((?:\/|[A-Z]:[\\/])[^\],\n]{1,400})[\],]/.exec(text)?.[1] ??
    /FilePermission"? "([^"\n]{1,400})"/.exec(text)?.[1] ??
    /AccessDeniedException: (\S{1,400})/.exec(text)?.[1] ??
    null;
  if (found === null || !isPlain(found)) return { path: null, isFolder: false };
  return { path: found, isFolder: !/\.[A-Za-z0-9]+$/.test(found) };
}

/** The configuration directories of packages and images. */
function placeOf(path: string): Pick<Told, 'directory' | 'packaging'> {
  if (path.startsWith('/etc/elasticsearch/')) return { directory: '/etc/elasticsearch', packaging: 'package' };
  if (path.startsWith('/usr/share/elasticsearch/config/')) return { directory: '/usr/share/elasticsearch/config', packaging: 'container' };
  return { directory: null, packaging: null };
}
