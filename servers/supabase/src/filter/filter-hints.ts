import type { Table, TypeOf } from '../schema/project-schema.ts';
import { isTextType, lostOffset, withoutOffset } from '../schema/value-type.ts';
import { embeddedTables, embeddedWay } from '../select/select-list.ts';
import { comparedAsText } from './comparison-check.ts';
import { isEmpty } from './every-row.ts';
import { type Comparison, type Condition, comparisonsOf } from './filter.ts';
import { ofPatterns, ofSizes } from './operator.ts';
import { isJsonPath } from './postgrest-filter.ts';
import { type AskedTables, typesAsked, unlikeHints } from './unlike-hints.ts';

interface Asked extends AskedTables {
  conditions: readonly Condition[];
}

/** What a reader of an answer has to know of its filters, where they do less than they seem to. */
export function filterHints({ conditions, ...asked }: Asked, found: number): string[] {
  const { select, table } = asked;
  const comparisons = comparisonsOf(conditions);
  const typeOf = typesAsked(asked);
  const isWhole = comparisons.some(({ operator, value }) => ofPatterns.has(operator) && !/[%*_]/.test(String(value)));
  return [
    ...outerHints(comparisons, select),
    ...ownHints(select, table),
    ...unlikeHints(conditions, asked),
    ...eitherHints(conditions),
    ...emptyHints(comparisons, typeOf),
    ...nullHints(comparisons, typeOf),
    ...jsonNullHints(comparisons),
    ...starHints(comparisons),
    ...sizeHints(comparisons, typeOf),
    ...dayHints(comparisons, typeOf),
    ...zoneHints(comparisons, typeOf),
    ...(found === 0 ? maskHints(comparisons) : []),
    ...(isWhole && found === 0 ? ['like and ilike compare the whole text; for a part of it write %part%.'] : []),
  ];
}

/** A table that is embedded without `!inner`, at any step on the way to a filter, drops no row by it. */
function outerHints(comparisons: readonly Comparison[], select: string): string[] {
  const columns = new Set(comparisons.map(({ column }) => column));
  const hints = [...columns].flatMap((column) => {
    const way = embeddedWay(select, column);
    const names = way.map(({ name }) => name);
    const isOuter = way.some(({ isInner }, index) => !isInner && !columns.has(names.slice(0, index + 1).join('.')));
    if (!isOuter) return [];
    const inner = way.reduceRight(
      (within, { embedding, isInner }) => `${embedding.replace('!left', '')}${isInner ? '' : '!inner'}(${within})`,
      '...',
    );
    const without =
      names.length > 1 ? '' : `; those without one alone are found with {"${names[0]}": null} beside them`;
    return `Filters on ${names.join('.')} choose its embedded rows alone; to drop rows without one write ${inner} in select${without}.`;
  });
  return [...new Set(hints)];
}

/** A table that refers to itself: by its own name it gives what refers to a row. */
function ownHints(select: string, table: Table | undefined): string[] {
  const parent = table?.columns.find(({ references }) => references?.table === table.name)?.name;
  if (!table || parent === undefined || !embeddedTables(select).includes(table.name)) return [];
  return [
    `${table.name}(...) within ${table.name} are the rows that refer to each; what it refers to is ${parent}(...).`,
  ];
}

/** An `or` of one object, all of which must hold, where one for each may be meant. */
function eitherHints(conditions: readonly Condition[]): string[] {
  const isOfOne = conditions.some((each) => {
    const [first, ...more] = each.kind === 'group' && each.joiner === 'or' ? each.conditions : [];
    return first?.kind === 'group' && first.joiner === 'and' && !first.isNegated && more.length === 0;
  });
  const either = '[{"status": "open"}, {"priority": "high"}]';
  return isOfOne ? [`All of one object in or must hold; where either shall, write one for each: ${either}.`] : [];
}

/** What an empty list or object is compared with by contains. */
function emptyHints(comparisons: readonly Comparison[], typeOf: TypeOf): string[] {
  const empty = comparisons.filter(({ operator, value }) => operator === 'contains' && isEmpty(value));
  return empty.map(({ column, value }) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const written = typeOf(column)?.endsWith('[]') ? '{}' : text;
    return `Every ${column} contains ${text}; an empty one is {"${column}": {"eq": "${written}"}}.`;
  });
}

