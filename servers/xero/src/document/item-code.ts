import * as z from 'zod';
import type { Books } from '../books.ts';

const WireItems = z.object({ items: z.array(z.object({ code: z.string() })) });

/** The codes of the inventory. */
export function readItemCodes(books: Books): Promise<Set<string>> {
  return books.remember('items', async () => {
    const { items } = await books.read(WireItems, (accounting, tenant) => accounting.getItems(tenant));
    return new Set(items.map(({ code }) => code));
  });
}
