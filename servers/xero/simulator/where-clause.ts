import { refuseQuery } from './error-reply.ts';
import { momentOf } from './wire-day.ts';

/** A document as it is sent. */
export type Wire = Readonly<Record<string, unknown>>;

type Predicate = (wire: Wire) => boolean;
type Value = string | number | boolean | null;

const condition = /^\s*([A-Za-z][\w.]*?)\s*(==|!=|>=|<=|>|<|=)\s*(.+?)\s*$/;
const call = /^\s*([A-Za-z][\w.]*?)(\.ToLower\(\))?\.(Contains|StartsWith|EndsWith)\("([^"]*)"\)\s*$/;

/**
 * Reads a filter: conditions joined by AND and OR, in brackets or not, each a field, an operator and a value. Capitals count, but for
 * those of a guid: https://github.com/calcinai/xero-php/issues/416; issue 262 there has brackets.
 * https://developer.xero.com/documentation/api/accounting/requests-and-responses#filtering-with-the-where-parameter
 */
export function parseWhere(text: string): Predicate {
  const texts: string[] = [];
  const hidden = text.replace(/"[^"]*"/g, (found) => `"${texts.push(found) - 1}"`);
  return parseWays(hidden, (part) => part.replace(/"(\d+)"/g, (_, at) => texts[Number(at)] ?? ''));
}

/** `whole` puts the texts of a condition back into it. */
function parseWays(hidden: string, whole: (part: string) => string): Predicate {
  const ways = splitOutsideBrackets(hidden, /\s+OR\s+|\s*\|\|\s*/i).map((way) =>
    splitOutsideBrackets(way, /\s+AND\s+|\s*&&\s*/i).map((part) => {
      const [, inner] = /^\s*\((.*)\)\s*$/.exec(part) ?? [];
      return inner === undefined ? parseCondition(whole(part)) : parseWays(inner, whole);
    }),
  );
  return (wire) => ways.some((conditions) => conditions.every((holds) => holds(wire)));
}

function splitOutsideBrackets(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let depth = 0;
  for (const piece of text.split(new RegExp(`(${separator.source})`, 'i'))) {
    if (depth > 0) parts.push((parts.pop() ?? '') + piece);
    else if (!separator.test(piece)) parts.push(piece);
    depth += piece.split('(').length - piece.split(')').length;
  }
  return parts;
}

function parseCondition(text: string): Predicate {
  const [, field, lower, method, argument = ''] = call.exec(text) ?? [];
  if (field !== undefined) {
    // The same page: an element that is not there has to be left out by `!=null` first.
    const textOf = (wire: Wire) => String(fieldOf(wire, field) ?? refuseQuery(`${field} is not set`));
    return (wire) => hasText(lower ? textOf(wire).toLowerCase() : textOf(wire), method, argument);
  }
  const [, name, operator = '', literal = ''] = condition.exec(text) ?? [];
  if (name === undefined) return refuseQuery(`Invalid where clause: ${text}`);
  const wanted = parseValue(literal);
  return (wire) => compare(comparable(fieldOf(wire, name)), operator, wanted);
}

function parseValue(literal: string): Value {
  const [, guid, text] = /^(guid\()?"([^"]*)"\)?$/i.exec(literal) ?? [];
  if (text !== undefined) return guid ? text.toLowerCase() : text;
  const [, year, month, day] = /^DateTime\(\s*(\d{4})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)$/.exec(literal) ?? [];
  if (year !== undefined) return Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (/^-?\d+(\.\d+)?$/.test(literal)) return Number(literal);
  if (/^(true|false)$/i.test(literal)) return literal.toLowerCase() === 'true';
  return literal.toLowerCase() === 'null' ? null : refuseQuery(`Invalid value in where clause: ${literal}`);
}

function fieldOf(wire: Wire, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (isWire(value) ? value[name] : undefined), wire);
}

function isWire(value: unknown): value is Wire {
  return typeof value === 'object' && value !== null;
}

function comparable(value: unknown): Value {
  if (typeof value === 'string') return momentOf(value) ?? value;
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function compare(value: Value, operator: string, wanted: Value): boolean {
  if (operator === '==' || operator === '=') return value === wanted;
  if (operator === '!=') return value !== wanted;
  if (value === null || wanted === null || typeof value !== typeof wanted) return false;
  if (operator === '>=') return value >= wanted;
  if (operator === '<=') return value <= wanted;
  return operator === '>' ? value > wanted : value < wanted;
}

function hasText(text: string, method: string | undefined, argument: string): boolean {
  if (method === 'StartsWith') return text.startsWith(argument);
  return method === 'EndsWith' ? text.endsWith(argument) : text.includes(argument);
}

/** Reads an order such as `Date DESC`: the comparison of two documents. */
export function parseOrder(text: string): (one: Wire, other: Wire) => number {
  const [, field, direction = 'ASC'] = /^\s*([A-Za-z][\w.]*)(?:\s+(ASC|DESC))?\s*$/i.exec(text) ?? [];
  if (field === undefined) return refuseQuery(`Invalid order clause: ${text}`);
  const sign = direction.toUpperCase() === 'DESC' ? -1 : 1;
  return (one, other) => {
    const keyOf = (wire: Wire) => {
      const value = comparable(fieldOf(wire, field)) ?? '';
      return typeof value === 'string' ? value.toLowerCase() : value;
    };
    const [left, right] = [keyOf(one), keyOf(other)];
    return left === right ? 0 : sign * (left < right ? -1 : 1);
  };
}
