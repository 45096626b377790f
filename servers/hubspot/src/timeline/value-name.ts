import type { Hubspot } from '../hubspot.ts';
import { readDefinitions } from '../portal/crm-property.ts';
import type { Pipeline } from '../portal/pipeline.ts';
import { stageProperties } from '../record/record-stage.ts';

/** What a value that is kept by its id is called; undefined where it is its own name, or that is not known. */
export type NameOfValue = (property: string, value: string) => string | undefined;

/** The names of stages and pipelines. */
export function stageNames(objectType: string, pipelines: readonly Pipeline[]): NameOfValue {
  const names = stageProperties(objectType);
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  return (property, value) => {
    const options = property === names.stage ? stages : property === names.pipeline ? pipelines : [];
    return options.find(({ id }) => id === value)?.label;
  };
}

/** The names of the outcomes of calls: https://developers.hubspot.com/docs/api-reference/crm-calls-v3/guide */
export async function readOutcomeNames(api: Hubspot): Promise<NameOfValue> {
  const definitions = await readDefinitions(api, 'calls').catch(() => undefined);
  const outcomes = definitions?.get('hs_call_disposition')?.options ?? [];
  return (property, value) =>
    property === 'hs_call_disposition' ? outcomes.find((outcome) => outcome.value === value)?.label : undefined;
}
