import { orNothing, readRows } from '@bizmcp/core';
import type { Hubspot } from '../hubspot.ts';
import { singularName } from '../portal/object-type.ts';
import { type Change, namedLine } from '../record/record-change.ts';
import { asksFor } from './trigger.ts';
import { readTriggers, readWorkflows, type TriggeredWorkflow } from './workflow.ts';

/** Pages of a hundred workflows that are looked through at most. */
const mostPages = 10;

/** Undefined for a key that may not see workflows: it is not asked again for a minute. */
function readActive(api: Hubspot, objectType: string): Promise<TriggeredWorkflow[] | undefined> {
  return api.remember(`workflows of ${objectType}`, () => orNothing(readAllActive(api, objectType), 'forbidden'));
}

/** The workflows that are turned on and enrol records of a type, with what their triggers ask for. */
async function readAllActive(api: Hubspot, objectType: string): Promise<TriggeredWorkflow[]> {
  const pages = await readRows(mostPages, async (cursor) => {
    const { workflows, after } = await readWorkflows(api, { after: cursor, limit: 100 });
    const wanted = workflows.filter(({ enabled, object_type }) => enabled && object_type === objectType);
    return { rows: [await readTriggers(api, wanted)], next: after };
  });
  return pages.flat();
}

/** A line for each workflow that these new values may start by themselves; none where workflows can't be read, as the write needs none of them. */
export async function readStartLines(
  api: Hubspot,
  objectType: string,
  values: Readonly<Record<string, string>>,
): Promise<Change[]> {
  const active = await readActive(api, await singularName(api, objectType)).catch(() => undefined);
  return (active ?? []).flatMap(({ id, name, conditions }) => {
    const met = conditions.find((each) => asksFor(each, values[each.property]));
    return met ? [namedLine(`workflow ${id}`, name || id, `may start: its trigger asks for this ${met.property}`)] : [];
  });
}
