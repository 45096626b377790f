import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { defineConfig, type Options } from 'tsup';
import { noticePlugin } from './tools/notice/notice-plugin.ts';

type PluginBuild = Parameters<NonNullable<Options['esbuildPlugins']>[number]['setup']>[0];

/**
 * Takes Node's own modules when they are first used, in our code not before one of their functions is. A static import runs at start
 * whatever needs it, and builds a view of the module for which `node:http` alone loads all of fetch (30 ms), `node:crypto` 5 ms.
 */
const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(build: PluginBuild) {
    build.onResolve({ filter: /^node:/ }, ({ path, kind, importer }) => {
      const isOurs = kind === 'import-statement' && !/[\\/]node_modules[\\/]/.test(importer);
      return {
        path,
        namespace: isOurs && typeof process.getBuiltinModule(path) === 'object' ? 'late-builtin' : 'builtin',
      };
    });
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }));
    build.onLoad({ filter: /.*/, namespace: 'late-builtin' }, ({ path }) => ({ contents: lateBuiltin(path) }));
  },
};

/** A module whose members lead to those of Node's, which is loaded when the first of them is read or replaced. */
function lateBuiltin(path: string): string {
  const names = Object.getOwnPropertyNames(process.getBuiltinModule(path)).filter((name) => name !== 'default');
  return `
    let taken;
    const take = () => (taken ??= process.getBuiltinModule(${JSON.stringify(path)}));
    for (const name of ${JSON.stringify(names)})
      Object.defineProperty(exports, name, {
        enumerable: true,
        get: () => take()[name],
        set: (value) => { take()[name] = value; },
      });`;
}

/**
 * Puts the WebAssembly of the forecasts inside the bundle, compressed (113 kB of 327 kB), in place of the function
 * that reads it from its package. Both are imported when a forecast is first asked for.
 */
const wasmInside = {
  name: 'wasm-inside',
  setup(build: PluginBuild) {
    build.onLoad({ filter: /[\\/]forecast[\\/]mstl-binary\.ts$/ }, ({ path }) => {
      const script = createRequire(path).resolve('@bsull/augurs/mstl');
      const packed = brotliCompressSync(readFileSync(join(dirname(script), 'mstl_bg.wasm'))).toString('base64');
      const body = `return brotliDecompressSync(Buffer.from('${packed}', 'base64'));`;
      return {
        loader: 'js' as const,
        contents: `import { brotliDecompressSync } from 'node:zlib'; export async function mstlBinary() { ${body} }`,
      };
    });
  },
};

/** Puts the WebAssembly of the charts beside the bundle: 4 MB that a start would read for nothing. */
const wasmBeside = {
  name: 'wasm-beside',
  setup(build: PluginBuild) {
    build.onLoad({ filter: /[\\/]chart[\\/]src[\\/]renderer-binary\.ts$/ }, ({ path }) => ({
      loader: 'js' as const,
      resolveDir: dirname(path),
      contents: `
        import { readFile } from 'node:fs/promises';
        import place from '@takumi-rs/wasm/takumi_wasm_bg.wasm';
        export const rendererBinary = () => readFile(new URL(place, import.meta.url));`,
    }));
  },
};

/**
 * Two files a server: a small launcher, and one ESM file with the workspace code and every dependency inside.
 * A server that draws charts has their WebAssembly as a third.
 */
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
  esbuildPlugins: [lazyBuiltins, wasmInside, wasmBeside, noticePlugin],
  loader: { '.wasm': 'file' },
  // The SDK says `zod/v4`, we say `zod`; under two names esbuild starts the lazily loaded copy too late.
  esbuildOptions(options) {
    options.alias = { 'zod/v4': 'zod' };
    options.assetNames = '[name]';
  },
  minify: true,
  clean: true,
  // Bundled CommonJS still calls require() for Node's own modules.
  banner: {
    js: 'import { createRequire as __cr } from "node:module"; const require = __cr(import.meta.url);',
  },
});
