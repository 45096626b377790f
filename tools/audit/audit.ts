import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { exportAuditTrail, exportFormats } from '../../packages/core/src/audit/export.ts';
import { type Verification, verifyAuditTrail } from '../../packages/core/src/audit/verify.ts';

const usage = `Verifies an audit trail, or writes it in another format.

  pnpm audit:verify <folder> [--pubkey <file>]... [--checkpoint <file>] [--json]
  pnpm audit:verify <folder> --export ${exportFormats.join('|')}

  --pubkey      public key to trust instead of those beside the trail
  --checkpoint  signed checkpoints that were kept on another machine

Exit code: 0 intact, 1 tampered, 2 incomplete, 3 unreadable, 64 wrong command line.`;

/** Most findings that are printed. */
const shownFindings = 50;

function printed({ exitCode, segments, records, unanchored, findings }: Verification): string {
  const words = ['intact', 'TAMPERED', 'incomplete', 'UNREADABLE'][exitCode];
  const lines = findings.slice(0, shownFindings).map(({ level, segment, seq, problem }) => {
    const place = [segment, seq].filter((part) => part !== undefined).join(' record ');
    return `  ${level}${place && ` ${place}`}: ${problem}`;
  });
  if (findings.length > shownFindings) lines.push(`  and ${findings.length - shownFindings} more`);
  return [
    `${words}: ${segments} segments, ${records} records`,
    `${unanchored} records are un-anchored: they are chained, and no signed checkpoint covers them yet`,
    ...lines,
  ].join('\n');
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      pubkey: { type: 'string', multiple: true },
      checkpoint: { type: 'string' },
      export: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const [folder] = positionals;
  const format = exportFormats.find((name) => name === values.export);
  if (folder === undefined || positionals.length > 1 || (values.export !== undefined && !format)) {
    console.error(usage);
    return 64;
  }
  if (format) {
    await exportAuditTrail(folder, format, (line) => console.log(line));
    return 0;
  }
  const publicKeys = values.pubkey?.map((path) => readFileSync(path, 'utf8').trim());
  const anchors = values.checkpoint === undefined ? undefined : readFileSync(values.checkpoint, 'utf8');
  const verification = await verifyAuditTrail(folder, {
    ...(publicKeys && { publicKeys }),
    ...(anchors !== undefined && { anchors }),
  });
  console.log(values.json ? JSON.stringify(verification) : printed(verification));
  return verification.exitCode;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : 'It failed.');
  process.exitCode = 64;
}
