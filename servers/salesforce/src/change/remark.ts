import { parseQuery } from '@bizmcp/soql';
import { fieldIs, readIfSeen } from '../record/read-fields.ts';
import type { Salesforce, Values } from '../salesforce.ts';
import type { FieldDescription, ObjectDescription } from '../schema/object-description.ts';

const mostChoices = 12;

/** What a change brings that its own fields do not show, for the person who is asked. */
export async function remarksOn(api: Salesforce, object: ObjectDescription, values: Values): Promise<string[]> {
  const unlisted = object.fields.filter((field) => isUnlisted(field, values[field.name]));
  const told = unlisted.map(
    (field) =>
      `${field.name} gets a value that is none of its choices (${choicesOf(field).slice(0, mostChoices).join(', ')})`,
  );
  const effect = effects[object.name];
  const chosen = effect && values[effect.field];
  if (effect === undefined || typeof chosen !== 'string') return told;
  const query = parseQuery(`SELECT ${effect.reads} FROM ${effect.choices}`);
  const [row] = await readIfSeen(api, { ...query, where: fieldIs('ApiName', chosen) }, 1);
  const remark = row && effect.tell(row, values);
  return remark === undefined ? told : [...told, remark];
}

/** A choice with effects on other fields: they stand in a setting of the org. */
interface Effect {
  field: string;
  choices: string;
  reads: string;
  tell: (row: Values, values: Values) => string | undefined;
}

const effects: Readonly<Record<string, Effect>> = {
  Opportunity: {
    field: 'StageName',
    choices: 'OpportunityStage',
    reads: 'DefaultProbability, ForecastCategoryName',
    tell: ({ DefaultProbability: percent, ForecastCategoryName: category }, { Probability: given }) => {
      const told = [
        ...(given === undefined && typeof percent === 'number' ? [`Probability becomes ${percent}`] : []),
        ...(typeof category === 'string' ? [`the forecast category becomes ${category}`] : []),
      ];
      return told.length > 0 ? told.join(' and ') : undefined;
    },
  },
  Lead: {
    field: 'Status',
    choices: 'LeadStatus',
    reads: 'IsConverted',
    tell: ({ IsConverted }) =>
      IsConverted === true ? 'this status converts nothing: a person converts a lead in Salesforce' : undefined,
  },
};

function isUnlisted(field: FieldDescription, value: unknown): boolean {
  const { restrictedPicklist, type } = field;
  if (restrictedPicklist || typeof value !== 'string' || !/^(?:multi)?picklist$/.test(type)) return false;
  const choices = choicesOf(field);
  return choices.length > 0 && value.split(';').some((choice) => !choices.includes(choice.trim()));
}

function choicesOf({ picklistValues }: FieldDescription): string[] {
  return picklistValues.filter(({ active }) => active).map(({ value }) => value);
}
