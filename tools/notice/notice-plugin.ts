import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from 'tsup';
import { type BuildRecord, bundledPackages } from './bundled-packages.ts';
import { noticeText } from './notice-text.ts';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** Writes `NOTICE` beside the bundle: whose code is in it and under which licence. Without a licence text the build fails. */
export const noticePlugin: Plugin = {
  name: 'notice',
  setup(build) {
    build.onEnd(({ metafile }) => {
      const record: BuildRecord | undefined = metafile;
      const folder = build.initialOptions.outdir;
      if (record === undefined || folder === undefined) return;
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'NOTICE'), noticeText(bundledPackages(record, process.cwd())));
    });
  },
};
