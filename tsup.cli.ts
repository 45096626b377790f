import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { defineConfig, type Options } from 'tsup';
import { noticePlugin } from './tools/notice/notice-plugin.ts';

type PluginBuild = Parameters<NonNullable<Options['esbuildPlugins']>[number]['setup']>[0];

/** What of a command the help needs. */
interface CommandFace {
  name: string;
  summary: string;
  usage: readonly string[];
}

/**
 * Loads a command when it is run. Its name, summary and usage are constants: they are taken at the build, so that the help, and every
 * other command, loads nothing of it.
 */
const lazyCommands = {
  name: 'lazy-commands',
  setup(build: PluginBuild) {
    build.onLoad({ filter: /[\\/]commands[\\/]all-commands\.ts$/ }, async ({ path }) => {
      const { allCommands }: { allCommands: readonly CommandFace[] } = await import(pathToFileURL(path).href);
      const text = readFileSync(path, 'utf8');
      const imports = [...text.matchAll(/^import \{ ([\w, ]+) \} from '([^']+)';/gm)];
      const [, list = ''] = /= \[([^\]]*)\];/.exec(text) ?? [];
      const names = list
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
      const lazy = names.map((name, index) => {
        const file = imports.find(([, imported = '']) => imported.split(', ').includes(name))?.[2];
        const { name: title, summary, usage } = allCommands[index] ?? {};
        if (file === undefined || names.length !== allCommands.length)
          throw new Error(`${path} is not written as a list of imported commands`);
        const load = `import(${JSON.stringify(file)})`;
        return `{...${JSON.stringify({ name: title, summary, usage })}, run: async (...given) => (await ${load}).${name}.run(...given)}`;
      });
      return { loader: 'ts' as const, contents: `export const allCommands = [${lazy.join(',\n')}];` };
    });
  },
};

/** The command `bizmcp`: a small launcher, and in chunks beside it what each command needs, read when it is run. Nothing is installed with it. */
export default defineConfig({
  entry: { index: 'src/launcher.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node22',
  noExternal: [/./],
  splitting: true,
  removeNodeProtocol: false,
  esbuildPlugins: [lazyCommands, noticePlugin],
  // The MCP client says `zod/v4`, we say `zod`; under two names there would be two copies.
  esbuildOptions(options) {
    options.alias = { 'zod/v4': 'zod' };
    options.chunkNames = '[name]-[hash]';
  },
  minify: true,
  clean: true,
  // Bundled CommonJS still calls require() for Node's own modules.
  banner: {
    js: 'import { createRequire as __cr } from "node:module"; const require = __cr(import.meta.url);',
  },
});
