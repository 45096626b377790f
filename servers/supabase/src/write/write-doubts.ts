import { strangeWords } from '../filter/strange-words.ts';
import { readJson } from '../json-text.ts';
import { ifSeen } from '../row/if-seen.ts';
import type { WireRow } from '../row/row.ts';
import { keysOf } from '../row/row-key.ts';
import type { Column, Table } from '../schema/project-schema.ts';
import { rowsBefore, rowsText } from '../schema/value-check.ts';
import type { Supabase } from '../supabase.ts';
import { functionFor, lengthOf, storedLengths } from '../vector/vector-search.ts';
import { storedOtherwise } from './stored-otherwise.ts';
import { strangeReferences } from './strange-references.ts';

/** What is to be stored. */
interface Write {
  table: Table | undefined;
  rows: readonly WireRow[];
  /** Whether columns that are left out get their default. */
  isNew: boolean;
  /** Columns that an upsert goes by, where they are named. */
  conflict?: readonly string[];
}

const nobodySignedIn = 'nobody is signed in, and row level security rarely lets the role anon write';
const isOfAnyLength = /^(?:\w+\.)?(?:vector|halfvec)$|^(?:real|double precision)\[\]$/;
const mostValues = 50;
/** Types whose defaults PostgREST tells whatever they are: of others a number or a truth value alone. */
const toldDefaults = /^(?!.*range)(?:text|character|citext|uuid|date|time)[\w ()]*$/;

/** What may make a write fail or mean something else, though no reading tells it for certain: a person is to know it before a yes. */
export async function writeDoubts(api: Supabase, write: Write) {
  const { table, rows } = write;
  const doubts = [
    ...(api.role === 'anon' ? [nobodySignedIn] : []),
    ...missingValues(write),
    ...unsureKey(write),
    ...ambiguousDays(write),
    ...(await strangeReferences(api, table, rows)),
    ...(await strangeWords(api, table, wordsOf(write))),
  ];
  const breaks = await strangeVectors(api, write);
  const texts = textsOfJson(write);
  const otherwise = storedOtherwise(table, write.rows);
  return {
    ...(doubts.length > 0 && { 'may fail': doubts.join('; ') }),
    ...(breaks.length > 0 && { 'breaks searches': breaks.join('; ') }),
    ...(otherwise.length > 0 && { 'stored otherwise': otherwise.join('; ') }),
    ...(texts.length > 0 && { 'stored as a text': `${texts.join(', ')}: given without quotes it is stored as JSON` }),
  };
}

/** A trigger may put in what is missing: https://www.postgresql.org/docs/current/sql-createtrigger.html (before constraints are checked). */
function missingValues({ table, rows, isNew }: Write): string[] {
  const required = (table?.columns ?? []).filter(({ isRequired, isPrimaryKey }) => isRequired && !isPrimaryKey);
  return required.flatMap((column) => {
    const { name } = column;
    const isMissing = (row: WireRow) => (Object.hasOwn(row, name) ? row[name] === null : isNew && hasNoDefault(column));
    const at = [...rows.keys()].filter((index) => isMissing(rows[index] ?? {}));
    const where = rows.length > 1 ? rowsText(at) : '';
    return at.length > 0
      ? [`${name}${where} must have a value (not null), and has none unless a trigger puts one in`]
      : [];
  });
}

/** A project tells its primary keys alone, and the database takes no others than columns with a unique constraint on exactly them. */
function unsureKey({ table, conflict = [] }: Write): string[] {
  const keys = keysOf(table);
  const isPrimary = conflict.length === keys.length && conflict.every((column) => keys.includes(column));
  return conflict.length === 0 || isPrimary
    ? []
    : [`where no unique constraint is on exactly ${conflict.join(', ')}, which the project does not tell`];
}

/** Which of day and month comes first is a setting, DateStyle: https://www.postgresql.org/docs/current/datatype-datetime.html */
function ambiguousDays({ table, rows }: Write): string[] {
  const columns = (table?.columns ?? []).filter(({ type }) => /^(?:date|timestamp)/.test(type));
  return columns.flatMap(({ name }) => {
    const day = valuesOf(rows, name).find((value) => /^\s*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b/.test(value));
    if (day === undefined) return [];
    const where = rowsBefore(rows, (row) => row[name] === day);
    return [`${where}${name} ${day} is read with the month first as a rule; write the year first`];
  });
}

/** A text that holds JSON is stored as it is given, and nothing finds its way into it. */
function textsOfJson({ table, rows }: Write): string[] {
  const columns = (table?.columns ?? []).filter(({ type }) => /^jsonb?$/.test(type));
  const isJson = (value: unknown) => typeof value === 'string' && typeof readJson(value) === 'object';
  return columns.filter(({ name }) => rows.some((row) => isJson(row[name]))).map(({ name }) => name);
}

function hasNoDefault({ type, options, default: fallback }: Column): boolean {
  return fallback === undefined && (options !== undefined || toldDefaults.test(type));
}

function wordsOf({ table, rows }: Write) {
  return (table?.columns ?? []).flatMap(({ name: column }) =>
    valuesOf(rows, column)
      .slice(0, 3)
      .map((word) => ({ column, word, rows: rowsBefore(rows, (row) => String(row[column]) === word) })),
  );
}

/** Vectors of several lengths can be stored where the type tells none, and no search gets past one. */
async function strangeVectors(api: Supabase, { table, rows }: Write): Promise<string[]> {
  const functions = (await api.describe())?.functions;
  const columns = (table?.columns ?? []).filter(({ name, type }) => {
    const search = table && functionFor({ table: table.name, vector_column: name });
    return isOfAnyLength.test(type) && search !== undefined && functions?.has(search);
  });
  const doubts = await Promise.all(
    columns.map(async ({ name }) => {
      const given = rows.flatMap((row) => lengthOf(row[name]) ?? []);
      if (!table || given.length === 0) return [];
      const stored = await ifSeen(storedLengths(api, { table: table.name, vector_column: name }));
      const lengths = [...new Set([...(stored ?? []), ...given])];
      return lengths.length > 1
        ? [
            `all searches of ${table.name} by ${name} would fail, as its vectors would have ${lengths.join(' or ')} numbers`,
          ]
        : [];
    }),
  );
  return doubts.flat();
}

function valuesOf(rows: readonly WireRow[], column: string): string[] {
  const values = rows.map((row) => row[column]);
  const given = values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String);
  return [...new Set(given)].slice(0, mostValues);
}