/** The word null compared as a text, which no row without a value is. */
function nullHints(comparisons: readonly Comparison[], typeOf: TypeOf): string[] {
  const compared = comparisons.filter(({ column, operator, value }) => {
    const isNull = [value].flat().some((each) => typeof each === 'string' && /^null$/i.test(each));
    return isNull && ['eq', 'neq', 'in'].includes(operator) && isTextType(typeOf(column) ?? '');
  });
  return compared.map(({ column }) => `"null" is a text; rows without ${column} are {"${column}": null}.`);
}

/** A null within JSON is a value to `->`, and none to `->>`: https://www.postgresql.org/docs/current/functions-json.html */
function jsonNullHints(comparisons: readonly Comparison[]): string[] {
  const compared = comparisons.filter(
    ({ column, operator, value }) => operator === 'is' && String(value) === 'null' && isJsonPath(column),
  );
  return compared.map(({ column }) => {
    const text = column.replace(/->(?!.*->)/s, '->>');
    return `A null that is written in JSON is a value of ${column}, and none of ${text}: ask by {"${text}": null}.`;
  });
}

/** A sign that PostgREST reads as another, for which it has no escape: https://docs.postgrest.org/en/v14/references/api/tables_views.html#operators */
function starHints(comparisons: readonly Comparison[]): string[] {
  const isBoth = ({ operator, value }: Comparison) => ofPatterns.has(operator) && /%.*\*|\*.*%/s.test(String(value));
  return comparisons
    .filter(isBoth)
    .map(
      ({ column }) =>
        `In like and ilike * stands for any text, as % does; a star is {"${column}": {"match": "\\\\*"}}.`,
    );
}

/** What an answer shows in the place of a text, which no row has. */
function maskHints(comparisons: readonly Comparison[]): string[] {
  const isMask = ({ value }: Comparison) => /\[(?:masked|secret)\]|\*\*\*/.test(JSON.stringify(value) ?? '');
  return comparisons
    .filter(isMask)
    .map(
      ({ column }) =>
        `${column}: [masked], [secret] and *** stand for what is not shown; ask by another part or column.`,
    );
}

/** A text that is compared by its size: a number in quotes, or a word; times in ISO 8601 are compared as they should be. */
function sizeHints(comparisons: readonly Comparison[], typeOf: TypeOf): string[] {
  const isText = (column: string) => isTextType(typeOf(column) ?? (column.includes('->>') ? 'text' : ''));
  const compared = comparisons.filter(
    ({ operator, column, value }) => ofSizes.has(operator) && isText(column) && !/^\d{4}-\d\d/.test(String(value)),
  );
  const hints = compared.map(({ column, value }) => {
    const isNumber = column.includes('->>') && /^\s*-?\d+(?:\.\d+)?\s*$/.test(String(value));
    return isNumber
      ? `${column} ${comparedAsText(column)}.`
      : `${column} is compared as a text, letter by letter: "high" is less than "low", and "9" more than "100".`;
  });
  return [...new Set(hints)];
}

/** A column without time zone is compared with the time as it is written, one with it as the database's zone has that. */
function zoneHints(comparisons: readonly Comparison[], typeOf: TypeOf): string[] {
  return comparisons.flatMap(({ column, value }) => {
    const type = typeOf(column) ?? '';
    const values = [value].flat();
    const offset = values.map((each) => lostOffset(type, each)).find(Boolean);
    // Of a day alone, its midnight is told.
    const read = values.map((each) => /:/.test(String(each)) && withoutOffset(type, each)).find(Boolean);
    if (read) return [`${column}: ${read}.`];
    return offset === undefined ? [] : [`${column} has no time zone, so ${offset} is left out.`];
  });
}

/** A day that is compared with a time means its midnight. */
function dayHints(comparisons: readonly Comparison[], typeOf: TypeOf): string[] {
  const compared = comparisons.filter(({ column, operator }) => {
    return typeOf(column)?.startsWith('timestamp') && ['eq', 'neq', 'in', 'lte', 'gt'].includes(operator);
  });
  return compared.flatMap(({ column, operator, value }) => {
    const day = [value].flat().find((each) => /^\d{4}-\d\d-\d\d$/.test(String(each)));
    if (day === undefined) return [];
    const next = new Date(Date.parse(String(day)) + 86_400_000).toISOString().slice(0, 10);
    const whole = { lte: `up to its end is {"lt": "${next}"}`, gt: `after it is {"gte": "${next}"}` }[String(operator)];
    return [
      `${column} is a time, and ${day} its midnight; ${whole ?? `that whole day is {"gte": "${day}", "lt": "${next}"}`}.`,
    ];
  });
}
