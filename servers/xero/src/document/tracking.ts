import * as z from 'zod';
import type { Books } from '../books.ts';

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

interface NamedOption {
  /** As a line of a document has it. */
  text: string;
  categoryId: string;
  optionId: string;
}

/** The option that `Category: option` names, also where it is the only one that differs in nothing but capitals and spaces. */
export function findOption(categories: readonly TrackingCategory[], wanted: string): NamedOption | undefined {
  const options = optionsOf(categories);
  const [alike, ...others] = options.filter(({ text }) => plain(text) === plain(wanted));
  return options.find(({ text }) => text === wanted) ?? (others.length === 0 ? alike : undefined);
}

const mostNamed = 10;

/** What can be chosen from, in words. */
export function nameOptions(categories: readonly TrackingCategory[]): string {
  const texts = optionsOf(categories).map(({ text }) => text);
  const more = texts.length > mostNamed ? ' and others, in list_tracking_categories' : '';
  return `${texts.slice(0, mostNamed).join(', ') || 'none'}${more}`;
}

function optionsOf(categories: readonly TrackingCategory[]): NamedOption[] {
  return categories.flatMap(({ category_id: categoryId, name, options }) =>
    options.map((option) => ({ text: `${name}: ${option.name}`, categoryId, optionId: option.option_id })),
  );
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, '');
}

function isInUse({ status }: { status?: string | null | undefined }): boolean {
  return (status ?? 'ACTIVE') === 'ACTIVE';
}
