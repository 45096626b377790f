const units = ['WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'] as const;

/** The relative dates without a number: https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-dateformats.html */
const plain: ReadonlySet<string> = new Set([
  'YESTERDAY',
  'TODAY',
  'TOMORROW',
  'LAST_90_DAYS',
  'NEXT_90_DAYS',
  ...units.flatMap((unit) => [`LAST_${unit}`, `THIS_${unit}`, `NEXT_${unit}`]),
]);

/** Those that are followed by a colon and a number (same page). */
const counted: ReadonlySet<string> = new Set(
  ['DAY', ...units].flatMap((unit) => [`LAST_N_${unit}S`, `NEXT_N_${unit}S`, `N_${unit}S_AGO`]),
);

/** What a word is as a relative date: one that stands alone, one that needs a number, or none. */
export const relativeDateKind = (word: string): 'plain' | 'counted' | 'none' => {
  const name = word.toUpperCase();
  if (plain.has(name)) return 'plain';
  return counted.has(name) ? 'counted' : 'none';
};
