import { floors } from '../programs/floor-programs.ts';
import type { StartResult } from '../start/measure-starts.ts';
import { differenceShown, nothing, ratioShown, shown } from './shown.ts';
import type { Table } from './table.ts';

/** What a start costs, and what a model is then shown. */
export function startTables(results: readonly StartResult[]): Table[] {
  const speaking = results.filter(({ tools }) => tools.length > 0);
  const ours = results.filter(({ kind, extent }) => kind === 'ours' && extent === undefined);
  const started = results.filter(({ warm, problem }) => warm || problem !== undefined);
  return [startTable(started), contextTable(speaking), toolTable(ours)];
}

function startTable(results: readonly StartResult[]): Table {
  const hello = results.find(({ name }) => name === floors.sdk)?.warm;
  return {
    title: 'From the start to the list of tools',
    method:
      'Medians of rounds in which every program is started once. CPU: milliseconds on the processor, of all threads and child processes. ' +
      'Wall: milliseconds on the clock, less those in which the main thread waited for a processor that others had. Memory: the largest ' +
      'resident set until then, in MB. Cold: with an empty compile cache, for the programs that use one. A slow program is started in ' +
      'every third round only. Bare Node.js has started when it prints a line.',
    columns: [
      'program',
      'CPU',
      `x ${floors.sdk}`,
      'wall',
      'CPU cold',
      'wall cold',
      'memory',
      `- ${floors.sdk}`,
      'starts',
    ],
    rows: results.map(({ name, warm, cold, runs, problem }) => [
      problem === undefined ? name : `${name} (not measured)`,
      ...[shown(warm?.cpu), ratioShown(warm?.cpu, hello?.cpu), shown(warm?.wall), shown(cold?.cpu), shown(cold?.wall)],
      ...[shown(warm?.memory), differenceShown(warm?.memory, hello?.memory), runs === 0 ? nothing : String(runs)],
    ]),
  };
}

function contextTable(results: readonly StartResult[]): Table {
  return {
    title: 'What a model is shown',
    method:
      "Tokens at four characters each: of each tool its name, description and input schema, and the server's instructions. They are in " +
      "a model's context in every conversation, whether it calls a tool or not. List: kB of the whole list of tools, with what most clients keep from the " +
      'model: titles, hints, examples, output schemas.',
    columns: ['server', 'tokens', 'of them instructions', 'tools', 'tokens a tool', 'largest tool', 'list'],
    rows: results.map(({ name, tokens, tools, listKilobytes }) => {
      const inTools = tools.reduce((sum, tool) => sum + tool.tokens, 0);
      const [largest] = [...tools].sort((left, right) => right.tokens - left.tokens);
      return [
        ...[name, shown(tokens), shown(tokens - inTools), String(tools.length), shown(inTools / tools.length)],
        `${largest?.name} (${largest?.tokens})`,
        shown(listKilobytes),
      ];
    }),
  };
}

function toolTable(results: readonly StartResult[]): Table {
  return {
    title: 'Tokens of each tool',
    method: 'Of our servers, by the same count.',
    columns: ['server', 'tools'],
    rows: results.map(({ name, tools }) => [name, tools.map((tool) => `${tool.name} ${tool.tokens}`).join(', ')]),
  };
}
