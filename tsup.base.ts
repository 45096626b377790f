import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsup';

/** Two files a server: a small launcher, and one ESM file with the workspace code and every dependency inside. */
export default defineConfig({
  entry: {
    index: fileURLToPath(new URL('packages/core/src/serve/launcher.ts', import.meta.url)),
    server: 'src/main.ts',
  },
  format: 'esm',
  platform: 'node',
  target: 'node22',
  noExternal: [/./],
  splitting: false,
  minify: true,
  clean: true,
  // Bundled CommonJS still calls require() for Node's own modules.
  banner: {
    js: 'import { createRequire as __cr } from "node:module"; const require = __cr(import.meta.url);',
  },
});
