import type { Query, Value } from '@bizmcp/soql';
import { foldedAdvice, isFolded } from '../record/record-id.ts';
import type { GatheredReads } from '../salesforce.ts';
import type { ObjectDescription } from '../schema/object-description.ts';
import { checkPath } from './check-path.ts';
import { leavesOf } from './check-query.ts';
import { currencyHint } from './currency-hint.ts';
import { isAggregateItem } from './grouped-query.ts';
import type { RecordPage } from './record-page.ts';

const mostChoices = 30;
const mostGroupsHint = 'These are as many groups as Salesforce gives, and there may be more: narrow the conditions.';
const choiceTypes = new Set(['picklist', 'multipicklist']);
const idTypes = new Set(['id', 'reference']);

/** Whether a query found no record: what is made of all records is a row even where there is none. */
function foundNothing({ groupBy, select }: Query, { records, total_size: total }: RecordPage): boolean {
  if (total === 0) return true;
  return groupBy.length === 0 && select.every(isAggregateItem) && Object.values(records[0] ?? {}).every((n) => n === 0);
}

/**
 * What to know of a page: where it ends early, why the query may find other than was meant: a choice that there is not and, where it
 * found nothing, a part of a text without %. Undefined where there is nothing.
 */
export async function noteOnPage(
  api: GatheredReads,
  query: Query,
  object: ObjectDescription,
  page: RecordPage,
): Promise<string | undefined> {
  const leaves = leavesOf(query.where);
  const choices = await Promise.all(leaves.map((leaf) => choiceHint(api, leaf, object)));
  const texts = foundNothing(query, page) ? leaves.map(textHint) : [];
  const currency = page.total_size > 0 ? currencyHint(query, object) : undefined;
  const cut = query.limit === page.total_size ? mostGroupsHint : undefined;
  const told = [...new Set([page.note, cut, ...texts, ...choices, currency].filter((hint) => hint !== undefined))];
  return told.length > 0 ? told.join(' ') : undefined;
}

type Leaf = ReturnType<typeof leavesOf>[number];

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

async function choiceHint(api: GatheredReads, leaf: Leaf, object: ObjectDescription): Promise<string | undefined> {
  const texts = comparedTexts(leaf).filter((text) => text !== '');
  if (leaf.operand.kind !== 'field' || texts.length === 0) return undefined;
  const found = await checkPath(api, leaf.operand.path, { object, alias: undefined, argument: 'conditions' });
  const field = found?.field;
  if (field && idTypes.has(field.type) && texts.some(isFolded)) return foldedAdvice;
  if (!field || !choiceTypes.has(field.type) || field.picklistValues.length === 0) return undefined;
  const known = new Set(field.picklistValues.map(({ value }) => value.toLowerCase()));
  if (texts.every((text) => known.has(text.toLowerCase()))) return undefined;
  const choices = field.picklistValues.filter(({ active }) => active).map(({ value }) => value);
  const more = choices.length > mostChoices ? ', ...' : '';
  return `${field.name} has other choices: ${choices.slice(0, mostChoices).join(', ')}${more}.`;
}

/** The texts that a field is compared with, wanted or not. */
function comparedTexts(leaf: Leaf): string[] {
  if (leaf.kind === 'comparison') return /^!?=$/.test(leaf.operator) ? textsOf([leaf.value]) : [];
  return leaf.kind === 'membership' ? textsOf(leaf.values) : [];
}

function textsOf(values: readonly Value[]): string[] {
  return values.flatMap((value) => (value.kind === 'string' ? value.value.split(';') : []));
}
