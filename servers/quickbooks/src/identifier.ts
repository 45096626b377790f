import * as z from 'zod';

/** An identifier of QuickBooks, as a tool takes it. The pattern is left out of what a model reads. */
export const QuickBooksId = z.string().refine((value) => /^\d{1,20}$/.test(value), {
  message: 'is no id of QuickBooks (digits); take it from a search or list tool',
});

/** A day as a tool takes it; the pattern of a calendar is left out of what a model reads. */
export const Day = z
  .string()
  .refine((value) => z.iso.date().safeParse(value).success, { message: 'is no day; give YYYY-MM-DD' })
  .meta({ format: 'date' });

/** A place in a list, as a tool takes it. */
export const Cursor = z.string().max(100).optional().describe('From next_cursor');

/** What follows a page, as a tool gives it. */
export const NextCursor = z.string().optional().describe('Set when there are more');

/** How many to give at once, as a tool takes it. */
export const Limit = z.int().min(1).max(100).default(25).describe('Per page');
