import { ambiguousNumber } from '@bizmcp/core';
import { optionProblem } from '../field-problem.ts';
import type { Hubspot } from '../hubspot.ts';
import type { CrmDefinition } from '../portal/crm-property.ts';
import { readOwners } from '../portal/owner.ts';
import { readPipelines } from '../portal/pipeline.ts';
import { stageProperties } from '../record/record-stage.ts';
import { shortName } from '../short-name.ts';
import type { SearchFilter } from './search-filter.ts';

/** All that a property can hold, and the tool that lists it. */
interface Choices {
  known: readonly { value: string; labels: readonly string[] }[];
  tool: string;
}

const flags: Choices = {
  known: [
    { value: 'true', labels: ['yes', '1'] },
    { value: 'false', labels: ['no', '0'] },
  ],
  tool: 'list_properties',
};

const mostOwners = 500;

/** A value that a property cannot have, and whether it is told what was meant by it. */
interface UnknownValue {
  sentence: string;
  isCertain: boolean;
}

/** Values that a search compares with and that their property does not have: HubSpot passes over them without a word. */
export async function readUnknownValues(
  api: Hubspot,
  objectType: string,
  compared: readonly SearchFilter[],
  definitions: ReadonlyMap<string, CrmDefinition> | undefined,
): Promise<UnknownValue[]> {
  const byProperty = Map.groupBy(compared, ({ property }) => property);
  const unknown = await Promise.all(
    [...byProperty].map(async ([property, filters]) => {
      const definition = definitions?.get(property);
      const values = filters.flatMap(({ value = [], values: several = [], high_value: high = [] }) =>
        [value, several, high].flat(),
      );
      if (definition?.type === 'date' || definition?.type === 'datetime')
        return values.filter(isShortNumber).map((value) => shortTime(property, value));
      if (definition?.type === 'number') return values.flatMap((value) => unclearNumber(property, value));
      // Case matters of enumerations alone: https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm
      const small = values.map((value) => value.toLowerCase());
      if (definition?.type === 'bool') return unknownOption(property, small, flags);
      const choices = await readChoices(api, objectType, property, definition).catch(() => undefined);
      return choices ? unknownOption(property, values, choices) : [];
    }),
  );
  return unknown.flat();
}

/** Undefined where a property takes anything, or more than can be read. */
async function readChoices(
  api: Hubspot,
  objectType: string,
  property: string,
  definition: CrmDefinition | undefined,
): Promise<Choices | undefined> {
  if (property === 'hubspot_owner_id') return readOwnerChoices(api);
  const names = stageProperties(objectType);
  if (property === names.stage || property === names.pipeline) {
    const pipelines = await readPipelines(api, objectType);
    const items = property === names.stage ? pipelines.flatMap(({ stages }) => stages) : pipelines;
    return { known: items.map(({ id, label }) => ({ value: id, labels: [label] })), tool: 'list_pipelines' };
  }
  if (definition?.type !== 'enumeration' || definition.externalOptions) return undefined;
  const known = definition.options.map(({ label, value }) => ({ value, labels: [label] }));
  return { known, tool: 'list_properties' };
}

async function readOwnerChoices(api: Hubspot): Promise<Choices | undefined> {
  const { owners, after } = await readOwners(api, { limit: mostOwners });
  if (after !== undefined) return undefined;
  const known = owners.map(({ email = '', id, name = '' }) => ({ value: id, labels: [name, email] }));
  return { known, tool: 'list_owners' };
}

/** Whether a value is a number that is too small for a time of our days in milliseconds: a year, a day or seconds. */
export function isShortNumber(value = ''): boolean {
  return /^\d{1,10}$/.test(value);
}

function shortTime(property: string, value: string): UnknownValue {
  const sentence = `${property} ${value} is read as milliseconds since 1970, where a day is written 2026-01-31`;
  return { sentence, isCertain: true };
}

function unclearNumber(property: string, value: string): UnknownValue[] {
  const problem = ambiguousNumber(value);
  return problem === undefined ? [] : [{ sentence: `${property} ${shortName(value)}: ${problem}`, isCertain: true }];
}

function unknownOption(property: string, values: readonly string[], { known, tool }: Choices): UnknownValue[] {
  const unknown = values
    .flatMap((value) => value.split(';'))
    .filter((value) => !known.some((each) => each.value === value));
  if (known.length === 0 || unknown.length === 0) return [];
  const wanted = unknown.map((value) => value.toLowerCase());
  const meant = known.filter(({ labels, value }) =>
    [value, ...labels].some((text) => wanted.includes(text.toLowerCase())),
  );
  const options = (meant.length > 0 ? meant : known).map(({ value }) => value);
  const shown = [...new Set(unknown)].slice(0, 5).map(shortName).join(', ');
  const sentence = `${property} has no value ${shown} (${optionProblem(options)}; ${tool} has them)`;
  return [{ sentence, isCertain: meant.length > 0 }];
}
