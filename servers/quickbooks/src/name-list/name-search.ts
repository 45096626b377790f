import { Cursor } from '@bizmcp/core';
import { isPartOfName, unmarkedParts } from '@bizmcp/insights';
import * as z from 'zod';
import { Limit, NamePart } from '../identifier.ts';
import { type Page, pageOf, readPage } from '../page.ts';
import { type Condition, inactiveToo, type Query, selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { nameOf, WireParty } from './party.ts';

/** Which rows of a list of names a tool wants. */
export const NameSearch = z.object({
  query: NamePart.max(200).optional().describe('Part of the name'),
  include_inactive: z.boolean().default(false).describe('Inactive too'),
  limit: Limit,
  cursor: Cursor,
});

/** Items whose SKU has the text. */
export function selectBySku({ query = '', include_inactive: all }: z.output<typeof NameSearch>): Query {
  const where = [['Sku', 'LIKE', { contains: query }] as const, all ? inactiveToo : undefined];
  return selectFrom('Item', { where, orderBy: ['Name', 'ASC'] });
}

/** A customer is found by the names of those above it too, each of which has a balance of its own. */
const wholeNames = { Customer: 'FullyQualifiedName', Vendor: 'DisplayName', Item: 'Name' } as const;

/** Those whose name has the text, or whose email address where it is of one, by name. */
export function selectByName(entity: keyof typeof wholeNames, search: z.output<typeof NameSearch>): Query {
  const isAddress = entity !== 'Item' && /^\S*@\S+$/.test(search.query ?? '');
  return selectFrom(entity, {
    where: [
      search.query === undefined
        ? undefined
        : [isAddress ? 'PrimaryEmailAddr' : wholeNames[entity], 'LIKE', { contains: search.query }],
      search.include_inactive ? inactiveToo : undefined,
    ],
    orderBy: [entity === 'Item' ? 'Name' : 'DisplayName', 'ASC'],
  });
}

/**
 * One page of customers or vendors. Where nobody has the text as it is written, a second request asks for the letters of it that are
 * written alike everywhere, as QuickBooks tells accents apart: 'Mobel' finds 'Möbelwerk'.
 */
export async function readParties(
  api: QuickBooks,
  entity: 'Customer' | 'Vendor',
  search: z.output<typeof NameSearch>,
): Promise<Page<WireParty>> {
  const page = await readPage(api, selectByName(entity, search), WireParty, search);
  const { query: part = '', include_inactive: all } = search;
  const words = unmarkedParts(part).map(
    (parts): Condition => [wholeNames[entity], 'LIKE', { contains: parts.join('%') }],
  );
  if (page.rows.length > 0 || words.length === 0) return page;
  const near = selectFrom(entity, {
    where: [...words, all ? inactiveToo : undefined],
    orderBy: ['DisplayName', 'ASC'],
  });
  const found = await api.query(near, WireParty);
  return pageOf(
    found.filter((party) => isPartOfName(part, nameOf(party))),
    search,
  );
}
