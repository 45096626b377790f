import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import type { PackageFile } from './package-file.ts';
import { PackageSpec } from './package-spec.ts';

const run = promisify(execFile);

/** A server that can be packed: what is said of it, and its files. */
export interface BuiltServer {
  spec: PackageSpec;
  folder: string;
  /** The bundled program, by paths in `dist`; `index.js` starts it. */
  bundle: readonly PackageFile[];
  /** Licences of what is bundled. */
  notice: string | undefined;
  licence: string | undefined;
  readme: string | undefined;
  icon: string | undefined;
}

/** Reads a server's folder. Throws `CliError` where it is no server, is not built, or would not run by itself. */
export async function readBuiltServer(folder: string): Promise<BuiltServer> {
  const spec = readSpec(folder);
  const needed = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const;
  const field = needed.find((one) => Object.keys(spec.manifest[one] ?? {}).length > 0);
  if (field !== undefined)
    throw new CliError(
      'refused',
      `${folder}/package.json has ${field}, which a package of one bundled program can not bring.`,
      'Bundle them: make them devDependencies and build with everything inside.',
    );
  const bundle = bundleIn(join(folder, 'dist'));
  if (!bundle.some(({ path }) => path === 'index.js')) throw notBuilt(folder, 'has no dist/index.js');
  await checkVersion(folder, spec);
  const there = (path: string) => (existsSync(path) ? path : undefined);
  return {
    spec,
    folder,
    bundle,
    notice: there(join(folder, 'dist', 'NOTICE')),
    licence: nearest('LICENSE', folder),
    readme: there(join(folder, 'README.md')),
    icon: there(join(folder, 'icon.png')),
  };
}

function readSpec(folder: string): PackageSpec {
  const read = (name: string): unknown => {
    try {
      return JSON.parse(readFileSync(join(folder, name), 'utf8'));
    } catch (error) {
      const why = error instanceof SyntaxError ? 'is no JSON' : 'is not there';
      throw new CliError(
        'refused',
        `${join(folder, name)} ${why}.`,
        'Name the folder of a server that was generated and built.',
      );
    }
  };
  const parsed = PackageSpec.safeParse({ surface: read('surface.json'), manifest: read('package.json') });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [part, ...path] = issue?.path ?? [];
  const file = part === 'surface' ? 'surface.json' : 'package.json';
  throw new CliError(
    'refused',
    `${join(folder, file)} can't be packed: ${path.join('.')}: ${issue?.message}`,
    file === 'surface.json' ? 'Generate it again from the server (`pnpm generate`).' : 'Mend it.',
  );
}

/** The files of a build but its NOTICE, which stands beside it in a package. */
function bundleIn(dist: string): PackageFile[] {
  if (!existsSync(dist)) return [];
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'NOTICE' && !entry.name.endsWith('.map'))
    .map(({ parentPath, name }) => {
      const copyOf = join(parentPath, name);
      return { path: copyOf.slice(dist.length + 1).replaceAll('\\', '/'), content: { copyOf } };
    })
    .sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** Starts the build once: it must run, and be of the version that the package will have. */
async function checkVersion(folder: string, { manifest: { version } }: PackageSpec): Promise<void> {
  const start = run(process.execPath, [join(folder, 'dist', 'index.js'), '--version'], { timeout: 20_000 });
  const { stdout } = await start.catch((error: unknown) => {
    const [reason] = z.object({ stderr: z.string() }).safeParse(error).data?.stderr.trim().split('\n') ?? [];
    throw notBuilt(folder, `has a build that does not start${reason ? ` (${reason})` : ''}`);
  });
  if (stdout.trim() !== version) throw notBuilt(folder, `was built as ${stdout.trim()}, and is ${version} now`);
}

function notBuilt(folder: string, what: string): CliError {
  return new CliError(
    'refused',
    `${folder} ${what}.`,
    'Build it first: `pnpm build` in a checkout, `npm run build` in a project.',
  );
}

/** In the folder itself, or above it in the same repository. */
function nearest(name: string, folder: string): string | undefined {
  if (existsSync(join(folder, name))) return join(folder, name);
  const parent = dirname(folder);
  return parent === folder || existsSync(join(folder, '.git')) ? undefined : nearest(name, parent);
}
