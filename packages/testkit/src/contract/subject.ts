import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  isWrite,
  readSettings,
  type Server,
  type Surface,
  type SurfaceTool,
  surfaceOf,
  withoutSlash,
} from '@bizmcp/core';
import type { Simulator } from '../simulator/index.ts';

/** A simulated vendor and the settings that open it. */
export interface SimulatedVendor {
  simulator: Simulator;
  settings: Record<string, string>;
}

/** What a server's proof file tells of it. */
export interface SubjectOptions {
  /** The server's folder, with `surface.json` and, once built, `dist/`. */
  folder: string | URL;
  /** Makes a vendor in its first state; every check gets its own. */
  simulator(): SimulatedVendor;
  /** The setting that says where the vendor is; with it, calls are also made over real HTTP. */
  baseUrlSetting?: string;
  /**
   * Tools that change nothing at the vendor but only what the server keeps itself, such as subscriptions: no vendor can fail them, and
   * no example can know the ids that they make. The rest of the contract holds for them; the server proves their effect itself.
   */
  ownStateTools?: readonly string[];
  /** For tools that change what is masked for most callers. */
  guesses?: readonly Guess[];
}

/** Two inputs of a write that set one masked field of the same record to two values, and are alike in all else. */
export interface Guess {
  tool: string;
  inputs: readonly [Record<string, unknown>, Record<string, unknown>];
}

/** A server that is held to the contract. */
export interface Subject {
  server: Server;
  folder: string;
  simulator(): SimulatedVendor;
  baseUrlSetting: string | undefined;
  ownStateTools: readonly string[];
  guesses: readonly Guess[];
  /** The public face as the code has it now. */
  surface: Surface;
}

/** The server's own tools, in the form in which core takes them. */
export type ServerTool = Server['tools'][number];

/** Makes the subject of all checks. Throws where every check would fail, as the proof file does not fit the server. */
export function createSubject(server: Server, options: SubjectOptions): Subject {
  const { baseUrlSetting, guesses = [], ownStateTools = [], simulator } = options;
  const folder = options.folder instanceof URL ? fileURLToPath(options.folder) : options.folder;
  const subject = { server, folder, simulator, baseUrlSetting, ownStateTools, guesses, surface: surfaceOf(server) };
  assertOpens(subject);
  return subject;
}

function assertOpens({ server, surface, simulator, baseUrlSetting }: Subject): void {
  const names = surface.settings.map(({ name }) => name);
  const { settings } = simulator();
  const unknown = [Object.keys(settings), baseUrlSetting ?? []].flat().filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`${unknown.join(', ')}, in the proof file, is no setting of ${server.name}: ${names.join(', ')}`);
  const read = readSettings(server.api.settings, server.api.credentials, { environment: settings });
  if (!read.ok) throw new Error(`the settings that \`simulator\` gives do not open ${server.name}: ${read.problem}`);
}

/** The setting that leads to a vendor at this origin, below the path that the vendor usually has. */
export function vendorSetting({ surface, baseUrlSetting = '' }: Subject, origin: string): Record<string, string> {
  const usual = surface.settings.find(({ name }) => name === baseUrlSetting)?.default ?? origin;
  return { [baseUrlSetting]: withoutSlash(origin + new URL(usual).pathname) };
}

/** The subject with those of its tools alone whose effect is at the vendor. */
export function vendorSubject(subject: Subject): Subject {
  const { server, ownStateTools } = subject;
  const unknown = ownStateTools.filter((name) => !server.tools.some((tool) => tool.name === name));
  if (unknown.length > 0) throw new Error(`ownStateTools names tools that are not there: ${unknown.join(', ')}`);
  if (ownStateTools.length === 0) return subject;
  return { ...subject, server: { ...server, tools: server.tools.filter(({ name }) => !ownStateTools.includes(name)) } };
}

/** The committed surface.json; undefined when there is none. */
export function committedSurface({ folder }: Subject): unknown {
  const path = join(folder, 'surface.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** The tools with their public faces; `health_check`, which core adds, is not among them. */
export function toolsOf({ server, surface }: Subject): { tool: ServerTool; face: SurfaceTool }[] {
  return server.tools.flatMap((tool) => {
    const face = surface.tools.find((candidate) => candidate.name === tool.name);
    return face ? [{ tool, face }] : [];
  });
}

/** The tools that change something. */
export function writesOf(subject: Subject): { tool: ServerTool; face: SurfaceTool }[] {
  return toolsOf(subject).filter(({ tool }) => isWrite(tool.effect));
}

/** The tools that change nothing. */
export function readsOf(subject: Subject): { tool: ServerTool; face: SurfaceTool }[] {
  return toolsOf(subject).filter(({ tool }) => !isWrite(tool.effect));
}

/** The input of a tool's first example. */
export function firstExample(tool: ServerTool): Record<string, unknown> {
  return { ...tool.examples[0]?.input };
}

/** The values of a server's secret settings. */
export function secretSettings({ surface }: Subject): string[] {
  return surface.settings.filter((setting) => setting.secret).map((setting) => setting.name);
}
