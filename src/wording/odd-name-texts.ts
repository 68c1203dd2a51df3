import type { OddNameCode } from '../model/odd-name.ts';

/** What is wrong with it, to be put behind the entry: `has a port`. */
export const oddNameTexts: Readonly<Record<OddNameCode, string>> = {
  empty: 'is empty',
  'non-ascii': 'has characters beyond ASCII',
  nul: 'has a NUL in it',
  control: 'has a control character in it',
  whitespace: 'has a blank in it',
  url: 'is a URL, not a name',
  port: 'has a port',
  'trailing-dot': 'ends with a dot',
  'leading-dot': 'begins with a dot',
  'empty-label': 'has an empty part between its dots',
  hyphen: 'has a part that begins or ends with a hyphen',
  character: 'has a character that no host name has',
  'a-label': 'has a part that begins with xn-- and is no encoded name',
  'too-long': 'is longer than a host name can be',
  'ip-length': 'has neither the four octets of IPv4 nor the sixteen of IPv6',
  email: 'is no e-mail address',
  uri: 'is no URI with a scheme',
  unreadable: 'cannot be read as a name',
};
