import { expect } from 'vitest';
import { openPortal } from './portal-client.ts';

/** A record, as far as searches look at it. */
export type Row = { id: string; properties: Record<string, string | null> };

/** The portal that all searches of a file are tried on. */
export const portal = openPortal();

/** All records of a type, read through the list and not through the search. */
export const readAll = async (type: string, properties: string): Promise<Row[]> => {
  const rows: Row[] = [];
  let after = '';
  do {
    const page = await portal.get(`/crm/v3/objects/${type}?limit=100&properties=${properties}${after}`);
    rows.push(...page.body.results);
    after = page.body.paging === undefined ? '' : `&after=${page.body.paging.next.after}`;
  } while (after !== '');
  return rows;
};

/** The ids that a search finds, through all its pages. */
export const searchAll = async (type: string, body: Record<string, unknown>): Promise<string[]> => {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await portal.send('POST', `/crm/v3/objects/${type}/search`, {
      limit: 200,
      ...body,
      ...(after === undefined ? {} : { after }),
    });
    expect(page.status).toBe(200);
    ids.push(...page.body.results.map((row: Row) => row.id));
    after = page.body.paging?.next.after;
  } while (after !== undefined);
  return ids;
};

/** A search by one filter. */
export const one = (filter: Record<string, unknown>) => ({ filterGroups: [{ filters: [filter] }] });
