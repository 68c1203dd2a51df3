import type { FixContext, FixStep } from '../../model/fix.ts';
import { shellQuote } from '../../model/shell-quote.ts';
import { fileNameOf, isAddress } from './fix-context.ts';
import { layerOf } from './layer.ts';
import { advice, at, command } from './steps.ts';
import { authorityName, certutil, defaultAuthority, keystoreShow, keytool, outFile } from './tools.ts';

/** What a new certificate is to be like. */
export type IssueWish = {
  /** The tail of a sentence that begins with "a certificate": `with both usages, or none`. */
  readonly what: string;
  /** How long it is to be valid; absent: as long as the tool makes it. */
  readonly days?: number;
  /** More extensions, as OpenSSL writes them. */
  readonly extensions?: readonly string[];
  /** `in-use`: the CA that issued the one that is replaced. `new`: one that `newAuthority` has made. */
  readonly authority?: 'in-use' | 'new';
  /** There is no store whose password is known to the node. */
  readonly isFirst?: boolean;
};

/** The name of the CA that `newAuthority` makes, and of its file. */
export const newAuthorityFile = 'new-ca';

/** Makes a certificate with its key on the machine that has the CA's key; the file, or files, are named by `issuedFile`. */
export function issue(context: FixContext, wish: IssueWish): readonly FixStep[] {
  if (context.product === 'opensearch') return [issueByOpenssl(context, wish)];
  const authority = wish.authority === 'new' ? newAuthorityOf(context) : authorityOf(context);
  const line = certutil(
    context,
    'cert',
    authority.words,
    ...(wish.days === undefined ? [] : [`--days ${wish.days}`]),
    ...nameWords(context),
    ...(isPem(context) ? ['--pem'] : []),
    `--out ${outFile(context, `${fileName(context)}.${isPem(context) ? 'zip' : 'p12'}`)}`,
  );
  return [
    ...(authority.before ?? []),
    command(
      at('ca-machine'),
      `Issue a certificate ${wish.what}.${isPem(context) || wish.isFirst === true ? '' : ' Give it the password of the old store.'}`,
      line,
      ...convert(context),
    ),
    ...(authority.remark === null ? [] : [advice(at('ca-machine'), authority.remark)]),
  ];
}

/** The CA's certificate out of its store, into a file of the shell's directory. */
export function authorityCertificate(context: FixContext, file: string): string {
  const { packaging, home, product } = context;
  const folder =
    product !== 'elasticsearch' ? null : packaging === 'package' ? '/usr/share/elasticsearch' : packaging === 'archive' ? home : null;
  const store = 'elastic-stack-ca.p12';
  return `openssl pkcs12 -in ${shellQuote(folder === null ? store : `${folder}/${store}`)} -nokeys | openssl x509 -out ${file}`;
}

/** `es03.p12`, or `es03.crt` and `es03.key`. */
export function issuedFile(context: FixContext): { readonly store: string; readonly certificate: string; readonly key: string } {
  const name = fileName(context);
  // certutil puts them into a folder of that name; OpenSSL writes what it is told.
  const folder = context.product === 'opensearch' ? '' : `${name}/`;
  return {
    store: shellQuote(`${name}.${context.format === 'jks' ? 'jks' : 'p12'}`),
    certificate: shellQuote(`${folder}${name}.crt`),
    key: shellQuote(`${folder}${name}.key`),
  };
}

/** Kibana reads PEM as well as PKCS#12; of a store that is not known, that is the one to take. */
export function isPem(context: FixContext): boolean {
  const { product } = layerOf(context);
  const usual = product === 'Elasticsearch' ? 'pkcs12' : 'pem';
  return (context.format ?? usual) === 'pem';
}

function fileName({ node: { name, subject } }: FixContext): string {
  // An address is where it is, not what it is called.
  return (name !== null && isAddress(name) ? null : fileNameOf(name)) ?? subject ?? 'NODE';
}

/** Out of the zip, or into the type of store that is in use. */
function convert(context: FixContext): readonly string[] {
  const name = fileName(context);
  if (isPem(context)) return [`unzip ${shellQuote(`${name}.zip`)}`];
  if (context.format !== 'jks') return [];
  const [from, to] = [shellQuote(`${name}.p12`), shellQuote(`${name}.jks`)];
  return [`keytool -importkeystore -srckeystore ${from} -srcstoretype PKCS12 -destkeystore ${to} -deststoretype JKS`];
}

type Authority = { readonly words: string; readonly remark: string | null; readonly before?: readonly FixStep[] };

function newAuthorityOf(context: FixContext): Authority {
  return { words: `--ca ${outFile(context, `${newAuthorityFile}.p12`)}`, remark: null };
}

