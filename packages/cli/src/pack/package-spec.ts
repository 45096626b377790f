import * as z from 'zod';
import { Credential, Effect, Setting } from '../fleet/fleet-server.ts';

const Tool = z.object({ name: z.string(), title: z.string(), description: z.string(), effect: Effect });

/** What packages tell of a server, out of its surface.json. */
const PackageSurface = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  title: z.string(),
  system: z.string(),
  instructions: z.string(),
  settings: z.array(Setting),
  credentials: z.array(Credential),
  tools: z.array(Tool).min(1),
  resources: z.array(z.object({ uri: z.string(), description: z.string() })).default([]),
  resourceTemplates: z.array(z.object({ uriTemplate: z.string(), description: z.string() })).default([]),
  prompts: z.array(z.object({ name: z.string(), title: z.string(), description: z.string() })),
});

const dependencies = z.record(z.string(), z.string()).optional();

/** What packages take over from a server's package.json. */
const PackageManifest = z.object({
  name: z.string(),
  version: z.string().regex(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/),
  /** The registry of MCP takes no more characters. */
  description: z.string().min(1).max(100),
  license: z.string(),
  author: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).optional(),
  keywords: z.array(z.string()).default([]),
  homepage: z.url().optional(),
  repository: z.object({ type: z.string(), url: z.string(), directory: z.string().optional() }).optional(),
  mcpName: z
    .string()
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/)
    .optional(),
  bin: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  engines: z.object({ node: z.string() }),
  publishConfig: z.record(z.string(), z.unknown()).optional(),
  dependencies,
  optionalDependencies: dependencies,
  peerDependencies: dependencies,
});

/** The one description that every package of a server is made from. */
export const PackageSpec = z.object({ surface: PackageSurface, manifest: PackageManifest });

export type PackageSpec = z.output<typeof PackageSpec>;

/** Who publishes it: the author, or the scope of the package's name. */
export function authorOf({ manifest: { author, name } }: PackageSpec): string {
  return author ?? /^@([^/]+)\//.exec(name)?.[1] ?? name;
}

/** The repository's address for a browser. */
export function repositoryUrl({ manifest: { repository } }: PackageSpec): string | undefined {
  return repository?.url.replace(/^git\+/, '').replace(/\.git$/, '');
}

/** Where a file of the server's folder is read in the repository; only GitHub's addresses are known. */
export function fileUrl(spec: PackageSpec, file: string): string | undefined {
  const url = repositoryUrl(spec);
  if (url === undefined || !url.startsWith('https://github.com/')) return undefined;
  const { directory } = spec.manifest.repository ?? {};
  return [url, 'blob/HEAD', ...(directory === undefined ? [] : [directory]), file].join('/');
}
