import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../docs/servers.ts';

/** What the figures were measured on. */
export interface Machine {
  processor: string;
  cores: number;
  /** Gigabytes. */
  memory: number;
  system: string;
  node: string;
  npm: string;
  /** The version of the MCP SDK that ours and the floors stand on. */
  sdk: string;
  /** The last commit, with a mark where files differ from it. */
  commit: string;
  /** How many threads wanted a processor in the minute before. */
  load: number;
}

export function thisMachine(): Machine {
  const [first] = cpus();
  return {
    ...{ processor: first?.model ?? 'unknown', cores: cpus().length, memory: Math.round(totalmem() / 1024 ** 3) },
    ...{ system: `${process.platform} ${release()} ${process.arch}`, node: process.versions.node },
    ...{
      npm: said('npm', ['--version', '--loglevel=error']),
      sdk: sdkVersion(),
      commit: commit(),
      load: loadOfMinute(),
    },
  };
}

/** How many threads wanted a processor in the last minute, on average. */
export function loadOfMinute(): number {
  return loadavg()[0] ?? Number.NaN;
}

function commit(): string {
  const short = said('git', ['rev-parse', '--short', 'HEAD']);
  return said('git', ['status', '--porcelain', '--untracked-files=no']) === '' ? short : `${short} and changes`;
}

function sdkVersion(): string {
  const path = join(root, 'node_modules', '@modelcontextprotocol', 'server', 'package.json');
  const { version }: { version: string } = JSON.parse(readFileSync(path, 'utf8'));
  return version;
}

function said(program: string, words: readonly string[]): string {
  try {
    return execFileSync(program, words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}
