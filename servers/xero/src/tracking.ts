import * as z from 'zod';
import type { Books } from './books.ts';

const Status = z.string().nullish();
const WireCategories = z.object({
  trackingCategories: z.array(
    z.object({
      trackingCategoryID: z.string(),
      name: z.string(),
      status: Status,
      options: z.array(z.object({ trackingOptionID: z.string(), name: z.string(), status: Status })).nullish(),
    }),
  ),
});

const Option = z.object({
  option_id: z.string().describe('Identifier'),
  name: z.string().describe('For option of a line'),
});

/** A tracking category as a model sees it. */
export const TrackingCategory = z.object({
  category_id: z.string().describe('Identifier'),
  name: z.string().describe('For category of a line'),
  options: z.array(Option).describe('Options in use'),
});

export type TrackingCategory = z.output<typeof TrackingCategory>;

/** The tracking categories in use (at most two), each with its options in use. */
export function readTracking(books: Books): Promise<TrackingCategory[]> {
  return books.remember('tracking', async () => {
    const { trackingCategories } = await books.read(WireCategories, (accounting, tenant) =>
      accounting.getTrackingCategories(tenant),
    );
    return trackingCategories.filter(isInUse).map(({ trackingCategoryID, name, options }) => ({
      category_id: trackingCategoryID,
      name,
      options: (options ?? []).filter(isInUse).map((option) => ({
        option_id: option.trackingOptionID,
        name: option.name,
      })),
    }));
  });
}

function isInUse({ status }: { status?: string | null | undefined }): boolean {
  return (status ?? 'ACTIVE') === 'ACTIVE';
}
