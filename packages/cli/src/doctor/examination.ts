import type { EntryShape } from '../entry-reading/entry-shape.ts';
import type { FoundEntry } from '../entry-reading/found-entry.ts';
import type { EntryStart } from '../entry-reading/server-start.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Finding, FindingCode, Severity } from './finding.ts';

/** An entry that is looked at, with all that can be known without starting it. */
export interface Examination {
  entry: FoundEntry;
  shape: EntryShape;
  /** Undefined where the entry starts no program. */
  found: EntryStart | undefined;
  isSandbox: boolean;
  surroundings: Surroundings;
}

/** Makes a finding about an entry. */
export function entryFinding(
  { entry }: { entry: FoundEntry },
  code: FindingCode,
  severity: Severity,
  words: { problem: string; fix: string; command?: string },
): Finding {
  return { code, severity, path: entry.path, entry: entry.name, ...words };
}

/** The variables of a setting that the chosen way of access needs, and that no login brings. Secret ones may be kept by us instead. */
export function requiredVariables({ entry: { server }, shape }: Examination): Set<string> {
  if (!server) return new Set();
  const given = new Set([...Object.keys(shape.variables), ...shape.passed]);
  const ways = server.credentials.map(({ settings, fromLogin = [] }) =>
    settings.filter((name) => !fromLogin.includes(name)),
  );
  const chosen = ways.find((names) => names.length > 0 && names.every((name) => given.has(name)));
  const needed = chosen ?? ways[0] ?? [];
  if (shape.variables.BIZMCP_SETTINGS !== 'stored') return new Set(needed);
  return new Set(needed.filter((name) => server.settings.some((setting) => setting.name === name && !setting.secret)));
}

/** Whether a start has all variables of one way of access. */
export function hasCredentials({ entry: { server }, found }: Examination): boolean {
  const has = (name: string) => (found?.start.environment[name] ?? '').trim() !== '';
  return (
    server?.credentials.some(({ settings, fromLogin = [] }) =>
      settings.every((name) => has(name) || fromLogin.includes(name)),
    ) ?? false
  );
}
