import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { readAnswer } from '../read-answer.ts';

const WireStage = z.object({
  id: z.string(),
  label: z.string(),
  displayOrder: z.number().nullish(),
  archived: z.boolean().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});

const WirePipelines = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      displayOrder: z.number().nullish(),
      archived: z.boolean().nullish(),
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

export type Pipeline = z.input<typeof Pipeline>;

/** The pipelines of an object type in HubSpot's order, stages too. */
export async function readPipelines(api: Hubspot, objectType: string): Promise<Pipeline[]> {
  const pipelines = await api.pipelines();
  const { results } = await readAnswer(WirePipelines, pipelines.getAll(objectType));
  return inOrder(results).map(({ id, label, stages }) => ({ id, label, stages: inOrder(stages).map(toStage) }));
}

interface Ordered {
  displayOrder?: number | null | undefined;
  archived?: boolean | null | undefined;
}

function inOrder<Item extends Ordered>(items: Item[]): Item[] {
  const placeOf = ({ displayOrder }: Item) => displayOrder ?? 0;
  return items.filter((item) => !item.archived).toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** https://developers.hubspot.com/docs/api-reference/crm-pipelines-v3/guide: `isClosed` and `probability` for deals, `ticketState` for tickets. */
function toStage({ id, label, metadata }: z.output<typeof WireStage>): z.input<typeof Stage> {
  const { isClosed, ticketState, probability } = metadata ?? {};
  return {
    id,
    label,
    ...((probability ?? null) !== null && { probability: String(probability) }),
    ...((String(isClosed) === 'true' || ticketState === 'CLOSED') && { closed: true }),
  };
}
