import * as z from 'zod';
import type { Hubspot } from './hubspot.ts';
import { readAnswer } from './read-answer.ts';

const WireStage = z.object({
  id: z.string(),
  label: z.string(),
  displayOrder: z.number().default(0),
  archived: z.boolean().optional(),
  metadata: z.record(z.string(), z.unknown()).default({}),
});

const WirePipelines = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      displayOrder: z.number().default(0),
      archived: z.boolean().optional(),
      stages: z.array(WireStage),
    }),
  ),
});

const Stage = z.object({
  id: z.string().describe('Value for dealstage or hs_pipeline_stage'),
  label: z.string().describe('Name in HubSpot'),
  probability: z.string().optional().describe('Of winning, 0.0 to 1.0, for deals'),
  closed: z.boolean().optional().describe('True: a record in it is closed'),
});

/** A pipeline as a model sees it. */
export const Pipeline = z.object({
  id: z.string().describe('Value for pipeline or hs_pipeline'),
  label: z.string().describe('Name in HubSpot'),
  stages: z.array(Stage).describe('In order'),
});

/** The pipelines of an object type in HubSpot's order, stages too. */
export async function readPipelines(api: Hubspot, objectType: string): Promise<z.input<typeof Pipeline>[]> {
  const pipelines = await api.pipelines();
  const { results } = await readAnswer(WirePipelines, pipelines.getAll(objectType));
  return inOrder(results).map(({ id, label, stages }) => ({ id, label, stages: inOrder(stages).map(toStage) }));
}

function inOrder<Item extends { displayOrder: number; archived?: boolean | undefined }>(items: Item[]): Item[] {
  return items.filter((item) => !item.archived).toSorted((one, other) => one.displayOrder - other.displayOrder);
}

/** https://developers.hubspot.com/docs/api-reference/crm-pipelines-v3/guide: `isClosed` and `probability` for deals, `ticketState` for tickets. */
function toStage({ id, label, metadata }: z.output<typeof WireStage>): z.input<typeof Stage> {
  const isClosed = String(metadata.isClosed) === 'true' || metadata.ticketState === 'CLOSED';
  return {
    id,
    label,
    ...(metadata.probability !== undefined && { probability: String(metadata.probability) }),
    ...(isClosed && { closed: true }),
  };
}
