/** What makes a JSON text unfit for a message although `JSON.parse` may accept it. */
export type JsonProblem = 'too_deep' | 'duplicate_key' | 'forbidden_key' | 'lone_surrogate';

/** What one pass over a JSON text found. Meaningful for broken or cut-off text too. */
export interface JsonScan {
  /** `too_deep` if there is any such place, else the first problem in the text. */
  problem: JsonProblem | undefined;
  /** Keys of the outermost object, in order, as often as they occur. */
  rootKeys: string[];
  /** The JSON text of the outermost `id`, when it is a complete string or a bare word such as a number. */
  idText: string | undefined;
  /** Whether as much was closed as was opened: what is not in `rootKeys` then does not follow either. */
  isClosed: boolean;
}

/** Deepest nesting that a message may have; its outermost object is level 1. */
export const maxDepth = 64;

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const letterU = 0x75;

/** An object or array that is open at the current position. */
interface OpenValue {
  keys: Set<string> | undefined;
  isObject: boolean;
  /** True after `{` and `,` in an object: the next string is a key. */
  expectsKey: boolean;
}

interface ScanState extends Omit<JsonScan, 'isClosed'> {
  depth: number;
  /** The open values down to `maxDepth`; deeper ones are only counted. */
  open: OpenValue[];
  /** The key whose value comes next. */
  pendingKey: string | undefined;
}

/** Finds in one linear pass, without recursion, what `JSON.parse` does not tell; the grammar it leaves to that. */
export function scanJson(text: string): JsonScan {
  const state: ScanState = {
    problem: undefined,
    rootKeys: [],
    idText: undefined,
    depth: 0,
    open: [],
    pendingKey: undefined,
  };
  let position = 0;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === quote) position = scanString(state, text, position);
    else if (isPunctuation(code)) position = scanPunctuation(state, code, position);
    else if (isSpace(code)) position += 1;
    else position = scanWord(state, text, position);
  }
  return { problem: state.problem, rootKeys: state.rootKeys, idText: state.idText, isClosed: state.depth === 0 };
}

function isPunctuation(code: number): boolean {
  return (
    code === comma ||
    code === colon ||
    code === openBrace ||
    code === closeBrace ||
    code === openBracket ||
    code === closeBracket
  );
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

function report(state: ScanState, problem: JsonProblem): void {
  if (problem === 'too_deep') state.problem = problem;
  else state.problem ??= problem;
}

function scanPunctuation(state: ScanState, code: number, position: number): number {
  if (code === openBrace || code === openBracket) openValue(state, code === openBrace);
  else if (code === closeBrace || code === closeBracket) closeValue(state);
  else if (code === comma) expectKey(state);
  return position + 1;
}

function openValue(state: ScanState, isObject: boolean): void {
  // A scalar named "constructor" is data; an object under it is how a careless deep merge reaches Object itself.
  if (state.pendingKey === 'constructor') report(state, 'forbidden_key');
  state.pendingKey = undefined;
  state.depth += 1;
  if (state.depth > maxDepth) report(state, 'too_deep');
  else state.open.push({ keys: undefined, isObject, expectsKey: isObject });
}

function closeValue(state: ScanState): void {
  state.pendingKey = undefined;
  if (state.depth > 0 && state.depth <= maxDepth) state.open.pop();
  state.depth = Math.max(0, state.depth - 1);
}

/** The innermost open value, unless it lies too deep to be tracked. */
function innermost(state: ScanState): OpenValue | undefined {
  return state.depth > maxDepth ? undefined : state.open.at(-1);
}

function expectKey(state: ScanState): void {
  state.pendingKey = undefined;
  const value = innermost(state);
  if (value?.isObject) value.expectsKey = true;
}

/** Numbers, `true`, `false`, `null`, and whatever else is not JSON. */
function scanWord(state: ScanState, text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && !endsWord(text.charCodeAt(end))) end += 1;
  // A word that reaches the end of the text may be cut off.
  if (end < text.length) takeScalar(state, text, start, end);
  return end;
}

function endsWord(code: number): boolean {
  return code === quote || isPunctuation(code) || isSpace(code);
}

function takeScalar(state: ScanState, text: string, start: number, end: number): void {
  if (state.depth === 1 && state.pendingKey === 'id') state.idText = text.slice(start, end);
  state.pendingKey = undefined;
}

function scanString(state: ScanState, text: string, start: number): number {
  const value = innermost(state);
  let position = start + 1;
  let previous = 0;
  let hasEscape = false;
  while (position < text.length) {
    let unit = text.charCodeAt(position);
    if (unit === quote) break;
    let width = 1;
    if (unit === backslash) {
      hasEscape = true;
      width = text.charCodeAt(position + 1) === letterU ? 6 : 2;
      unit = width === 6 ? Number.parseInt(text.slice(position + 2, position + 6), 16) : 0;
    }
    if (isHigh(previous) !== isLow(unit)) report(state, 'lone_surrogate');
    previous = unit;
    position += width;
  }
  if (isHigh(previous)) report(state, 'lone_surrogate');
  if (position >= text.length) return text.length;
  if (value?.expectsKey) takeKey(state, value, decodeKey(text, start, position, hasEscape));
  else takeScalar(state, text, start, position + 1);
  return position + 1;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Two spellings of one key are the same key. */
function decodeKey(text: string, start: number, end: number, hasEscape: boolean): string {
  if (!hasEscape) return text.slice(start + 1, end);
  try {
    return String(JSON.parse(text.slice(start, end + 1)));
  } catch {
    return text.slice(start + 1, end);
  }
}

function takeKey(state: ScanState, value: OpenValue, key: string): void {
  value.expectsKey = false;
  value.keys ??= new Set();
  if (value.keys.has(key)) report(state, 'duplicate_key');
  value.keys.add(key);
  if (key === '__proto__') report(state, 'forbidden_key');
  state.pendingKey = key;
  if (state.depth === 1) state.rootKeys.push(key);
}