function authorityOf(context: FixContext): Authority {
  const { issuer, channel } = context;
  if (issuer.madeBy === 'auto-configuration' && channel === 'http') {
    return { words: `--ca ${outFile(context, 'http_ca.p12')}`, remark: null, before: [takeOutHttpAuthority(context)] };
  }
  if (issuer.name !== null && issuer.madeBy === null) {
    return {
      words: '--ca-cert CA_CERT --ca-key CA_KEY',
      remark: `CA_CERT and CA_KEY are those of ${issuer.name}. Without its key, create a request with elasticsearch-certutil csr and have it signed.`,
    };
  }
  return {
    words: `--ca ${defaultAuthority(context)}`,
    remark: issuer.madeBy === 'certutil' ? null : 'If the CA is in PEM files, give --ca-cert and --ca-key in place of --ca.',
  };
}

/** Auto-configuration leaves the key of the HTTP CA in the store of the node. */
export function takeOutHttpAuthority(context: FixContext): FixStep {
  const password = 'xpack.security.http.ssl.keystore.secure_password';
  const store =
    context.files.keystore ?? (context.directory === null ? 'CONFIG_DIR/certs/http.p12' : `${context.directory}/certs/http.p12`);
  return command(
    at('member'),
    'Copy the key of the HTTP CA out of http.p12. The first command shows the password of that store: use it for the new store too.',
    keystoreShow(context, password),
    keytool(
      context,
      `-importkeystore -srckeystore ${shellQuote(store)} -srcalias http_ca -destkeystore ${outFile(context, 'http_ca.p12')} -deststoretype PKCS12`,
    ),
  );
}

function nameWords(context: FixContext): readonly string[] {
  const { dns, ips } = namesOf(context);
  return [
    `--name ${shellQuote(fileName(context))}`,
    ...(dns.length > 0 ? [`--dns ${shellQuote(dns.join(','))}`] : []),
    ...(ips.length > 0 ? [`--ip ${shellQuote(ips.join(','))}`] : []),
  ];
}

function namesOf({ node: { dns, ips } }: FixContext): { readonly dns: readonly string[]; readonly ips: readonly string[] } {
  return dns.length === 0 && ips.length === 0 ? { dns: ['HOST'], ips: ['ADDRESS'] } : { dns, ips };
}

function issueByOpenssl(context: FixContext, { what, extensions = [], authority, days = 730 }: IssueWish): FixStep {
  const name = fileName(context);
  const { certificate, key } = issuedFile(context);
  const request = shellQuote(`${name}.csr`);
  const { dns, ips } = namesOf(context);
  const names = [...dns.map((each) => `DNS:${each}`), ...ips.map((each) => `IP:${each}`)].join(',');
  const [caCert, caKey] = authority === 'new' ? [`${newAuthorityFile}.crt`, `${newAuthorityFile}.key`] : ['CA_CERT', 'CA_KEY'];
  const added = [`subjectAltName=${names}`, ...extensions].map((extension) => `-addext ${shellQuote(extension)}`).join(' ');
  return command(
    at('ca-machine'),
    `Issue a certificate ${what}. The commands need OpenSSL 3.${context.channel === 'http' || context.channel === 'kibana' ? '' : ' plugins.security.nodes_dn of every node has to list its subject.'}`,
    `openssl req -new -newkey rsa:2048 -nodes -keyout ${key} -subj ${shellQuote(`/CN=${name}`)} ${added} -out ${request}`,
    `openssl x509 -req -in ${request} -CA ${caCert} -CAkey ${caKey} -CAcreateserial -sha256 -days ${days} -copy_extensions copy -out ${certificate}`,
  );
}

/** Auto-configuration keeps no key of its transport CA, so nothing more can be issued from that one. */
export function isWithoutAuthorityKey({ issuer, channel, product }: FixContext): boolean {
  return product === 'elasticsearch' && channel === 'transport' && issuer.madeBy === 'auto-configuration';
}

/** Makes a CA, with its certificate in PEM beside it. */
export function newAuthority(context: FixContext, text: string): FixStep {
  if (context.product === 'opensearch') {
    return command(
      at('ca-machine'),
      text,
      `openssl req -x509 -newkey rsa:4096 -nodes -keyout ${newAuthorityFile}.key -subj '/CN=CLUSTER CA' -days 3650 -addext keyUsage=critical,keyCertSign,cRLSign -out ${newAuthorityFile}.crt`,
    );
  }
  return command(
    at('ca-machine'),
    text,
    certutil(context, `ca ${authorityName} --days 3650 --out ${outFile(context, `${newAuthorityFile}.p12`)}`),
    `openssl pkcs12 -in ${newAuthorityFile}.p12 -nokeys | openssl x509 -out ${newAuthorityFile}.crt`,
  );
}
