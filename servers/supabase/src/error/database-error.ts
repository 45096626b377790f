import type { Explanation } from '@bizmcp/core';
import { constraintStates } from './constraint-error.ts';
import { fieldsOf, invalid, namesIn, type Reader, type Words } from './error-words.ts';

const unfitValue = invalid('a value does not fit its column; describe_tables has the types');

/** By SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const states: Record<string, Reader> = {
  ...constraintStates,
  '42501': ({ message }) => ({ message: deniedSentence(message), code: 'forbidden' }),
  '22P02': unreadValue,
  '22000': ({ message }) =>
    /vector dimensions/.test(message)
      ? invalid(
          'stored vectors have another length than query_vector, or several lengths; see them with query_table',
          'other_lengths',
        )
      : unfitValue,
  '22001': () => invalid('a text is longer than its column takes'),
  '22003': () => invalid('a number is out of the range of its column'),
  '22007': () => invalid('a date or time is not written as such; give ISO 8601', 'other_time'),
  '22008': () => invalid('there is no such date or time; give ISO 8601', 'other_time'),
  '2201B': () => invalid('match takes a regular expression, and this is none'),
  '42703': ({ message, hint }) => unknownColumn(message, hint),
  '42P01': ({ message }) => ({
    message: `no table ${namesIn(message)[0] ?? 'of that name'}; see describe_tables`,
    code: 'not_found',
  }),
  '42601': ({ message }) =>
    invalid(
      /tsquery/.test(message)
        ? 'fts takes words joined by & or |; for words as people type them use wfts'
        : 'the database cannot read a part of the request',
    ),
  '42883': () => invalid('no such function or operator for these types; describe_tables has the types'),
  '42704': ({ message }) =>
    invalid(
      /text search configuration/.test(message)
        ? 'the database has no text search of this config; english and simple are in all'
        : `the database knows no ${namesIn(message)[0] ?? 'such type'}`,
    ),
  '42804': () => invalid('a value has another type than its column'),
  '428C9': ({ message }) =>
    invalid(`${namesIn(message)[0] ?? 'a column'} is set by the database and cannot be written`),
  '42P10': () => invalid('on_conflict names no unique key of the table'),
  '21000': ({ message }) => invalid(tooManyRows(message)),
  '22023': ({ message }) => wrongArgument(message),
  '42P17': ({ message }) => ({
    message: `a policy of ${namesIn(message).at(-1) ?? 'the table'} refers to itself; the project's owner has to mend it`,
    code: 'forbidden',
  }),
  '57014': () => ({
    message: 'the statement took longer than the database allows; narrow the filters, or count: planned',
    code: 'timeout',
  }),
  P0002: (words) => ({ ...raised(words), code: 'not_found' }),
  '44000': ({ message }) => invalid(`${namesIn(message)[0] ?? 'the view'} takes no rows that it would not show itself`),
  '25006': () => invalid('the function writes, which it may not in a read'),
};

/** What is said of the states of a class that have no sentence of their own. */
const classes: Record<string, Reader> = {
  '08': () => ({ message: 'the connection to the database was lost', code: 'unavailable' }),
  '0A': () => invalid('the database cannot do that with this table or view'),
  '0L': () => ({ message: 'these credentials may not grant that', code: 'forbidden' }),
  '0P': () => ({ message: 'these credentials may not take that role', code: 'forbidden' }),
  '22': () => unfitValue,
  '23': ({ message }) => invalid(`the constraint ${namesIn(message).at(-1) ?? ''} does not hold for these values`),
  '28': () => ({ message: 'the database does not let these credentials in', code: 'unauthenticated' }),
  '40': () => ({ message: 'another change came in between; read the rows again, then repeat it', code: 'conflict' }),
  '42': () => invalid('a name or type in the request is not known to the database; see describe_tables'),
  '53': () => ({ message: 'the database has no room or no connections left', code: 'unavailable' }),
  '54': () => ({ message: 'the statement is too complex; name fewer filters or columns', code: 'too_large' }),
  '55': () => ({ message: 'it is locked by somebody else, or not in a state for this', code: 'conflict' }),
  '57': () => ({ message: 'the database is shutting down or starting', code: 'unavailable' }),
  '58': () => ({ message: 'the database failed inside' }),
  F0: () => ({ message: 'the database failed inside' }),
  HV: () => ({ message: 'what stands behind a foreign table failed', code: 'unavailable' }),
  P0: (words) => raised(words),
  // The status stands in the state: the function's author chose it.
  PT: (words) => ({ ...raised(words), code: undefined }),
  XX: () => ({ message: 'the database failed inside' }),
};

