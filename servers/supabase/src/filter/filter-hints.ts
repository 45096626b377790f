import { type Table, typesOf } from '../schema/project-schema.ts';
import { lostOffset } from '../schema/value-type.ts';
import { embeddedTables, embeddedWay } from '../select/select-list.ts';
import { type Comparison, type Condition, comparisonsOf } from './filter.ts';

interface Asked {
  conditions: readonly Condition[];
  select: string;
  table: Table | undefined;
}

/** What a reader of an answer has to know of its filters, where they do less than they seem to. */
export function filterHints({ conditions, select, table }: Asked, found: number): string[] {
  const comparisons = comparisonsOf(conditions);
  const isWhole = comparisons.some(
    ({ operator, value }) => (operator === 'like' || operator === 'ilike') && !/[%*_]/.test(String(value)),
  );
  return [
    ...outerHints(comparisons, select),
    ...ownHints(select, table),
    ...unlikeHints(comparisons, table),
    ...dayHints(comparisons, table),
    ...zoneHints(comparisons, table),
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
    return `Filters on ${names.join('.')} choose its embedded rows alone; to drop rows without one write ${inner} in select.`;
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

/** In SQL what has no value is unlike nothing. */
function unlikeHints(comparisons: readonly Comparison[], table: Table | undefined): string[] {
  const nullable = new Set(table?.columns.filter(({ isRequired }) => !isRequired).map(({ name }) => name));
  const unlike = comparisons.filter(
    ({ column, isNegated, operator, value }) =>
      nullable.has(column) &&
      value !== null &&
      (isNegated ? !['neq', 'is', 'isdistinct'].includes(operator) : operator === 'neq'),
  );
  const columns = [...new Set(unlike.map(({ column }) => column))];
  return columns.map(
    (column) => `Rows without ${column} are left out; {"${column}": null} beside it in or keeps them.`,
  );
}

/** A column without time zone is compared with the time as it is written. */
function zoneHints(comparisons: readonly Comparison[], table: Table | undefined): string[] {
  const typeOf = typesOf(table);
  return comparisons.flatMap(({ column, value }) => {
    const offset = [value]
      .flat()
      .map((each) => lostOffset(typeOf(column) ?? '', each))
      .find(Boolean);
    return offset === undefined ? [] : [`${column} has no time zone, so ${offset} is left out.`];
  });
}

/** A day that is compared with a time means its midnight. */
function dayHints(comparisons: readonly Comparison[], table: Table | undefined): string[] {
  const typeOf = typesOf(table);
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
