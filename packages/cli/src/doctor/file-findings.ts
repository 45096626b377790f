import type { Client } from '../clients/client.ts';
import { isConfigObject } from '../config-edit/config-format.ts';
import { doubledKeys, jsonFormat } from '../config-edit/json-format.ts';
import type { ClientFile, ReadText } from '../entry-reading/client-file.ts';
import { startsServer } from '../entry-writing/launch.ts';
import { fleet } from '../fleet/fleet.ts';
import { pathsOf, type Surroundings, settingsFolder } from '../surroundings.ts';
import type { Finding } from './finding.ts';

/** What is wrong with the files themselves: broken ones, those in the wrong place, and servers under the wrong key. */
export function fileFindings(files: readonly ClientFile[], surroundings: Surroundings, readText: ReadText): Finding[] {
  const broken = files.filter(
    ({ problem }, index) => problem && files.findIndex(({ path }) => path === files[index]?.path) === index,
  );
  const clients = [...new Set(files.map(({ client }) => client))];
  return [
    ...broken.map(brokenFile),
    ...files.filter(({ problem }) => !problem).flatMap((file) => doubledFindings(file, surroundings)),
    ...files.flatMap((file) => wrongKey(file, surroundings)),
    ...clients.flatMap((client) => misplaced(client, surroundings, readText)),
  ];
}

function brokenFile({ client, path, problem = '' }: ClientFile): Finding {
  const place = /line (\d+), column (\d+)/.exec(problem);
  return {
    code: 'config-broken',
    severity: 'error',
    problem: `The file ${problem}, so ${client.title} reads nothing of it`,
    path,
    fix: place
      ? `Mend line ${place[1]} of the file; the mistake is at or just before column ${place[2]}.`
      : 'Mend or replace the file.',
  };
}

/** Of a key that stands twice in JSON only the last counts, and no client complains; the other formats refuse it. */
function doubledFindings({ client, scope, path, text }: ClientFile, surroundings: Surroundings): Finding[] {
  if (text === undefined || client.format !== jsonFormat) return [];
  return doubledKeys(text, client.containerOf(surroundings, scope)).map((problem) => ({
    code: 'config-doubled',
    severity: 'error',
    problem: `The file ${problem}: ${client.title} reads the last one alone`,
    path,
    fix: 'Put what belongs together into one of them, and take the other out.',
  }));
}

const knownKeys = ['mcpServers', 'servers', 'context_servers', 'mcp_servers', 'extensions', 'mcp'];

/** The keys differ between clients, and none complains of another's. */
function wrongKey({ client, scope, path, data }: ClientFile, surroundings: Surroundings): Finding[] {
  const container = client.containerOf(surroundings, scope);
  const [right] = container;
  if (container.length > 1) return [];
  return Object.keys(data)
    .filter((key) => knownKeys.includes(key) || key.toLowerCase() === String(right).toLowerCase())
    .filter((key) => key !== right && hasOurServers(data[key]))
    .map((key) => ({
      code: 'config-wrong-key',
      severity: 'error',
      problem: `Servers stand under "${key}", where ${client.title} does not look`,
      path,
      fix: `Rename the key "${key}" to "${right}".`,
    }));
}

function hasOurServers(value: unknown): boolean {
  return (
    isConfigObject(value) && Object.values(value).some((entry) => fleet.some((server) => startsServer(entry, server)))
  );
}

/** Files that people make and the client never reads. */
function misplaced(client: Client, surroundings: Surroundings, readText: ReadText): Finding[] {
  const scope = client.scopes[0] ?? 'user';
  const read = new Set(client.scopes.map((one) => client.fileOf(surroundings, one)));
  const places = wrongPlaces(client.id, surroundings).filter((path) => !read.has(path));
  return places.flatMap((path): Finding[] => {
    const names = serversIn(path, readText);
    if (names.length === 0) return [];
    return [
      {
        code: 'config-misplaced',
        severity: 'error',
        problem: `${client.title} does not read this file`,
        path,
        fix: `Move its entries to ${client.fileOf(surroundings, scope)}, or write them anew there.`,
        command: `bizmcp add ${names.join(',')} --client ${client.id} --scope ${scope}`,
      },
    ];
  });
}

function wrongPlaces(client: string, surroundings: Surroundings): string[] {
  const { join } = pathsOf(surroundings);
  const { folder, home } = surroundings;
  const inSettings = (...names: string[]) => join(settingsFolder(surroundings), ...names);
  if (client === 'claude-code')
    return [
      join(folder, '.claude', 'mcp.json'),
      join(folder, '.claude', '.mcp.json'),
      join(folder, 'mcp.json'),
      join(home, '.claude', '.mcp.json'),
      join(home, '.claude', 'mcp.json'),
    ];
  // The classic place: an app from the store sees another, and its own menu opens the wrong one.
  if (client === 'claude-desktop')
    return [inSettings('Claude', 'claude_desktop_config.json'), inSettings('Claude', 'config.json')];
  if (client === 'cursor')
    return [join(folder, '.cursor', 'mcp_config.json'), join(home, '.cursor', 'mcp_config.json')];
  if (client === 'windsurf')
    return [join(home, '.codeium', 'mcp_config.json'), join(home, '.windsurf', 'mcp_config.json')];
  if (client === 'codex') return [join(home, '.codex', 'mcp.json'), join(home, '.codex', 'config.json')];
  if (client === 'gemini') return [join(home, '.gemini', 'mcp.json'), join(home, '.gemini', 'config.json')];
  return [];
}

/** The servers of the fleet that a file speaks of, whatever its form. */
function serversIn(path: string, readText: ReadText): string[] {
  try {
    const text = readText(path) ?? '';
    return fleet.filter((server) => startsServer(text, server)).map(({ name }) => name);
  } catch {
    return [];
  }
}
