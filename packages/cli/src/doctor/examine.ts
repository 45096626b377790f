import { CliError } from '../cli-error.ts';
import type { Client } from '../clients/client.ts';
import { type ClientFile, readTextFile } from '../entry-reading/client-file.ts';
import { habitsOf } from '../entry-reading/client-habits.ts';
import { shapeOf } from '../entry-reading/entry-shape.ts';
import { clientFiles, entriesIn, type FoundEntry } from '../entry-reading/found-entry.ts';
import { mayStart, type Place, trust } from '../entry-reading/project-trust.ts';
import { startOf } from '../entry-reading/server-start.ts';
import { fleet } from '../fleet/fleet.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Examination, entryFinding } from './examination.ts';
import { fileFindings } from './file-findings.ts';
import type { Finding } from './finding.ts';
import { healthFindings } from './health-findings.ts';
import { homeFindings, homeOf, systemClockFindings, trailClockFindings } from './machine-findings.ts';
import { isShadowed, nameFindings } from './name-findings.ts';
import { programFindings } from './program-findings.ts';
import { secretFindings } from './secret-findings.ts';
import { startFindings, untrustedFindings } from './start-findings.ts';
import { type Trial, tryServer } from './trial.ts';
import { variableFindings } from './variable-findings.ts';
import { versionFindings } from './version-findings.ts';

/** What became of one entry. */
export interface Examined {
  entry: FoundEntry;
  isDisabled: boolean;
  /** Undefined where it was not started: something is wrong that can be seen without. */
  trial: Trial | undefined;
}

/** What doctor has looked at and found. */
export interface Report {
  files: readonly ClientFile[];
  entries: readonly Examined[];
  findings: readonly Finding[];
}

/** What is to be looked at: all clients and all our servers, unless some are named. */
export interface ExamineOptions extends Place {
  clients: readonly Client[];
  names: readonly string[];
  /** Whether the user agrees to what the project's files start. */
  isProjectTrusted: boolean;
  now: Date;
}

/** At once: each server is a process, and a first `npx` a download. */
const mostAtOnce = 3;

/** Looks at files, entries and the servers that they start. */
export async function examine(options: ExamineOptions): Promise<Report> {
  const { clients, surroundings, now, names, isProjectTrusted } = options;
  const files = clientFiles(clients, surroundings);
  const examinations = files
    .flatMap(entriesIn)
    .filter((entry) => isWanted(entry, names))
    .map((entry) => examinationOf(entry, surroundings));
  const unknown = names.find((name) => !examinations.some(({ entry }) => isNamed(entry, name)));
  if (unknown !== undefined && files.every(({ problem }) => problem === undefined))
    throw new CliError(
      'usage',
      `No client has an entry "${unknown}".`,
      fleet.some(({ name }) => name === unknown)
        ? `Add it with \`bizmcp add ${unknown} --client ...\`.`
        : 'Without a name it looks at all of them.',
    );
  if (isProjectTrusted) for (const { entry } of examinations) trust(entry, surroundings);
  const trials = new Map<string, Promise<Trial>>();
  const results = await inTurns(examinations, (examination, index) =>
    isShadowed(examination, examinations.slice(0, index))
      ? Promise.resolve({ findings: [], trial: undefined })
      : examineEntry(examination, options, trials),
  );
  const homes = [...new Set(examinations.map(homeOf))];
  const findings = [
    ...fileFindings(files, surroundings, readTextFile),
    ...homes.flatMap((folder) => trailClockFindings(folder, now)),
    ...nameFindings(examinations, files),
    ...results.flatMap((result) => result.findings),
    ...toolCounts(examinations, results),
  ];
  const entries = examinations.map(({ entry, shape }, index) => ({
    entry,
    isDisabled: shape.isDisabled,
    trial: results[index]?.trial,
  }));
  return { files, entries, findings: once(findings) };
}

function isWanted(entry: FoundEntry, names: readonly string[]): boolean {
  if (names.length === 0) return entry.server !== undefined;
  return names.some((name) => isNamed(entry, name));
}

function isNamed({ name, server }: FoundEntry, wanted: string): boolean {
  return name === wanted || server?.name === wanted;
}

function examinationOf(entry: FoundEntry, surroundings: Surroundings): Examination {
  const shape = shapeOf(entry);
  return {
    entry,
    shape,
    found: startOf(entry, surroundings),
    isSandbox: shape.args.includes('--sandbox'),
    surroundings,
  };
}

interface EntryResult {
  findings: Finding[];
  trial: Trial | undefined;
}

async function examineEntry(
  examination: Examination,
  place: Place,
  trials: Map<string, Promise<Trial>>,
): Promise<EntryResult> {
  const { entry, shape, found, isSandbox } = examination;
  if (shape.isRemote || shape.isDisabled) return { findings: [], trial: undefined };
  const isAllowed = mayStart(entry, place);
  const program = isAllowed ? await programFindings(examination) : untrustedFindings(examination);
  const variables = await variableFindings(examination);
  const first = [...program, ...variables, ...(await secretFindings(examination)), ...homeFindings(examination)];
  // A start whose own words are not known can't be tried.
  const isKnown = found?.unset.every(({ place }) => place !== 'command' && place !== 'args') ?? false;
  const isStartable = isAllowed && isKnown && program.every(({ severity }) => severity !== 'error');
  if (!found || !isStartable) return { findings: [...first, ...versionFindings(examination)], trial: undefined };
  const key = JSON.stringify(found.start);
  const running = trials.get(key) ?? tryServer(found.start);
  trials.set(key, running);
  const trial = await running;
  const health = healthFindings(examination, trial, first);
  const isReached = !isSandbox && trial.health?.credentials?.status === 'healthy';
  return {
    trial,
    findings: [
      ...first,
      ...versionFindings(examination, trial.server?.version),
      ...startFindings(examination, trial),
      ...health,
      ...(isReached ? await systemClockFindings(examination) : []),
    ],
  };
}

function toolCounts(examinations: readonly Examination[], results: readonly EntryResult[]): Finding[] {
  const clients = [...new Set(examinations.map(({ entry }) => entry.client))];
  return clients.flatMap((client) => {
    const { mostTools } = habitsOf(client);
    const own = examinations.flatMap((examination, index) =>
      examination.entry.client === client
        ? [{ examination, tools: results[index]?.trial?.server?.tools.length ?? 0 }]
        : [],
    );
    const sum = own.reduce((total, { tools }) => total + tools, 0);
    const [first] = own;
    if (!first || sum <= mostTools) return [];
    const words = {
      problem: `${client.title} takes ${mostTools} tools of all servers together; these have ${sum}`,
      fix: 'Offer fewer: name those that you need with --tools in "args", or take entries out.',
    };
    const { entry: _, ...finding } = entryFinding(first.examination, 'tools-too-many', 'warning', words);
    return [finding];
  });
}

async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: mostAtOnce }, worker));
  return results;
}

/** Two scopes of one file, and two entries with one folder, have the same to tell. */
function once(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const key = JSON.stringify(finding);
    return !seen.has(key) && seen.add(key);
  });
}
