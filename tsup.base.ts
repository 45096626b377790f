import { fileURLToPath } from 'node:url';
import { defineConfig, type Options } from 'tsup';
import { noticePlugin } from './tools/notice/notice-plugin.ts';

type PluginBuild = Parameters<NonNullable<Options['esbuildPlugins']>[number]['setup']>[0];

/**
 * Takes Node's own modules when they are first used. A static import runs at start whatever needs it,
 * and builds a view of the module for which `node:http` alone loads all of fetch (30 ms).
 */
const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(build: PluginBuild) {
    build.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'builtin' }));
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }));
  },
};

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
  removeNodeProtocol: false,
  esbuildPlugins: [lazyBuiltins, noticePlugin],
  // The SDK says `zod/v4`, we say `zod`; under two names esbuild starts the lazily loaded copy too late.
  esbuildOptions(options) {
    options.alias = { 'zod/v4': 'zod' };
  },
  minify: true,
  clean: true,
  // Bundled CommonJS still calls require() for Node's own modules.
  banner: {
    js: 'import { createRequire as __cr } from "node:module"; const require = __cr(import.meta.url);',
  },
});
