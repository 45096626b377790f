import { createRandom, type Random } from '@bizmcp/testkit/simulator';
import type { QueryPair } from './query-pairs.ts';
import { sqlText } from './sql-oracle.ts';

/** A field that questions are asked about, with values that some records have. */
interface AskedField {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'flag' | 'day';
  readonly samples: readonly string[];
}

interface AskedObject {
  readonly name: string;
  readonly fields: readonly AskedField[];
}

const text = (name: string, ...samples: readonly string[]): AskedField => ({ name, kind: 'text', samples });
const number = (name: string, ...samples: readonly string[]): AskedField => ({ name, kind: 'number', samples });
const flag = (name: string): AskedField => ({ name, kind: 'flag', samples: [] });
const day = (name: string, ...samples: readonly string[]): AskedField => ({ name, kind: 'day', samples });

const objects: readonly AskedObject[] = [
  {
    name: 'Account',
    fields: [
      text('Name', 'alder analytics', 'Beacon', 'Zenith Works', 'M'),
      text('BillingCity', 'Boston', 'LYON', 'Berlin', 'Nowhere'),
      text('Website', 'https://amberanalytics.example', 'h'),
      number('NumberOfEmployees', '50', '500', '1e3', '0'),
      number('AnnualRevenue', '1000000', '25000000.5', '-1'),
    ],
  },
  {
    name: 'Contact',
    fields: [
      text('LastName', "O'Brien", 'chen', 'Sato', 'k'),
      text('Title', 'CTO', 'Analyst', 'intern'),
      text('MailingCountry', 'Germany', 'usa', 'France'),
      text('Phone', '+1 555 030001', '+'),
      flag('HasOptedOutOfEmail'),
      flag('DoNotCall'),
      day('Birthdate', '1980-06-01', '1999-12-31'),
    ],
  },
  {
    name: 'Lead',
    fields: [
      text('Company', 'Silver Labs', 'north', 'Q'),
      text('City', 'Singapore', 'London', 'sydney'),
      text('Title', 'VP of Engineering', 'IT Manager', 'Nobody'),
      number('NumberOfEmployees', '10', '120', '2500'),
      number('AnnualRevenue', '500000', '9000000'),
      flag('IsConverted'),
      day('ConvertedDate', '2025-09-15', '2026-05-01'),
      day('LastActivityDate', '2026-01-01', '2026-10-31'),
    ],
  },
  {
    name: 'Opportunity',
    fields: [
      text('Name', 'Cedar', 'granite biotech - controllers 984', 'W'),
      text('NextStep', 'Send the proposal', 'call'),
      number('Amount', '10000', '120000', '99900.00'),
      number('Probability', '0', '60', '100'),
      number('FiscalYear', '2025', '2026'),
      flag('IsWon'),
      flag('IsClosed'),
      day('CloseDate', '2025-12-31', '2026-06-15', '2026-11-21'),
    ],
  },
  {
    name: 'Task',
    fields: [
      text('Subject', 'Call', 'email', 'e'),
      number('CallDurationInSeconds', '60', '600', '1400'),
      flag('IsHighPriority'),
      flag('IsClosed'),
      day('ActivityDate', '2025-07-01', '2026-08-08'),
    ],
  },
];

/** A condition in both languages. */
interface Phrase {
  readonly soql: string;
  readonly sql: string;
}

const quote = (value: string): string => `'${value.replaceAll("'", "\\'")}'`;

const choose = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[random.integer(0, items.length - 1)];
  if (item === undefined) throw new RangeError('There is nothing to choose from');
  return item;
};

const literals = ({ kind }: AskedField, sample: string): Phrase => {
  if (kind === 'text') return { soql: quote(sample), sql: `${sqlText(sample)} COLLATE NOCASE` };
  return { soql: sample, sql: kind === 'day' ? sqlText(sample) : sample };
};

const compare = (random: Random, field: AskedField): Phrase => {
  const { soql, sql } = literals(field, choose(random, field.samples));
  const operator = choose(random, ['=', '!=', '<>', '<', '<=', '>', '>=']);
  const isUnequal = operator === '!=' || operator === '<>';
  return {
    soql: `${field.name} ${operator} ${soql}`,
    sql: isUnequal ? `(${field.name} IS NULL OR ${field.name} <> ${sql})` : `${field.name} ${operator} ${sql}`,
  };
};

const among = (random: Random, field: AskedField): Phrase => {
  const chosen = field.samples.map((sample) => literals(field, sample));
  const isIn = random.chance(0.5);
  const any = chosen.map(({ sql }) => `coalesce(${field.name} = ${sql}, 0)`).join(' OR ');
  return {
    soql: `${field.name} ${isIn ? 'IN' : 'NOT IN'} (${chosen.map(({ soql }) => soql).join(', ')})`,
    sql: isIn ? `(${any})` : `NOT (${any})`,
  };
};

