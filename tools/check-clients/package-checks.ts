import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../docs/servers.ts';
import { runAlone, type Workshop } from './client-program.ts';
import { runBizmcp } from './entry-checks.ts';
import { type Verdict, verdictOf } from './verdict.ts';

const from = ['--from', join(root, 'servers')];

/** Packs a marketplace of the whole fleet, and has Claude Code validate it and each plugin in it. */
export async function pluginChecks(workshop: Workshop, claude: string): Promise<Verdict[]> {
  const market = join(workshop.project, 'marketplace');
  const packed = await runBizmcp(workshop, ['pack', '--marketplace', '--out', market, ...from]);
  const made = verdictOf('bizmcp', 'pack --marketplace', `exit code ${packed.exitCode}\n${packed.text}`, [
    'exit code 0',
  ]);
  const folders = [market, ...pluginsIn(market)];
  const verdicts = [made];
  for (const folder of folders) {
    const { exitCode, text } = await runAlone(workshop, claude, ['plugin', 'validate', '--strict', folder]);
    const what = `plugin validate --strict ${folder === market ? 'marketplace' : folder.slice(market.length + 1)}`;
    verdicts.push(verdictOf('Claude Code', what, `exit code ${exitCode}\n${text}`, ['exit code 0', /passed/i]));
  }
  return verdicts;
}

function pluginsIn(market: string): string[] {
  const folder = join(market, 'plugins');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** Packs a bundle of each server, and has mcpb validate what is in it. */
export async function bundleChecks(workshop: Workshop, mcpb: string): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const server of ['hubspot', 'quickbooks', 'salesforce', 'supabase', 'xero']) {
    const out = join(workshop.project, 'bundles');
    const packed = await runBizmcp(workshop, ['pack', server, '--as', 'mcpb', '--out', out, ...from]);
    const file = (existsSync(out) ? readdirSync(out) : []).find(
      (name) => name.includes(server) && name.endsWith('.mcpb'),
    );
    if (packed.exitCode !== 0 || file === undefined) {
      verdicts.push({ client: 'bizmcp', what: `pack ${server} --as mcpb`, outcome: 'failed', said: packed.text });
      continue;
    }
    const opened = join(out, `${server}-opened`);
    const unpacked = await runAlone(workshop, mcpb, ['unpack', join(out, file), opened]);
    const valid = await runAlone(workshop, mcpb, ['validate', join(opened, 'manifest.json')]);
    const said = `unpack: exit code ${unpacked.exitCode}\nvalidate: exit code ${valid.exitCode}\n${valid.text}`;
    verdicts.push(
      verdictOf('mcpb', `unpack and validate ${file}`, said, ['unpack: exit code 0', 'validate: exit code 0']),
    );
  }
  return verdicts;
}
