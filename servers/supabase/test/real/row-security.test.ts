import assert from 'node:assert/strict';
import { test } from 'vitest';
import * as z from 'zod';
import type { Row } from '../../simulator/schema/json-value.ts';
import { projectTables } from '../../simulator/schema/project-schema.ts';
import { rowsOf } from '../../simulator/schema/project-state.ts';
import { tenants } from '../../simulator/seed/people.ts';
import { usePair } from './compare.ts';
import type { RestCase } from './rest-case.ts';

const pair = usePair();
const [own, other] = [tenants[0]?.id ?? '', tenants[1]?.id ?? ''];
const represented = { prefer: 'return=representation' };

/** The ways in which a member of one tenant reaches for a row of the other. */
const attemptsOn = (table: string, key: string, row: Row): readonly RestCase[] => {
  const byKey = `${table}?id=eq.${row.id}`;
  const at = `${table} ${row.id}`;
  const copy = { ...row, id: undefined, [key]: other };
  return [
    { title: `read ${at}`, path: byKey },
    { title: `read ${at} by its tenant`, path: `${table}?${key}=eq.${other}` },
    { title: `read ${at} in a tree`, path: `${table}?or=(id.eq.${row.id},and(id.eq.${row.id},${key}.not.is.null))` },
    { title: `read ${at} by what it is not`, path: `${table}?${key}=neq.${own}` },
    { title: `read ${at} as one object`, path: byKey, headers: { accept: 'application/vnd.pgrst.object+json' } },
    { title: `change ${at}`, method: 'PATCH', path: byKey, headers: represented, body: { created_at: '2020-01-01' } },
    { title: `take ${at}`, method: 'PATCH', path: byKey, headers: represented, body: { [key]: own } },
    { title: `delete ${at}`, method: 'DELETE', path: byKey, headers: represented },
    { title: `copy ${at}`, method: 'POST', path: table, headers: represented, body: copy },
    {
      title: `merge ${at}`,
      method: 'POST',
      path: table,
      headers: { prefer: 'resolution=merge-duplicates,return=representation' },
      body: row,
    },
  ];
};

const embedded: readonly RestCase[] = [
  `organizations?select=id,user_profiles(id,organization_id)&id=eq.${other}`,
  `organizations?select=id,support_tickets(organization_id)&support_tickets.organization_id=eq.${other}&id=eq.${other}`,
  `user_profiles?select=email,organizations!inner(name)&organizations.id=eq.${other}`,
  `support_tickets?select=id,organizations!inner(name)&organizations.name=eq.Quayside Labs`,
  `rpc/match_documents`,
].map((path) => ({ title: path, path }));

const Rows = z.array(z.record(z.string(), z.unknown()));

/** The rows of an answer that are the other tenant's and not published. */
const leaked = (body: unknown): readonly unknown[] => {
  const rows = Rows.safeParse(Array.isArray(body) ? body : [body]).data ?? [];
  return rows.filter(
    (row) => (row.organization_id === other || row.id === other) && row.is_public !== true && row.code === undefined,
  );
};

test('more than 200 attempts across tenants reach no row, here or in PostgreSQL, and change none', async (context) => {
  const { actual, simulated, simulator } = pair(context);
  const before = simulator.digest();
  const attempts = projectTables.flatMap((table) => {
    const key = table.name === 'organizations' ? 'id' : 'organization_id';
    const foreign = rowsOf(simulator.state, table.name).filter((row) => row[key] === other && row.is_public !== true);
    return foreign.slice(0, 4).flatMap((row) => attemptsOn(table.name, key, row));
  });

  for (const request of [...attempts, ...embedded]) {
    const [mine, theirs] = [await simulated(request), await actual(request)];
    assert.deepEqual(leaked(mine.body), [], request.title);
    assert.deepEqual(leaked(theirs.body), [], request.title);
    assert.equal(mine.status, theirs.status, request.title);
  }

  assert.ok(attempts.length + embedded.length >= 200, `${attempts.length} attempts`);
  assert.equal(simulator.digest(), before);
  for (const { name } of projectTables) {
    const all = { title: name, path: `${name}?order=id`, as: 'service' } as const;
    assert.deepEqual((await simulated(all)).body, (await actual(all)).body, name);
  }
});
