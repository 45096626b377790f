import { codeOf, lineAt } from './spans.ts';

/** Where a function begins and how many lines it has, its parameters included. */
export interface FunctionSize {
  line: number;
  lines: number;
}

const openers = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
const closers = new Map([...openers].map(([open, close]) => [close, open]));
const notFunctions = /\b(?:if|for|while|switch|catch|with)\s*$|\bfor await\s*$/;

/** The functions of a source file, inner ones too. It leans on the layout that the formatter gives. */
export function functionsOf(source: string): FunctionSize[] {
  const code = codeOf(source);
  const found: FunctionSize[] = [];
  for (let position = 0; position < code.length; position += 1) {
    const begin = openers.has(code[position] ?? '') ? functionStart(code, position) : undefined;
    const end = begin === undefined ? undefined : closingOf(code, position);
    if (begin === undefined || end === undefined) continue;
    const line = lineAt(code, begin);
    found.push({ line, lines: lineAt(code, end) - line + 1 });
  }
  return found;
}

/** Where the function begins whose body opens here; undefined when what opens here is no body of a function. */
function functionStart(code: string, bodyStart: number): number | undefined {
  const before = code.slice(0, bodyStart).trimEnd();
  if (before.endsWith('=>')) {
    const beforeArrow = before.slice(0, -2).trimEnd();
    return beforeArrow.endsWith(')') ? openingOf(code, beforeArrow.length - 1) : beforeArrow.length - 1;
  }
  if (code[bodyStart] !== '{' || !/[\w$)>\]}'"]$/.test(before)) return undefined;
  const parametersEnd = before.endsWith(')') ? before.length - 1 : beforeReturnType(code, before.length - 1);
  const start = parametersEnd === undefined ? undefined : openingOf(code, parametersEnd);
  return start === undefined || notFunctions.test(code.slice(0, start)) ? undefined : start;
}

/** The `)` of `(parameters): Type {`; the formatter keeps it on the line on which the type begins. */
function beforeReturnType(code: string, from: number): number | undefined {
  let position = from;
  while (position >= 0 && code[position] !== '\n' && code[position] !== ';') {
    if (code[position] === ')' && code[position + 1] === ':') return position;
    const opening = closers.has(code[position] ?? '') ? openingOf(code, position) : position;
    if (opening === undefined || openers.has(code[position] ?? '')) return undefined;
    position = opening - 1;
  }
  return undefined;
}

function openingOf(code: string, from: number): number | undefined {
  let depth = 0;
  for (let position = from; position >= 0; position -= 1) {
    if (closers.has(code[position] ?? '')) depth += 1;
    if (openers.has(code[position] ?? '')) depth -= 1;
    if (depth === 0) return position;
  }
  return undefined;
}

function closingOf(code: string, from: number): number | undefined {
  let depth = 0;
  for (let position = from; position < code.length; position += 1) {
    if (openers.has(code[position] ?? '')) depth += 1;
    if (closers.has(code[position] ?? '')) depth -= 1;
    if (depth === 0) return position;
  }
  return undefined;
}