const like = (random: Random, { name, samples }: AskedField): Phrase => {
  const sample = choose(random, samples);
  const pattern = choose(random, [`${sample}%`, `%${sample}`, `%${sample}%`, `_${sample.slice(1)}%`]);
  return { soql: `${name} LIKE ${quote(pattern)}`, sql: `${name} LIKE ${sqlText(pattern)}` };
};

const missing = (random: Random, { name }: AskedField): Phrase =>
  random.chance(0.5)
    ? { soql: `${name} = NULL`, sql: `${name} IS NULL` }
    : { soql: `${name} != null`, sql: `${name} IS NOT NULL` };

const makeLeaf = (random: Random, fields: readonly AskedField[]): Phrase => {
  const field = choose(random, fields);
  if (field.kind === 'flag') {
    const isTrue = random.chance(0.5);
    return { soql: `${field.name} = ${isTrue ? 'TRUE' : 'false'}`, sql: `${field.name} = ${Number(isTrue)}` };
  }
  const makers = [compare, compare, among, missing, ...(field.kind === 'text' ? [like] : [])];
  const { soql, sql } = choose(random, makers)(random, field);
  // SOQL knows no third value beside true and false.
  return { soql, sql: `coalesce(${sql}, 0)` };
};

const makeCondition = (random: Random, fields: readonly AskedField[], depth: number): Phrase => {
  if (depth === 0 || random.chance(0.3)) return makeLeaf(random, fields);
  if (random.chance(0.2)) {
    const { soql, sql } = makeCondition(random, fields, depth - 1);
    return { soql: `(NOT (${soql}))`, sql: `(NOT (${sql}))` };
  }
  const joiner = random.chance(0.5) ? ' AND ' : ' OR ';
  const parts = Array.from({ length: random.integer(2, 3) }, () => makeCondition(random, fields, depth - 1));
  const join = (language: keyof Phrase): string => `(${parts.map((part) => part[language]).join(joiner)})`;
  return { soql: join('soql'), sql: join('sql') };
};

const makeOrder = (random: Random, field: AskedField): Phrase => {
  const isDescending = random.chance(0.5);
  const nulls = choose(random, ['', ' NULLS FIRST', ' NULLS LAST']);
  const direction = isDescending ? ' DESC' : choose(random, ['', ' ASC']);
  const collation = field.kind === 'text' ? ' COLLATE NOCASE' : '';
  return {
    soql: `${field.name}${direction}${nulls}`,
    sql: `${field.name}${collation}${direction}${nulls === '' ? ' NULLS FIRST' : nulls}`,
  };
};

const makeRows = (random: Random, { fields, name }: AskedObject): QueryPair => {
  const where = makeCondition(random, fields, 3);
  const isOrdered = random.chance(0.6);
  const order = makeOrder(random, choose(random, fields));
  const selected = ['Id', ...fields.filter(() => random.chance(0.4)).map((field) => field.name)].join(', ');
  const limit = random.chance(0.6) ? ` LIMIT ${random.integer(0, 40)}` : '';
  const offset = limit !== '' && random.chance(0.5) ? ` OFFSET ${random.integer(0, 30)}` : '';
  const tail = (language: keyof Phrase): string =>
    isOrdered ? ` ORDER BY ${order[language]}, Id${limit}${offset}` : '';
  return {
    soql: `SELECT ${selected} FROM ${name} WHERE ${where.soql}${tail('soql')}`,
    sql: `SELECT ${selected} FROM ${name} WHERE ${where.sql}${tail('sql')}`,
    isOrdered,
  };
};

const makeGroups = (random: Random, { fields, name }: AskedObject): QueryPair => {
  const groupable = fields.filter(
    ({ kind, name: field }) => kind !== 'number' && field !== 'Name' && field !== 'Company',
  );
  const grouped = choose(random, groupable);
  const counted = choose(random, fields);
  const measured = choose(random, fields.filter(({ kind }) => kind === 'number').concat(fields.slice(0, 1)));
  const isNumber = measured.kind === 'number';
  const measure = choose(random, isNumber ? ['SUM', 'AVG', 'MIN', 'MAX'] : ['MIN', 'MAX', 'COUNT']);
  const where = makeCondition(random, fields, 2);
  const least = random.integer(0, 12);
  const columns = `${grouped.name}, COUNT(Id), COUNT(${counted.name}), ${measure}(${measured.name})`;
  const tail = `GROUP BY ${grouped.name} HAVING COUNT(Id) > ${least}`;
  return {
    soql: `SELECT ${columns} FROM ${name} WHERE ${where.soql} ${tail}`,
    sql: `SELECT ${columns} FROM ${name} WHERE ${where.sql} ${tail}`,
    isOrdered: false,
  };
};

/** Makes questions in both languages at once, so that neither is made of the other. */
export const generatePairs = (seed: number, count: number): QueryPair[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_item, index) => {
    const object = choose(random, objects);
    return index % 4 === 0 ? makeGroups(random, object) : makeRows(random, object);
  });
};
