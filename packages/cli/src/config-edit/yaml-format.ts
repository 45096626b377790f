import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  Lexer,
  type Pair,
  parseAllDocuments,
  stringify,
  type YAMLMap,
} from 'yaml';
import {
  type ConfigChange,
  type ConfigContent,
  type ConfigFormat,
  type ConfigPath,
  ConfigProblem,
  type ConfigValue,
  isConfigObject,
} from './config-format.ts';
import { lineEnd, lineEndOf, lineStart, nextLine, placeName, spliced } from './source-text.ts';

/** A place in the tree: the map, the pair that it is the value of, and what of a path is left below it. */
interface Place {
  node: unknown;
  pair: Pair | undefined;
  holder: YAMLMap | undefined;
  rest: ConfigPath;
}

/** YAML, of which Goose's configuration is. */
export const yamlFormat: ConfigFormat = {
  name: 'YAML',
  read(text): ConfigContent {
    const data: unknown = documentOf(text)?.toJS() ?? {};
    const comments = [...new Lexer().lex(text)].filter((token) => token.startsWith('#'));
    return { data: isConfigObject(data) ? data : {}, comments };
  },
  change(text, change) {
    if (change.kind === 'append') throw new ConfigProblem('is YAML, in which lists are not added to');
    const document = documentOf(text);
    const place = deepest(document?.contents, change.path);
    return change.kind === 'remove' ? removed(text, place) : assigned(text, place, change);
  },
};

function documentOf(text: string): Document | undefined {
  const [document, second] = parseAllDocuments(text);
  if (second) throw new ConfigProblem('holds several YAML documents');
  if (!document || !('errors' in document)) return undefined;
  const [error] = document.errors;
  if (error)
    throw new ConfigProblem(`is not valid YAML at ${placeName(text, error.pos[0])} (${firstLine(error.message)})`);
  const { contents } = document;
  if (contents !== null && !isMap(contents) && !(isScalar(contents) && contents.value === null))
    throw new ConfigProblem('is YAML, but not a map');
  return document;
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.replace(/ at line .*$/, '') ?? message;
}

function deepest(root: unknown, path: ConfigPath): Place {
  let place: Place = { node: root, pair: undefined, holder: undefined, rest: path };
  for (const [index, key] of path.entries()) {
    const holder = isMap(place.node) ? place.node : undefined;
    const pair = holder?.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (!holder || !pair) return place;
    place = { node: pair.value, pair, holder, rest: path.slice(index + 1) };
  }
  return place;
}

function assigned(text: string, place: Place, change: Extract<ConfigChange, { kind: 'set' }>): string {
  const { node, pair, rest } = place;
  const [key, ...inner] = rest;
  if (typeof key !== 'string') return pair ? replaced(text, pair, change.value) : text;
  const value = inner.reduceRight<ConfigValue>((below, name) => ({ [name]: below }), change.value);
  if (isMap(node)) return node.flow ? inFlow(text, node, key, value) : inBlock(text, { map: node, pair }, key, value);
  if (isAlias(node) || (node && !(isScalar(node) && node.value === null)))
    throw new ConfigProblem(`has "${change.path.slice(0, -rest.length).join(' > ')}", which is not a map`);
  if (!pair) return atEnd(text, '', key, value);
  if (isScalar(node) && node.source) return replaced(text, pair, { [key]: value });
  return belowKey(text, pair, `${columnOf(text, pair)}  `, key, value);
}

/** Before the other pairs, so that comments stay with the pairs they are above of. */
function inBlock(text: string, at: { map: YAMLMap; pair: Pair | undefined }, key: string, value: ConfigValue): string {
  const [first] = at.map.items;
  const indent = first ? columnOf(text, first) : '';
  return at.pair ? belowKey(text, at.pair, indent, key, value) : atEnd(text, indent, key, value);
}

function inFlow(text: string, map: YAMLMap, key: string, value: ConfigValue): string {
  const place = endOf(map.items.at(-1)) ?? (map.range?.[0] ?? 0) + 1;
  const put = `${map.items.length > 0 ? ', ' : ''}${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  return spliced(text, [{ start: place, end: place, text: put }]);
}

function belowKey(text: string, pair: Pair, indent: string, key: string, value: ConfigValue): string {
  const end = lineEnd(text, keyRange(pair)[1]);
  return spliced(text, [{ start: end, end, text: `${lineEndOf(text)}${block(text, indent, key, value)}` }]);
}

function atEnd(text: string, indent: string, key: string, value: ConfigValue): string {
  const eol = lineEndOf(text);
  const gap = text === '' || text.endsWith('\n') ? '' : eol;
  return `${text}${gap}${block(text, indent, key, value)}${eol}`;
}

function block(text: string, indent: string, key: string, value: ConfigValue): string {
  const lines = stringify({ [key]: value }, { lineWidth: 0 })
    .trimEnd()
    .split('\n');
  return lines.map((line) => indent + line).join(lineEndOf(text));
}

/** In the one-line form, which is right at any indentation. */
function replaced(text: string, pair: Pair, value: ConfigValue): string {
  const colon = text.indexOf(':', keyRange(pair)[1]) + 1;
  const end = endOf(pair) ?? colon;
  return spliced(text, [
    { start: colon, end: colon + text.slice(colon, end).trimEnd().length, text: ` ${JSON.stringify(value)}` },
  ]);
}

function removed(text: string, { pair, holder, rest }: Place): string {
  if (rest.length > 0 || !pair || !holder) return text;
  if (holder.flow) return withoutFlowPair(text, holder, pair);
  const start = lineStart(text, keyRange(pair)[0]);
  const valueEnd = endOf(pair) ?? keyRange(pair)[1];
  const end = nextLine(text, start + text.slice(start, valueEnd).trimEnd().length);
  if (holder.items.length > 1) return spliced(text, [{ start, end, text: '' }]);
  // A map without pairs would become null.
  const indent = columnOf(text, pair);
  return spliced(text, [{ start, end, text: `${indent}{}${lineEndOf(text)}` }]);
}

function withoutFlowPair(text: string, holder: YAMLMap, pair: Pair): string {
  const index = holder.items.indexOf(pair);
  const end = endOf(pair) ?? keyRange(pair)[1];
  const previousEnd = endOf(holder.items[index - 1]);
  if (previousEnd !== undefined) return spliced(text, [{ start: previousEnd, end, text: '' }]);
  const next = holder.items[index + 1];
  return spliced(text, [{ start: keyRange(pair)[0], end: next ? keyRange(next)[0] : end, text: '' }]);
}

function columnOf(text: string, pair: Pair): string {
  const [start] = keyRange(pair);
  return ' '.repeat(start - lineStart(text, start));
}

function keyRange({ key }: Pair): readonly [start: number, end: number] {
  const range = isScalar(key) ? key.range : undefined;
  if (!range) throw new ConfigProblem('has a key that is not plain text');
  return [range[0], range[1]];
}

/** Where the value of a pair ends; that of a block may be past its line end. */
function endOf(pair: Pair | undefined): number | undefined {
  if (!pair) return undefined;
  const { value } = pair;
  const range: unknown = typeof value === 'object' && value !== null && 'range' in value ? value.range : undefined;
  return Array.isArray(range) && typeof range[1] === 'number' ? range[1] : keyRange(pair)[1];
}
