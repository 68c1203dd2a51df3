import type { BundleReason } from '../model/reasons/bundle-reason.ts';
import type { Texts } from './texts.ts';

const skipped = {
  outside: 'its path leads out of the archive',
  link: 'it is a link, which is not followed',
  'too-large': 'it is larger than any such file',
  'too-much': 'the archive holds more than is read of one',
} as const;

export const bundleTexts: Texts<BundleReason> = {
  'archive-lacks': ({ file }) => `${file} is not in the archive, or is empty`,
  'archive-entry-skipped': ({ path, why }) => `${path} was left out: ${skipped[why]}`,
  'archive-without-elasticsearch': () => 'the archive holds nothing of an Elasticsearch node',
};
