/** What people write by habit, and how it is written here. Nothing of the text itself is in it. */
type Habit = readonly [form: RegExp, advice: string];

const literal = '(?:today|yesterday|tomorrow|true|false|null|(?:last|next|this|n)_\\w+|[a-z]{3}\\d[\\d.]*)\\b';

/** What is compared by order with a name that stands for no value, or with the field of a parent. */
const comparedFields: Habit = [
  new RegExp(`[=<>]\\s*[a-z_]\\w*\\.\\w|[<>]=?\\s*(?!${literal})[a-z_]`, 'i'),
  'A field is compared with a value alone; read both fields and compare them.',
];

/** https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-date-functions.html */
const datePart: Habit = [
  /\b(?:year|quarter|month|week|day|hour|date(?:_?part|_?trunc)?|extract)\s*\(/i,
  'Parts of days are CALENDAR_YEAR(CloseDate), CALENDAR_QUARTER, CALENDAR_MONTH, WEEK_IN_YEAR, DAY_IN_MONTH, HOUR_IN_DAY.',
];

const habits: Readonly<Record<'fields' | 'conditions' | 'order_by', readonly Habit[]>> = {
  fields: [
    datePart,
    [/^\s*\*\s*$/, 'Name the fields; get_record without fields has all of one record.'],
    [/\(\s*\*\s*\)/, 'Rows are counted by COUNT(Id).'],
    [/\)\s+as\b/i, 'Another name stands without AS: COUNT(Id) total.'],
    [/\bdistinct\b/i, 'Distinct values are groups: the field beside COUNT(Id).'],
    [/^[^(]*,\s*\w/, 'Each field is an entry of its own in the list.'],
    [/\w\s*[-+*/]\s*\w/, 'SOQL reckons with no fields: ask for both, and reckon with what comes.'],
  ],
  conditions: [
    datePart,
    [/^\s*where\b/i, 'Leave WHERE out.'],
    [/==/, 'Equal is a single =.'],
    // Of a text with a quote in it, its first part and its rest are left.
    [/''(?:\w|'')/, "A quote within a text is written \\': Name = 'O\\'Brien'."],
    [
      /\d{4}-\d\d-\d\d(?: \d|T(?!\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)))/i,
      'A time has seconds and a zone: 2026-11-21T09:30:00Z or 2026-11-21T09:30:00+01:00.',
    ],
    [/["‘’“”]/, "Text stands in straight single quotes: Name = 'Acme'."],
    [/\bis\s+(?:not\s+)?null\b/i, 'No value is Email = NULL, any value Email != NULL.'],
    [/\bnot\s+i?like\b/i, "Write (NOT Name LIKE '%part%')."],
    [
      /\b(?:contains|ilike|starts_?with|ends_?with)\b/i,
      "A part of a text is found by Name LIKE '%part%', in any case.",
    ],
    [/\b(?:lower|upper|trim)\s*\(/i, 'Texts are compared in any case; leave the function out.'],
    [/\bbetween\b/i, 'A range is Amount >= 1 AND Amount <= 9.'],
    [/\[/, "A list stands in parentheses: IN ('a', 'b')."],
    [
      /\bgroup\s+by\b/i,
      'Fields beside COUNT(Id) and its like are what it is grouped by; COUNT(Id) > 1 may be a condition.',
    ],
    [/\bhaving\b/i, 'Conditions on COUNT(Id) and its like stand beside the others: IsWon = TRUE AND COUNT(Id) > 1.'],
    [/\border\s+by\b/i, 'The order goes into order_by.'],
    [
      /\b(?:for\s+(?:view|reference|update)|with\s+(?:security_enforced|user_mode)|all\s+rows)\b/i,
      'Conditions alone stand here; deleted records are those with IsDeleted = TRUE.',
    ],
    [/\boffset\b/i, 'Further pages come by next_cursor, without OFFSET.'],
    [/\blimit\b/i, 'The number of records goes into limit.'],
    [
      /\b(?:today|now)\b\s*(?:\(\s*\))?\s*[-+]|\b(?:last|next|this|past)[ _](?:\d+[ _])?(?:day|week|month|quarter|year)/i,
      'Days are TODAY, LAST_WEEK, THIS_QUARTER, LAST_N_DAYS:30, NEXT_N_DAYS:7.',
    ],
    comparedFields,
    [/\d,\d{3}|\d\s*%/, 'Numbers stand bare: 100000.'],
  ],
  order_by: [
    datePart,
    [/^\s*order\s+by\b/i, 'Leave ORDER BY out.'],
    [/^\s*[-+]|\b(?:de|a)scending\b/i, 'The largest first is Amount DESC.'],
  ],
};

/** How to write what somebody wrote by habit; undefined where nothing is known of it. */
export function habitAdvice(argument: keyof typeof habits, text: string): string | undefined {
  const bare = text.replace(/'(?:\\.|[^'\\])*'?/g, "''");
  return habits[argument].find(([form]) => form.test(bare))?.[1];
}
