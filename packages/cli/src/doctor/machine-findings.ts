import { statfsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { namesInFolder, ownFolder } from '../surroundings.ts';
import { type Examination, entryFinding } from './examination.ts';
import type { Finding } from './finding.ts';

/** Bytes below which a disk is soon full: an audit trail grows by some megabytes a day. */
const fewBytes = 200 * 1024 * 1024;
/** What clocks may differ by; signatures and tokens are good for five minutes. */
const mostSkewMilliseconds = 2 * 60_000;

/** What is wrong with the folder that the servers of an entry keep their trail in, as far as it can be seen from outside. */
export function homeFindings(examination: Examination): Finding[] {
  const chosen = examination.found?.start.environment.BIZMCP_HOME;
  if (chosen !== undefined && chosen.trim() !== '' && !/^\$\{/.test(chosen) && !isAbsolute(chosen))
    return [
      entryFinding(examination, 'home-relative', 'warning', {
        problem: `BIZMCP_HOME is ${chosen}, which is no full path, so it is not used`,
        fix: 'Write the path in full.',
      }),
    ];
  const folder = homeOf(examination);
  const free = freeBytes(folder);
  if (free === undefined || free >= fewBytes) return [];
  return [
    entryFinding(examination, free === 0 ? 'home-full' : 'home-nearly-full', free === 0 ? 'error' : 'warning', {
      problem: `The disk of ${folder} has ${Math.floor(free / 1024 / 1024)} MB left; without room for the audit trail every call is refused`,
      fix: 'Make room, or let BIZMCP_HOME be a folder on another disk.',
    }),
  ];
}

/** The folder in which servers of an entry keep what outlives them. */
export function homeOf({ found, surroundings }: Examination): string {
  const environment = found?.start.environment ?? surroundings.environment;
  return ownFolder({ ...surroundings, environment });
}

function freeBytes(folder: string): number | undefined {
  for (let place = folder; ; place = dirname(place)) {
    try {
      const { bavail, bsize, blocks } = statfsSync(place);
      // What is no disk, as /proc, has no blocks at all.
      return blocks === 0 ? undefined : bavail * bsize;
    } catch {
      if (place === dirname(place)) return undefined;
    }
  }
}

/** Whether this computer's clock is behind what was written here earlier: each file of the audit trail has its time in its name. */
export function trailClockFindings(folder: string, now: Date): Finding[] {
  const times = namesInFolder(join(folder, 'audit')).flatMap((name) => {
    const [, time] = /\.([0-9a-f]{8}-[0-9a-f]{4})-7[0-9a-f]{3}-/.exec(name) ?? [];
    return time === undefined ? [] : [Number.parseInt(time.replace('-', ''), 16)];
  });
  const newest = Math.max(...times, 0);
  const ahead = newest - now.getTime();
  if (ahead <= mostSkewMilliseconds) return [];
  return [
    clockFinding(
      join(folder, 'audit'),
      `The clock of this computer is behind: it is ${now.toISOString()}, and the audit trail was written at ${new Date(newest).toISOString()}`,
    ),
  ];
}

/** Whether this computer's clock is that of the system, by the Date header of any answer. It is asked without credentials. */
export async function systemClockFindings(examination: Examination): Promise<Finding[]> {
  const { entry, found } = examination;
  const address = entry.server?.settings.find(({ name }) => /_BASE_URL$|^SUPABASE_URL$/.test(name));
  const url = address && (found?.start.environment[address.name] || address.default);
  const skew = url === undefined ? undefined : await skewOf(url);
  if (skew === undefined || Math.abs(skew) <= mostSkewMilliseconds) return [];
  const minutes = Math.round(Math.abs(skew) / 60_000);
  const words = `The clock of this computer is ${minutes} minutes ${skew > 0 ? 'behind' : 'ahead of'} that of ${entry.server?.title}`;
  return [{ ...clockFinding(entry.path, words), entry: entry.name }];
}

async function skewOf(url: string): Promise<number | undefined> {
  try {
    const { headers } = await fetch(new URL(url).origin, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(5000),
    });
    const time = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(time) ? undefined : time - Date.now();
  } catch {
    // What can't be reached is told by the server's own check.
    return undefined;
  }
}

function clockFinding(path: string, problem: string): Finding {
  return {
    code: 'clock-wrong',
    severity: 'error',
    problem,
    path,
    fix: 'Set the clock, best by letting the system do it: tokens and signatures are good for minutes.',
    ...(process.platform === 'linux' && { command: 'timedatectl set-ntp true' }),
  };
}
