import { isAheadEverywhere, isPastEverywhere } from '@bizmcp/insights';
import { parseQuery } from '@bizmcp/soql';
import { fieldIs, readIfSeen } from '../record/read-fields.ts';
import type { Salesforce, Values } from '../salesforce.ts';
import { choicesOf, choiceTypes, chosenIn, listedChoices } from '../schema/choices.ts';
import type { FieldDescription, ObjectDescription } from '../schema/object-description.ts';

/** What a change brings that its own fields do not show, for the person who is asked; `values` are those given that differ. */
export async function remarksOn(
  api: Salesforce,
  object: ObjectDescription,
  values: Values,
  { after: given, present }: { after: Values; present?: Values | undefined },
): Promise<string[]> {
  const unlisted = object.fields.filter((field) => isUnlisted(field, values[field.name]));
  const told = unlisted.map(
    (field) => `${field.name} gets a value that is none of its choices (${listedChoices(field)})`,
  );
  const effect = effects[object.name];
  const after = { ...present, ...given };
  const chosen = effect && after[effect.field];
  if (effect === undefined || typeof chosen !== 'string') return told;
  if (![effect.field, ...(effect.beside ?? [])].some((field) => field in values)) return told;
  const query = parseQuery(`SELECT ${effect.reads} FROM ${effect.choices}`);
  const [row] = await readIfSeen(api, { ...query, where: fieldIs('ApiName', chosen) }, 1);
  return row ? [...told, ...effect.tell(row, { values, given, after })] : told;
}

/** The fields that a change is told with: on which it depends what it brings, and those that it resets. */
export function heededFields({ name }: ObjectDescription): string[] {
  const effect = effects[name];
  return effect ? [effect.field, ...(effect.beside ?? []), ...(effect.resets ?? [])] : [];
}

/** A choice with effects on other fields: they stand in a setting of the org. */
interface Effect {
  field: string;
  /** Other fields that it is told with. */
  beside?: readonly string[];
  /** What the choice overwrites: who undoes it has to set that too. */
  resets?: readonly string[];
  choices: string;
  reads: string;
  tell: (row: Values, change: Record<'values' | 'given' | 'after', Values>) => string[];
}

const effects: Readonly<Record<string, Effect>> = {
  Opportunity: {
    field: 'StageName',
    beside: ['CloseDate'],
    resets: ['Probability'],
    choices: 'OpportunityStage',
    reads: 'DefaultProbability, ForecastCategoryName, IsClosed',
    tell: (stage, { after, given, values }) => [
      ...('StageName' in values ? stageEffect(stage, given, after) : []),
      ...closeDateRemark(stage, after),
    ],
  },
  Lead: {
    field: 'Status',
    choices: 'LeadStatus',
    reads: 'IsConverted',
    tell: ({ IsConverted }) =>
      IsConverted === true ? ['this status converts nothing: a person converts a lead in Salesforce'] : [],
  },
};

function stageEffect(
  { DefaultProbability: percent, ForecastCategoryName: category }: Values,
  { Probability: given }: Values,
  { Probability: before }: Values,
): string[] {
  const from = typeof before === 'number' && before !== percent ? ` (now ${before})` : '';
  const told = [
    ...(given === undefined && typeof percent === 'number' ? [`Probability becomes ${percent}${from}`] : []),
    ...(typeof category === 'string' ? [`the forecast category becomes ${category}`] : []),
  ];
  return told.length > 0 ? [told.join(' and ')] : [];
}

/** A closed deal is counted on its close date, and an open one is awaited by it. */
function closeDateRemark({ IsClosed: isClosed }: Values, { CloseDate: day }: Values): string[] {
  const [date, now] = [String(day), Date.now()];
  if (isClosed === true && isAheadEverywhere(date, now)) return [`it is closed and CloseDate, ${day}, is still ahead`];
  return isClosed === false && isPastEverywhere(date, now) ? [`it stays open and CloseDate, ${day}, is past`] : [];
}

function isUnlisted(field: FieldDescription, value: unknown): boolean {
  if (field.restrictedPicklist || typeof value !== 'string' || !choiceTypes.has(field.type)) return false;
  const choices = choicesOf(field);
  return choices.length > 0 && chosenIn(field, value).some((choice) => !choices.includes(choice));
}
