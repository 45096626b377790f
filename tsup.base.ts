import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync } from 'node:zlib';
import { defineConfig, type Options } from 'tsup';
import { noticePlugin } from './tools/notice/notice-plugin.ts';

const root = dirname(fileURLToPath(import.meta.url));

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

const startFile = fileURLToPath(new URL('packages/core/src/serve/start.ts', import.meta.url));
/** Taken out whole: a type is also imported with `import('./x.ts')`, but not called upon. */
const lateImport = /\bimport\(('[^']+\.ts')\)/g;

/**
 * Cuts a bundle in three: `start.js` has what every start runs, `server.js` the server's own beginning, and `runtime.js` all that is
 * imported later, which is read at the first call (7 ms a megabyte). The parts share one copy of each module: a module of the start is
 * imported from `start.js` by the other two.
 */
const startApart = {
  name: 'start-apart',
  async setup(build: PluginBuild) {
    const main = resolve('src/main.ts');
    const early = await modulesOfStart(build.esbuild);
    const late = new Set([main, ...early].flatMap(lateModulesOf));
    build.onResolve({ filter: /^part:/ }, ({ path }) => ({ path, namespace: 'part' }));
    build.onLoad({ filter: /^part:start$/, namespace: 'part' }, () => ({
      resolveDir: root,
      contents: [...early].map((path) => `export * from ${JSON.stringify(path)};`).join('\n'),
    }));
    build.onLoad({ filter: /^part:runtime$/, namespace: 'part' }, () => ({
      resolveDir: root,
      contents: `export const late = {${[...late].map((path) => `${lateName(path)}: () => import(${JSON.stringify(path)})`)}};`,
    }));
    build.onResolve({ filter: /\.ts$|^@bizmcp\/core\/serve$/ }, ({ path, importer, kind, namespace }) => {
      if (kind !== 'import-statement' || namespace !== 'file' || early.has(importer)) return undefined;
      const target = path.endsWith('.ts') ? resolve(dirname(importer), path) : startFile;
      return early.has(target) ? { path: './start.js', external: true } : undefined;
    });
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path !== main && !early.has(path)) return undefined;
      const contents = readFileSync(path, 'utf8').replace(
        lateImport,
        (_, target: string) =>
          `import('./runtime.js').then(({ late }) => late[${lateName(resolve(dirname(path), target.slice(1, -1)))}]())`,
      );
      return { contents, loader: 'ts' as const };
    });
    build.onResolve({ filter: /^\.\/runtime\.js$/ }, ({ path }) => ({ path, external: true }));
  },
};

/** What `start.ts` imports, directly or not, but not what it imports late. It may need no package of others. */
async function modulesOfStart(esbuild: PluginBuild['esbuild']): Promise<Set<string>> {
  const { metafile } = await esbuild.build({
    ...{ entryPoints: [startFile], absWorkingDir: root, outdir: 'unused' },
    ...{ bundle: true, write: false, metafile: true, platform: 'node', format: 'esm', packages: 'external' },
  });
  const found = new Set<string>();
  const visit = (path: string) => {
    if (found.has(join(root, path))) return;
    found.add(join(root, path));
    for (const { kind, path: next, external } of metafile.inputs[path]?.imports ?? []) {
      if (kind !== 'import-statement') continue;
      if (!external) visit(next);
      else if (!next.startsWith('node:')) throw new Error(`${path} would load ${next} at every start: import it late`);
    }
  };
  // By esbuild's own name for it, which has slashes on Windows too.
  for (const { entryPoint } of Object.values(metafile.outputs)) if (entryPoint !== undefined) visit(entryPoint);
  return found;
}

function lateModulesOf(path: string): string[] {
  const imports = readFileSync(path, 'utf8').matchAll(lateImport);
  return [...imports].map(([, target = '']) => resolve(dirname(path), target.slice(1, -1)));
}

function lateName(path: string): string {
  return JSON.stringify(relative(root, path));
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

/** Puts the WebAssembly of the charts beside the bundle, which a start would read for nothing, and compressed: 1.3 MB of 4. */
const wasmBeside = {
  name: 'wasm-beside',
  setup(build: PluginBuild) {
    build.onLoad({ filter: /[\\/]chart[\\/]src[\\/]renderer-binary\.ts$/ }, ({ path }) => ({
      loader: 'js' as const,
      resolveDir: dirname(path),
      contents: `
        import { readFile } from 'node:fs/promises';
        import { brotliDecompressSync } from 'node:zlib';
        import place from '@takumi-rs/wasm/takumi_wasm_bg.wasm';
        export const rendererBinary = async () => brotliDecompressSync(await readFile(new URL(place, import.meta.url)));`,
    }));
    build.onResolve({ filter: /^@takumi-rs\/wasm\/.*\.wasm$/ }, async ({ path, importer, resolveDir, pluginData }) => {
      if (pluginData === packed) return undefined;
      const found = await build.resolve(path, { importer, resolveDir, kind: 'import-statement', pluginData: packed });
      return { path: `${found.path}.br`, namespace: packed };
    });
    build.onLoad({ filter: /\.br$/, namespace: packed }, async ({ path }) => ({
      loader: 'file' as const,
      contents: await compressed(readFileSync(path.replace(/\.br$/, ''))),
    }));
  },
};
const packed = 'packed';

/** Compressing takes ten seconds, on a thread of its own: it is done once for each content. */
async function compressed(content: Buffer): Promise<Buffer> {
  const folder = join(root, 'node_modules', '.cache', 'bizmcp');
  const place = join(folder, `${createHash('sha256').update(content).digest('hex')}.br`);
  if (existsSync(place)) return readFileSync(place);
  const result = await promisify(brotliCompress)(content);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${place}.${process.pid}`, result);
  renameSync(`${place}.${process.pid}`, place);
  return result;
}

const entries = {
  index: join(root, 'packages/core/src/serve/launcher.ts'),
  server: 'src/main.ts',
};

/**
 * Four files a server: a small launcher, and in three parts the workspace code and every dependency.
 * A server that draws charts has their WebAssembly as a fifth.
 */
export default defineConfig({
  entry: entries,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  noExternal: [/./],
  splitting: false,
  removeNodeProtocol: false,
  esbuildPlugins: [startApart, lazyBuiltins, wasmInside, wasmBeside, noticePlugin],
  // The SDK says `zod/v4`, we say `zod`; under two names esbuild starts the lazily loaded copy too late.
  esbuildOptions(options) {
    options.alias = { 'zod/v4': 'zod' };
    options.assetNames = '[name]';
    options.entryPoints = { ...entries, start: 'part:start', runtime: 'part:runtime' };
  },
  minify: true,
  clean: true,
  // Bundled CommonJS still calls require() for Node's own modules.
  banner: {
    js: 'import { createRequire as __cr } from "node:module"; const require = __cr(import.meta.url);',
  },
});
