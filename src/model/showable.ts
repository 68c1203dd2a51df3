import { isMixed, type Material, materialIn } from './key-material.ts';

/**
 * A value from outside as it may be shown: of a settings file, the environment, a store, an answer, a log. Keys and certificates in it are named in their place, credentials
 * in URLs and headers and what is said to be a password are taken out. What has none of that is the same text.
 */
export function showable(text: string): string {
  if (text.length < 8 || !suspicious.test(text)) return text;
  return withoutCredentials(withoutMaterial(text));
}

/** The same of a single value, which is none where it has several lines. */
export function showableValue(text: string): string {
  if (text.length < 8) return text;
  const material = materialIn(text);
  return material === null ? showable(text) : placeholder(material);
}

/** The path of a file as it was given; not, where it is something that nobody names a file by. */
export function showablePath(text: string): string {
  const material = materialIn(text);
  return material === null ? text : placeholder(material);
}

/** What stands where a text is not shown. */
export function placeholder({ name, size }: Pick<Material, 'name' | 'size'>): string {
  return `(${name}, ${size}, not shown)`;
}

const notShown = '(not shown)';

/** One look at a text that most pass: whatever is taken out below has one of these. */
const suspicious =
  /-{4}|:\/\/[^\s]*@|[A-Za-z0-9+/_-]{40}|(?:[0-9a-f]{2}[: ]){28}|[Bb]asic |[Bb]earer |[Aa]pi[_-]?[Kk]ey|authoriz|passw|passphrase|secret|token|credential|pwd/i;

function withoutMaterial(text: string): string {
  return text
    .replace(pemBlock, (block) => placeholder(materialIn(block) ?? { name: 'PEM text', size: '1 line' }))
    .replace(longWord, withoutLongWord);
}

/** In a log it stands behind the directory that it was taken to be in, which is not so deep. */
function withoutLongWord(word: string): string {
  for (let [from, depth] = [0, 0]; word.length - from >= 40 && depth < deepest; depth++) {
    const material = materialIn(word.slice(from));
    if (material !== null) return word.slice(0, from) + placeholder(material);
    from = word.indexOf('/', from) + 1;
    if (from === 0) break;
  }
  return word;
}

const deepest = 16;

/** To its end; without one as far as lines of base64 go. */
const pemBlock =
  /-{4,5} ?BEGIN [A-Z0-9 ]{2,}[\s\S]*?-{4,5} ?END [A-Z0-9 ]{2,}-*|-{4,5} ?(?:BEGIN|END) [A-Z0-9 ]{2,}-*(?:(?:\s|\\[rn])*(?:(?:Proc-Type|DEK-Info):[^\n\\]*|[A-Za-z0-9+/=]{4,}(?=\s|\\|$|['"\])}])))*/g;

/** Base64 with the lines that follow it, or octets in hexadecimal. */
const longWord =
  /(?:data:[\w.+/;=-]*,)?[A-Za-z0-9+/_-]{40,}={0,2}(?:[ \t]*(?:\r?\n|\\r\\n|\\n)[ \t]*[A-Za-z0-9+/_-]+={0,2}(?=\s|\\[rn]|['"\])}>,;]|$)| [A-Za-z0-9+/_-]{40,}={0,2}| [A-Za-z0-9+/_-]{2,}={1,2}(?=\s|$))*|(?:[0-9a-fA-F]{2}[: ]){27,}[0-9a-fA-F]{2}/g;

function withoutCredentials(text: string): string {
  return text
    .replace(userInfo, '$1')
    .replace(brokenUserInfo, '$1')
    .replace(header, (_, name: string) => `${name}${notShown}`)
    .replace(scheme, (whole, name: string, token: string) => (isToken(name, token) ? `${name} ${notShown}` : whole))
    .replace(pair, (_, name: string) => `${name}${notShown}`);
}

/** Up to the last `@` before path, query and fragment (as browsers read it), and in a list not beyond the next URL. */
const userInfo = /([a-z][a-z0-9+.-]*:\/\/)(?:(?!:\/\/)[^\s/?#"'<>\\])*@/gi;
/** A password with a slash, which no URL may have: what stands behind the colon is no port then. */
const brokenUserInfo = /([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@:"'<>]*:(?!\d{1,5}(?:[/?#,\]\s"']|$))(?:(?!:\/\/)[^\s"'<>])*@/gi;

const header =
  /((?:proxy-)?authorization["']?\s*[:=]\s*(?!\[?["']?\(not shown\))\[?["']?)(?:(?:basic|bearer|apikey|negotiate|digest|token)\s+)?[^\s"',;\]}]+/gi;

const scheme = /\b(basic|bearer|apikey|negotiate)\s+([A-Za-z0-9+/_.=~-]{8,})/gi;

/** Of words that follow such a name in a sentence, nothing is taken. */
function isToken(name: string, token: string): boolean {
  if (/^[A-Za-z]?[a-z]+[.]?$/.test(token) || /^(?:realm|charset|error)=/.test(token)) return false;
  if (/^(?:basic|apikey)$/i.test(name) && /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(Buffer.from(token, 'base64').toString('latin1'))) return true;
  return token.length >= 16 && (isMixed(token) || /\d/.test(token));
}

const pair =
  /([\w.-]*(?:(?:passw(?:or)?d|passphrase|pwd)["']?\s*[:=]|(?:secret|credentials?|access[_-]?key|api[_-]?key|private[_-]?key)["']?\s*=|(?:token|secret|api[_-]?key)=|(?:token|secret|api[_-]?key)["']\s*:)\s*(?!["']?\(not shown\))["']?)[^\s"',;\]})&]+/gi;
