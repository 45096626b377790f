import type { Query, Value } from '@bizmcp/soql';
import { checkPath } from './check-path.ts';
import { leavesOf } from './check-query.ts';
import { isAggregateItem } from './grouped-query.ts';
import type { ObjectDescription } from './object-description.ts';
import { foldedAdvice, isFolded } from './record-id.ts';
import type { RecordPage } from './record-page.ts';
import type { GatheredReads } from './salesforce.ts';

const mostChoices = 30;
const choiceTypes = new Set(['picklist', 'multipicklist']);
const idTypes = new Set(['id', 'reference']);

/** Whether a query found no record: what is made of all records is a row even where there is none. */
export function foundNothing({ groupBy, select }: Query, { records, total_size: total }: RecordPage): boolean {
  if (total === 0) return true;
  return groupBy.length === 0 && select.every(isAggregateItem) && Object.values(records[0] ?? {}).every((n) => n === 0);
}

/** Why a query may have found nothing: a choice that there is not, a part of a text without %. Undefined where neither is so. */
export async function emptyHint(
  api: GatheredReads,
  query: Query,
  object: ObjectDescription,
): Promise<string | undefined> {
  const hints = await Promise.all(leavesOf(query.where).map((leaf) => hintOf(api, leaf, object)));
  const told = [...new Set(hints.filter((hint) => hint !== undefined))];
  return told.length > 0 ? told.join(' ') : undefined;
}

type Leaf = ReturnType<typeof leavesOf>[number];

async function hintOf(api: GatheredReads, leaf: Leaf, object: ObjectDescription): Promise<string | undefined> {
  if (leaf.operand.kind !== 'field') return undefined;
  if (leaf.kind === 'like') {
    const isWhole = leaf.pattern.every(({ kind }) => kind === 'text');
    return isWhole ? "LIKE without % compares the whole text; for a part of it write '%part%'." : undefined;
  }
  const texts = wantedTexts(leaf);
  if (texts.includes('')) return 'No value is NULL, without quotes.';
  if (texts.length === 0) return undefined;
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

/** The texts that a field is wanted to have. */
function wantedTexts(leaf: Leaf): string[] {
  if (leaf.kind === 'comparison') return leaf.operator === '=' ? textsOf([leaf.value]) : [];
  return leaf.kind === 'membership' && /^IN/.test(leaf.operator) ? textsOf(leaf.values) : [];
}

function textsOf(values: readonly Value[]): string[] {
  return values.flatMap((value) => (value.kind === 'string' ? value.value.split(';') : []));
}
