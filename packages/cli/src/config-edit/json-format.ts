import { createScanner, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import {
  type ConfigChange,
  type ConfigContent,
  type ConfigFormat,
  type ConfigPath,
  ConfigProblem,
  type ConfigValue,
  pathName,
} from './config-format.ts';
import { appendedMember, type JsonToken, withoutMember } from './json-member.ts';
import { indentAt, lineEndOf, placeName, spliced } from './source-text.ts';

/** jsonc-parser's SyntaxKind is a const enum, which can't be imported as a value. */
const lineComment = 12;
const blockComment = 13;
/** And so is its ParseErrorCode. */
const invalidComment = 10;
const blank = new Set<number>([14, 15]);
const endOfText = 17;

/** JSON with comments and trailing commas, as the clients read it. */
export const jsonFormat: ConfigFormat = {
  name: 'JSON',
  read(text): ConfigContent {
    const tree = treeOf(text);
    return { data: tree ? structuredClone(getNodeValue(tree)) : {}, comments: commentsOf(text) };
  },
  change(text, change) {
    const tree = treeOf(text);
    if (!tree) return change.kind === 'remove' ? text : firstContent(text, change);
    if (change.kind === 'remove') return removed(text, tree, change.path);
    return added(text, tree, change);
  },
};

/** What a stricter reader refuses, as the rest of a sentence that begins with the file; undefined where it refuses nothing. */
export function strictProblem(text: string, json: 'with comments' | 'plain'): string | undefined {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: json === 'plain', allowTrailingComma: false, allowEmptyContent: true });
  const [error] = errors;
  if (!error) return undefined;
  const what = error.error === invalidComment ? 'a comment' : 'a trailing comma';
  return `has ${what} at ${placeName(text, error.offset)}`;
}

/** What stands twice on the way to a place or inside it, each as the rest of a sentence that begins with the file. */
export function doubledKeys(text: string, path: ConfigPath): string[] {
  const tree = treeOf(text);
  return tree ? doubledIn(text, tree, path) : [];
}

function doubledIn(text: string, node: Node, [step, ...rest]: ConfigPath): string[] {
  const children = node.children ?? [];
  if (node.type !== 'object') return children.flatMap((child) => doubledIn(text, child, []));
  const properties = Map.groupBy(children, keyOf);
  return [...properties].flatMap(([key, [first, second, ...more]]) => {
    if (step !== undefined && key !== step) return [];
    const value = (more.at(-1) ?? second ?? first)?.children?.[1];
    return [...(second ? [twice(text, second)] : []), ...(value ? doubledIn(text, value, rest) : [])];
  });
}

function twice(text: string, second: Node): string {
  return `has "${keyOf(second)}" twice, the second at ${placeName(text, second.offset)}`;
}

function keyOf(property: Node): unknown {
  return property.children?.[0]?.value;
}

/** The tree, or undefined for a text without any value. */
function treeOf(text: string): Node | undefined {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [error] = errors;
  if (error)
    throw new ConfigProblem(
      `is not valid JSON at ${placeName(text, error.offset)} (${printParseErrorCode(error.error)})`,
    );
  if (tree && tree.type !== 'object') throw new ConfigProblem('is JSON, but not an object');
  return tree;
}

function tokensOf(text: string, start: number, end: number): JsonToken[] {
  const scanner = createScanner(text, false);
  scanner.setPosition(start);
  const tokens: JsonToken[] = [];
  for (let kind = scanner.scan(); Number(kind) !== endOfText && scanner.getTokenOffset() < end; kind = scanner.scan()) {
    const offset = scanner.getTokenOffset();
    const stop = offset + scanner.getTokenLength();
    if (!blank.has(kind)) tokens.push({ start: offset, end: stop, text: text.slice(offset, stop) });
  }
  return tokens;
}

function commentsOf(text: string): string[] {
  const scanner = createScanner(text, false);
  const comments: string[] = [];
  for (let kind = scanner.scan(); Number(kind) !== endOfText; kind = scanner.scan())
    if (Number(kind) === lineComment || Number(kind) === blockComment) comments.push(scanner.getTokenValue());
  return comments;
}

function firstContent(text: string, change: Exclude<ConfigChange, { kind: 'remove' }>): string {
  const eol = lineEndOf(text);
  const value = change.kind === 'append' ? [change.value] : change.value;
  const content = JSON.stringify(wrapped(change.path, value), undefined, 2).replaceAll('\n', eol);
  return text === '' || text.endsWith('\n') ? `${text}${content}${eol}` : `${text}${eol}${content}${eol}`;
}

function added(text: string, tree: Node, change: Exclude<ConfigChange, { kind: 'remove' }>): string {
  const { node, rest } = deepest(text, tree, change.path);
  if (change.kind === 'append' && rest.length === 0) {
    if (node.type !== 'array') throw new ConfigProblem(`has ${pathName(change.path)}, which is not a list`);
    return appendedMember(text, node, undefined, change.value, tokensAfterLast(text, node));
  }
  const value = change.kind === 'append' ? [change.value] : change.value;
  const [key, ...inner] = rest;
  if (key === undefined) return replaced(text, node, value);
  if (node.type !== 'object' || typeof key !== 'string') {
    const path = change.path.slice(0, change.path.length - rest.length);
    throw new ConfigProblem(`has ${pathName(path)}, which is not an object`);
  }
  return appendedMember(text, node, key, wrapped(inner, value), tokensAfterLast(text, node));
}

function replaced(text: string, node: Node, value: ConfigValue): string {
  const indent = indentAt(text, node.offset);
  const lines = JSON.stringify(value, undefined, 2).split('\n');
  const put = lines.join(`${lineEndOf(text)}${indent}`);
  return spliced(text, [{ start: node.offset, end: node.offset + node.length, text: put }]);
}

function removed(text: string, tree: Node, path: ConfigPath): string {
  const { node, rest } = deepest(text, tree, path);
  if (rest.length > 0) return text;
  const member = node.parent?.type === 'property' ? node.parent : node;
  const container = member.parent;
  if (!container) throw new ConfigProblem('is not emptied whole');
  return withoutMember(text, container, member, tokensOf(text, container.offset, container.offset + container.length));
}

/** The node that the path leads to as far as it exists, and what of the path is left. */
function deepest(text: string, tree: Node, path: ConfigPath): { node: Node; rest: ConfigPath } {
  let node = tree;
  for (const [index, key] of path.entries()) {
    const next = childOf(text, node, key);
    if (!next) return { node, rest: path.slice(index) };
    node = next;
  }
  return { node, rest: [] };
}

function childOf(text: string, node: Node, key: string | number): Node | undefined {
  if (typeof key === 'number') return node.type === 'array' ? node.children?.[key] : undefined;
  if (node.type !== 'object') return undefined;
  const [first, second] = (node.children ?? []).filter((property) => keyOf(property) === key);
  if (second) throw new ConfigProblem(twice(text, second));
  return first?.children?.[1];
}

function tokensAfterLast(text: string, container: Node): JsonToken[] {
  const last = container.children?.at(-1);
  const start = last ? last.offset + last.length : container.offset + 1;
  return tokensOf(text, start, container.offset + container.length - 1);
}

function wrapped(path: ConfigPath, value: ConfigValue): ConfigValue {
  return path.reduceRight<ConfigValue>((inner, key) => ({ [key]: inner }), value);
}
