// Writes what is generated from the servers' code: surface.json, the tables of the READMEs, docs/reference/, snippets,
// server.json, icons, what bizmcp knows of the fleet, the schema of the policy file and the decision table.
// `--check` writes nothing and fails when something is stale. With names of servers, only those are loaded.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { generatedFiles } from './generated-files.ts';
import { policyFiles } from './policy-files.ts';
import { root } from './servers.ts';

const { values, positionals } = parseArgs({ options: { check: { type: 'boolean' } }, allowPositionals: true });
const stale: string[] = [];

const files = await generatedFiles(positionals);
for (const { path, content, isAsGood } of [...files, ...policyFiles(files)]) {
  const file = join(root, path);
  const current = existsSync(file) ? readFileSync(file) : undefined;
  if (content === undefined ? current === undefined : current?.equals(Buffer.from(content))) continue;
  if (current && isAsGood?.(current)) continue;
  stale.push(path);
  if (values.check) continue;
  mkdirSync(dirname(file), { recursive: true });
  if (content === undefined) rmSync(file);
  else writeFileSync(file, content);
}

if (values.check && stale.length > 0) {
  process.stderr.write(`Stale: ${stale.join(', ')}. Run \`pnpm generate\` and commit what it changes.\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(stale.length > 0 ? `Written: ${stale.join(', ')}\n` : 'All generated files are up to date.\n');
}
