import { type AST, getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';
import {
  type ConfigChange,
  type ConfigContent,
  type ConfigFormat,
  type ConfigPath,
  ConfigProblem,
  type ConfigValue,
  isConfigObject,
} from './config-format.ts';
import { lineEnd, lineEndOf, lineStart, nextLine, placeName, spliced, wholeLines } from './source-text.ts';
import { tomlKey, tomlTable, tomlValue } from './toml-text.ts';

/** A `key = value` with its whole path from the root. */
interface Pair {
  path: ConfigPath;
  node: AST.TOMLKeyValue;
  /** The inline table that it is in. */
  inside?: AST.TOMLInlineTable;
}

/** TOML, of which Codex' configuration is. */
export const tomlFormat: ConfigFormat = {
  name: 'TOML',
  read(text): ConfigContent {
    const program = programOf(text);
    const data = getStaticTOMLValue(program);
    return { data: isConfigObject(data) ? data : {}, comments: program.comments.map(({ value }) => value) };
  },
  change(text, change) {
    if (change.kind === 'append') throw new ConfigProblem('is TOML, in which lists are not added to');
    const program = programOf(text);
    return change.kind === 'remove' ? removed(text, program, change.path) : assigned(text, program, change);
  },
};

function programOf(text: string): AST.TOMLProgram {
  try {
    return parseTOML(text, { tomlVersion: '1.0' });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new ConfigProblem(`is not valid TOML at ${placeName(text, error.index)} (${error.message})`);
  }
}

function assigned(text: string, program: AST.TOMLProgram, change: Extract<ConfigChange, { kind: 'set' }>): string {
  const { path, value } = change;
  const pairs = pairsOf(program);
  const same = pairs.find((pair) => isSamePath(pair.path, path));
  if (same) {
    const [start, end] = same.node.value.range;
    return spliced(text, [{ start, end, text: tomlValue(value) }]);
  }
  const holder = pairs.findLast((pair) => isWithin(path, pair.path));
  if (holder) return insideInlineTable(text, holder, path, value);
  if (isConfigObject(value)) return withTable(text, path, value);
  const table = tablesOf(program).find(({ resolvedKey }) => isSamePath(resolvedKey, path.slice(0, -1)));
  const line = `${tomlKey(path.slice(-1))} = ${tomlValue(value)}`;
  if (!table) return withTable(text, path.slice(0, -1), { [String(path.at(-1))]: value });
  return afterLine(text, table.body.at(-1)?.range[1] ?? headEnd(table), line);
}

function insideInlineTable(text: string, holder: Pair, path: ConfigPath, value: ConfigValue): string {
  const table = holder.node.value;
  if (table.type !== 'TOMLInlineTable') throw new ConfigProblem(`has ${tomlKey(holder.path)}, which is not a table`);
  const rest = path.slice(holder.path.length);
  const place = table.body.at(-1)?.range[1] ?? table.range[0] + 1;
  const comma = table.body.length > 0 ? ', ' : ' ';
  const space = table.body.length > 0 || text[place] === ' ' ? '' : ' ';
  return spliced(text, [{ start: place, end: place, text: `${comma}${tomlKey(rest)} = ${tomlValue(value)}${space}` }]);
}

/** New tables go to the end of the file: anywhere else they would take over the lines that follow. */
function withTable(text: string, path: ConfigPath, table: Record<string, unknown>): string {
  const eol = lineEndOf(text);
  const gap = text === '' ? '' : `${text.endsWith('\n') ? '' : eol}${/\n\s*\n$/.test(text) ? '' : eol}`;
  return `${text}${gap}${tomlTable(path, table).join(eol)}${eol}`;
}

function afterLine(text: string, place: number, line: string): string {
  const end = lineEnd(text, place);
  const indent = /^[ \t]*/.exec(text.slice(lineStart(text, place), place))?.[0] ?? '';
  return spliced(text, [{ start: end, end, text: `${lineEndOf(text)}${indent}${line}` }]);
}

function removed(text: string, program: AST.TOMLProgram, path: ConfigPath): string {
  const tables = tablesOf(program).filter(({ resolvedKey }) => isWithin(resolvedKey, path));
  const pairs = pairsOf(program).filter((pair) => isWithin(pair.path, path));
  const outermost = pairs.filter(
    ({ node }) =>
      !tables.some((table) => encloses(table.range, node.range)) &&
      !pairs.some((other) => other.node !== node && encloses(other.node.range, node.range)),
  );
  return spliced(text, [
    ...tables.map((table) => ({ ...tableLines(text, table), text: '' })),
    ...outermost.map(({ node, inside }) => ({
      ...(inside ? inlineMember(inside, node) : lines(text, node)),
      text: '',
    })),
  ]);
}

function lines(text: string, { range: [start, end] }: AST.TOMLKeyValue): { start: number; end: number } {
  const isCommented = /^[ \t]*#/.test(text.slice(end, lineEnd(text, end)));
  return isCommented ? { start, end } : wholeLines(text, start, end);
}

function inlineMember(table: AST.TOMLInlineTable, node: AST.TOMLKeyValue): { start: number; end: number } {
  const index = table.body.indexOf(node);
  const previous = table.body[index - 1];
  const next = table.body[index + 1];
  if (previous) return { start: previous.range[1], end: node.range[1] };
  return { start: node.range[0], end: next?.range[0] ?? node.range[1] };
}

/** The lines of a table from its header to its last pair, and the empty line before it. */
function tableLines(text: string, table: AST.TOMLTable): { start: number; end: number } {
  const start = lineStart(text, table.range[0]);
  const end = nextLine(text, table.body.at(-1)?.range[1] ?? headEnd(table));
  const gap = /\r?\n[ \t]*\r?\n$/.exec(text.slice(0, start))?.[0];
  const blankLine = gap ? gap.length - gap.indexOf('\n') - 1 : 0;
  return { start: start - blankLine, end };
}

function headEnd(table: AST.TOMLTable): number {
  return table.key.range[1];
}

function tablesOf(program: AST.TOMLProgram): AST.TOMLTable[] {
  return program.body[0].body.filter((node) => node.type === 'TOMLTable');
}

function pairsOf(program: AST.TOMLProgram): Pair[] {
  return program.body[0].body.flatMap((node) =>
    node.type === 'TOMLTable' ? node.body.flatMap((pair) => withInner(pair, node.resolvedKey)) : withInner(node, []),
  );
}

function withInner(node: AST.TOMLKeyValue, parent: ConfigPath, inside?: AST.TOMLInlineTable): Pair[] {
  const keys = node.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  const path = [...parent, ...keys];
  const { value } = node;
  const inner = value.type === 'TOMLInlineTable' ? value.body.flatMap((pair) => withInner(pair, path, value)) : [];
  return [{ path, node, ...(inside && { inside }) }, ...inner];
}

function encloses(outer: readonly number[], inner: readonly number[]): boolean {
  return (outer[0] ?? 0) <= (inner[0] ?? 0) && (inner[1] ?? 0) <= (outer[1] ?? 0);
}

function isWithin(path: ConfigPath, outer: ConfigPath): boolean {
  return path.length >= outer.length && outer.every((key, index) => path[index] === key);
}

function isSamePath(left: ConfigPath, right: ConfigPath): boolean {
  return left.length === right.length && isWithin(left, right);
}
