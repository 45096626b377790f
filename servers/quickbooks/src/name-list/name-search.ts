import { Cursor } from '@bizmcp/core';
import * as z from 'zod';
import { Limit, NamePart } from '../identifier.ts';
import { inactiveToo, type Query, selectFrom } from '../query.ts';

/** Which rows of a list of names a tool wants. */
export const NameSearch = z.object({
  query: NamePart.max(200).optional().describe('Part of the name'),
  include_inactive: z.boolean().default(false).describe('Inactive too'),
  limit: Limit,
  cursor: Cursor,
});

/** Items whose SKU has the text. */
export function selectBySku({ query = '', include_inactive: all, limit }: z.output<typeof NameSearch>): Query {
  const where = [['Sku', 'LIKE', { contains: query }] as const, all ? inactiveToo : undefined];
  return selectFrom('Item', { where, orderBy: ['Name', 'ASC'], limit });
}

/** Those whose name has the text, or whose email address where it is of one, by name. */
export function selectByName(entity: 'Customer' | 'Vendor' | 'Item', search: z.output<typeof NameSearch>): Query {
  const name = entity === 'Item' ? 'Name' : 'DisplayName';
  const isAddress = entity !== 'Item' && /^\S*@\S+$/.test(search.query ?? '');
  return selectFrom(entity, {
    where: [
      search.query === undefined
        ? undefined
        : [isAddress ? 'PrimaryEmailAddr' : name, 'LIKE', { contains: search.query }],
      search.include_inactive ? inactiveToo : undefined,
    ],
    orderBy: [name, 'ASC'],
  });
}
