import { readdirSync, readFileSync } from 'node:fs';

/** What the kernel knows of a process and those it started (Linux only). */
export interface ProcessFigures {
  /** Milliseconds on the processor so far, of all threads. */
  cpu: number;
  /** Milliseconds in which the main thread could have run and waited for a processor. */
  waited: number;
  /** The largest resident set so far, in MB. */
  peak: number;
}

/** The figures of a process so far, with those of its children. */
export function figuresOf(pid: number): ProcessFigures {
  const family = [pid, ...descendantsOf(pid)];
  return {
    cpu: sumOf(family.map(cpuOf)),
    waited: scheduledOf(pid, pid).waited,
    peak: sumOf(family.map((member) => statusOf(member, 'VmHWM'))),
  };
}

/** The present resident set of a process and its children in MB: as it is, and with shared pages divided among those who share them. */
export function memoryOf(pid: number): { resident: number; proportional: number } {
  const family = [pid, ...descendantsOf(pid)];
  return {
    resident: sumOf(family.map((member) => statusOf(member, 'VmRSS'))),
    proportional: sumOf(family.map(proportionalOf)),
  };
}

/** The processes that a process started, and those that they started. */
export function descendantsOf(pid: number): number[] {
  const children = threadsOf(pid).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`)
      .split(' ')
      .filter((word) => word.trim() !== '')
      .map(Number),
  );
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function cpuOf(pid: number): number {
  return sumOf(threadsOf(pid).map((thread) => scheduledOf(pid, Number(thread)).cpu));
}

/** From the scheduler's own account, which is in nanoseconds. */
function scheduledOf(pid: number, thread: number): { cpu: number; waited: number } {
  const [cpu = 0, waited = 0] = read(`/proc/${pid}/task/${thread}/schedstat`).split(' ').map(Number);
  return { cpu: cpu / 1e6, waited: waited / 1e6 };
}

function statusOf(pid: number, field: string): number {
  const [, kilobytes = '0'] = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(read(`/proc/${pid}/status`)) ?? [];
  return Number(kilobytes) / 1024;
}

function proportionalOf(pid: number): number {
  const [, kilobytes = '0'] = /^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`)) ?? [];
  return Number(kilobytes) / 1024;
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** A process that has ended has no figures any more. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