/** States that tell nothing of whether the transaction was carried out: a connection that was lost, a completion that is not known. */
const doubtful = /^(?:08|40003)/;

/** Says what a state of PostgreSQL means, with the names of columns, tables and constraints. An error undoes its whole transaction. */
export function explainState(state: string, words: Words): Explanation {
  const reader = states[state] ?? classes[state.slice(0, 2)];
  const explanation = unwritableView(words) ?? reader?.(words) ?? invalid(`the database refused it (state ${state})`);
  return { ...explanation, isUndone: !doubtful.test(state) };
}

/** What rows cannot be written through is told under several states. */
function unwritableView({ message }: Words): Explanation | undefined {
  if (!/^cannot (?:insert into|update|delete from|change) .*\bview "/.test(message)) return undefined;
  const [first = 'it', view] = namesIn(message);
  const told =
    view === undefined
      ? `rows cannot be written through ${first}, a view; write to the table that it reads`
      : `${first} of ${view} is not written, for the view makes it of others; leave it out`;
  return invalid(told);
}

/** What a function or trigger of the project says on purpose; its author wrote it, and values of rows may stand in it. */
export function raised({ message, hint }: Words): Explanation {
  const said = `${message}${hint && ` (${hint})`}`.replaceAll('"', "'").slice(0, 300);
  return invalid(`a function or trigger of the database stopped it, and nothing was changed; in its words: "${said}"`);
}

function unreadValue({ message, details, hint }: Words): Explanation {
  if (/with matching dimensions/.test(details) || /array element/.test(hint))
    return invalid(`${namesIn(hint)[0] ?? 'a list'} has lists in it that are not all of one length and depth`);
  const type = /for (?:input value for )?(?:type|enum) ([\w ]{1,60})/.exec(message)?.[1]?.trim();
  const literal = /^malformed (\w+) literal/.exec(message)?.[1] ?? '';
  if (literal === 'array') return invalid('a list is written as one: ["...", "..."]');
  if (/range$/.test(literal)) return invalid('a range is written as a text, such as "[1,5)"');
  if (type === 'json') return invalid('a text to compare JSON with stands in quotes of its own: "\\"open\\""');
  const problem = `a value is not of the type${type ? ` ${type}` : ''} of its column; describe_tables has the types`;
  return invalid(problem, 'other_type');
}

function wrongArgument(message: string): Explanation {
  if (/^role .* does not exist$/.test(message))
    return { message: 'the access token names a role that the database does not have', code: 'unauthenticated' };
  return invalid(
    message.startsWith('time zone')
      ? 'a time names a zone that the database does not know; give ISO 8601'
      : 'an argument has a value that the function does not take',
  );
}

function tooManyRows(message: string): string {
  if (message.endsWith('requires a WHERE clause')) return 'the project lets nobody change a whole table; name filters';
  if (message.startsWith('ON CONFLICT')) return 'two rows of data have the same key';
  return 'a function or view of the project gives several rows where one is needed';
}

function deniedSentence(message: string): string {
  const [table] = namesIn(message).slice(-1);
  if (/\(USING expression\)/.test(message))
    return `row level security of ${table ?? 'the table'} does not let these credentials change a row that has this key already; take another key`;
  if (/row-level security/.test(message))
    return `row level security of ${table ?? 'the table'} does not let these credentials write such a row; check whose it would be`;
  const denied = /permission denied for (?:table|view|relation|function|schema|sequence) ([\w.]{1,126})/.exec(
    message,
  )?.[1];
  const isTable = /permission denied for (?:table|view|relation)/.test(message);
  const columns = isTable ? ' or only on some columns: name those alone in select, filters and data' : '';
  return `the role of these credentials has no right on ${denied ?? table ?? 'this'}${columns}; act as another user, or ask an administrator for a grant`;
}

function unknownColumn(message: string, hint: string): Explanation {
  const column = withoutNumber(/column "?([\w.]{1,126})"? (?:of|does)/.exec(message)?.[1]);
  const near = withoutNumber(namesIn(hint)[0]);
  const help = near ? `there is ${near}` : 'see describe_tables';
  return {
    ...invalid(`no column ${column ?? 'of that name'}; ${help}`),
    ...fieldsOf(column, `no such column; ${help}`),
  };
}

/** PostgREST numbers the tables that it embeds: organizations_1.name. */
function withoutNumber(column: string | undefined): string | undefined {
  return column?.replace(/_\d+\./, '.');
}
