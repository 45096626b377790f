import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { jsonText } from '../json-text.ts';
import type { BuiltServer } from './built-server.ts';
import { mcpbManifest } from './mcpb-manifest.ts';
import type { PackageFile } from './package-file.ts';
import { packageReadme } from './package-readme.ts';
import { inStaging, sharedFiles } from './staging.ts';

const run = promisify(execFile);
const packer = '@anthropic-ai/mcpb';

/** Packs an MCP bundle, validated by the packer that made the format. `from` is where the packer is looked for besides here. */
export async function packMcpb(server: BuiltServer, out: string, from: string): Promise<string> {
  const { name } = server.spec.surface;
  const program = packerProgram(from);
  const target = join(out, `${name}-${server.spec.manifest.version}.mcpb`);
  return inStaging(out, mcpbFiles(server), async (folder) => {
    try {
      await run(process.execPath, [program, 'pack', folder, target]);
    } catch (error) {
      const { stdout, stderr } = z.object({ stdout: z.string(), stderr: z.string() }).parse(error);
      const problem = `${stdout}\n${stderr}`.split('\n').filter((line) => /ERROR|^\s+- /.test(line));
      throw new CliError(
        'refused',
        `The bundle of ${name} is not valid: ${problem.join(' ').trim()}`,
        'Mend what it names.',
      );
    }
    return target;
  });
}

function mcpbFiles(server: BuiltServer): PackageFile[] {
  const { spec, icon } = server;
  const manifest = mcpbManifest(spec, { hasIcon: icon !== undefined });
  const install = [
    'Open the file with Claude Desktop (Settings > Extensions), or name it in a Claude Code plugin as `mcpServers`.',
  ];
  return [
    { path: 'manifest.json', content: jsonText(manifest) },
    { path: 'README.md', content: packageReadme(spec, install) },
    ...sharedFiles(server),
  ];
}

/** The packer is 20 MB with what it needs, for one command of few: it is used where it is installed. */
function packerProgram(from: string): string {
  for (const place of [import.meta.url, join(from, 'package.json')]) {
    try {
      return join(dirname(createRequire(place).resolve(packer)), 'cli', 'cli.js');
    } catch {
      // Looked for in the next place.
    }
  }
  throw new CliError(
    'refused',
    `An MCP bundle is packed by ${packer}, which is not installed here.`,
    `Run \`npm install --save-dev ${packer}@2.1.2\` in this folder, and then this command again.`,
  );
}
