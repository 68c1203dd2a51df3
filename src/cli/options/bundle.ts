import { files, type Values } from './option.ts';

/** Archives that somebody collected from a cluster. */
export const bundleOption = {
  bundle: files('bundle', {
    group: 'Files',
    common: true,
    help: 'Archive of support- or eck-diagnostics',
    detail: 'zip, tar, tar.gz, or the folder that it was unpacked into; also logs and elasticsearch.yml packed by hand',
  }),
};

export type BundleRequest = Values<typeof bundleOption>;
