import type { Place, Setup } from '../../model/setup.ts';
import type { RawSetting } from '../read-yml.ts';
import { optionOfKibana } from './kibana-variables.ts';
import { rawSettingOutside } from './raw-setting-outside.ts';

/** Settings in the arguments that a product was started with: `-Ekey=value` or `-E key=value` of Elasticsearch, `--key=value` or `--key value` of Kibana. */
export function settingsOfCommandLine(product: Setup['product'], words: readonly string[], place: Place): readonly RawSetting[] {
  const found: RawSetting[] = [];
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    const text = product === 'elasticsearch' ? elasticsearchOption(word, next) : kibanaOption(word, next);
    const [, key, value] = /^([^=\s]+)=(.*)$/s.exec(text ?? '') ?? [];
    if (key === undefined || value === undefined) continue;
    found.push(rawSettingOutside(key, product === 'kibana' ? optionOfKibana(value) : value, place));
  }
  return found;
}

function elasticsearchOption(word: string, next: string | undefined): string | null {
  if (word === '-E') return next ?? null;
  return word.startsWith('-E') ? word.slice(2) : null;
}

function kibanaOption(word: string, next: string | undefined): string | null {
  if (!/^--[a-z][\w]*\.[\w.]+/i.test(word)) return null;
  return word.includes('=') ? word.slice(2) : `${word.slice(2)}=${next === undefined || next.startsWith('--') ? 'true' : next}`;
}
