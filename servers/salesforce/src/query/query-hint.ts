import type { Query, Value } from '@bizmcp/soql';
import { foldedAdvice, isFolded } from '../record/record-id.ts';
import type { GatheredReads } from '../salesforce.ts';
import { choiceTypes, listedChoices } from '../schema/choices.ts';
import { isLink } from '../schema/field-class.ts';
import type { FieldDescription, ObjectDescription } from '../schema/object-description.ts';
import { absentParentHint } from './absent-parent-hint.ts';
import { archivedHint } from './archived-hint.ts';
import { checkPath, type FoundField } from './check-path.ts';
import { type Leaf, leavesOf } from './check-query.ts';
import { childrenHints } from './children-hint.ts';
import { comparedHint, currencyHint } from './currency-hint.ts';
import { emptyValueHint } from './empty-value-hint.ts';
import { foreignIdHint } from './foreign-id-hint.ts';
import { isAggregateItem } from './grouped-query.ts';
import { nullHint } from './null-hint.ts';
import type { RecordPage } from './record-page.ts';
import { relativeDateHint } from './relative-date-hint.ts';

const countHint = 'COUNT() alone gives no records: total_size is the count.';
const mostGroupsHint = 'These are as many groups as Salesforce gives, and there may be more: narrow the conditions.';

/** Whether a query found no record: what is made of all records is a row even where there is none. */
function foundNothing({ groupBy, select }: Query, { records, total_size: total }: RecordPage): boolean {
  if (total === 0) return true;
  return (
    groupBy.length === 0 &&
    select.every(isAggregateItem) &&
    Object.values(records[0] ?? {}).every((n) => n === 0 || n === null)
  );
}

/**
 * What to know of a page: where it ends early, why the query may find other than was meant: a choice that there is not, records without
 * a value and, where it found nothing, a part of a text without %. Undefined where there is nothing.
 */
export async function noteOnPage(
  api: GatheredReads,
  query: Query,
  object: ObjectDescription,
  page: RecordPage,
): Promise<string | undefined> {
  const leaves = leavesOf(query.where);
  const places = await Promise.all(leaves.map((leaf) => fieldOf(api, leaf, object)));
  const fields = places.map((found) => found?.field);
  const ofLeaves = leaves.flatMap((leaf, index) => [
    choiceHint(leaf, fields[index]),
    query.where && emptyValueHint(leaf, fields[index], query.where),
    query.where && absentParentHint(leaf, fields[index], object, query.where),
    relativeDateHint(leaf),
    comparedHint(leaf, places[index], query.where),
  ]);
  const isNothing = foundNothing(query, page);
  const foreign = isNothing ? leaves.map((leaf, index) => foreignIdHint(api, leaf, places[index])) : [];
  const texts = isNothing ? leaves.map(textHint) : [];
  const found =
    page.total_size > 0
      ? [await currencyHint(api, query, object), nullHint(query, object), ...childrenHints(query, object, page)]
      : [];
  const cut = query.limit === page.total_size ? mostGroupsHint : undefined;
  const count = page.total_size > 0 && page.records.length === 0 ? countHint : undefined;
  const told = [
    page.note,
    cut,
    count,
    archivedHint(query),
    ...(await Promise.all(foreign)),
    ...texts,
    ...ofLeaves,
    ...found,
  ];
  const hints = new Set(told.filter((hint) => hint !== undefined));
  return hints.size > 0 ? [...hints].join(' ') : undefined;
}

/** What a text may have been meant by that is wanted whole. */
function textHint(leaf: Leaf): string | undefined {
  if (leaf.operand.kind !== 'field') return undefined;
  if (leaf.kind === 'like') {
    const isWhole = leaf.pattern.every(({ kind }) => kind === 'text');
    return isWhole ? "LIKE without % compares the whole text; for a part of it write '%part%'." : undefined;
  }
  const isWanted =
    leaf.kind === 'comparison' ? leaf.operator === '=' : leaf.kind === 'membership' && /^IN/.test(leaf.operator);
  return isWanted && comparedTexts(leaf).includes('') ? 'No value is NULL, without quotes.' : undefined;
}

/** The field that a condition is on; undefined where that is a function, or cannot be told. */
async function fieldOf(
  api: GatheredReads,
  { operand }: Leaf,
  object: ObjectDescription,
): Promise<FoundField | undefined> {
  if (operand.kind !== 'field') return undefined;
  return checkPath(api, operand.path, { object, alias: undefined, argument: 'conditions' });
}

function choiceHint(leaf: Leaf, field: FieldDescription | undefined): string | undefined {
  const texts = comparedTexts(leaf).filter((text) => text !== '');
  if (!field || texts.length === 0) return undefined;
  if (isLink(field) && texts.some(isFolded)) return foldedAdvice;
  if (!choiceTypes.has(field.type)) return undefined;
  const known = new Set(field.picklistValues.map(({ value }) => value.toLowerCase()));
  if (known.size === 0 || texts.every((text) => known.has(text.toLowerCase()))) return severalHint(leaf, field);
  return `${field.name} has other choices: ${listedChoices(field)}.`;
}

/** https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-querying-multiselect-picklists.html */
function severalHint(leaf: Leaf, { name, type }: FieldDescription): string | undefined {
  if (type !== 'multipicklist' || !('operator' in leaf) || leaf.operator.endsWith('CLUDES')) return undefined;
  return `${name} ${leaf.operator} compares all choices of a record at once: INCLUDES ('A') and EXCLUDES ('A') look for one among them.`;
}

/** The texts that a field is compared with, wanted or not. */
function comparedTexts(leaf: Leaf): string[] {
  if (leaf.kind === 'comparison') return /^!?=$/.test(leaf.operator) ? textsOf([leaf.value]) : [];
  return leaf.kind === 'membership' ? textsOf(leaf.values) : [];
}

function textsOf(values: readonly Value[]): string[] {
  return values.flatMap((value) => (value.kind === 'string' ? value.value.split(';') : []));
}
