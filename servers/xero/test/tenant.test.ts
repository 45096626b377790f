import type { WireRequest } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { connection, createXeroWire, otherTenantId, tenantId } from './fake-xero.ts';

const two = { 'GET /connections': () => [connection(tenantId, 'One'), connection(otherTenantId, 'Two')] };

test('the only organisation is used without being named, and a practice is none', async () => {
  const xero = createXeroWire({
    'GET /connections': () => [connection(otherTenantId, 'A practice', 'PRACTICE'), connection(tenantId, 'One')],
  });

  await xero.call('list_tracking_categories', {});

  expect(xero.requests.at(-1)?.headers.get('xero-tenant-id')).toBe(tenantId);
});

test('with several organisations nothing is guessed, and the error lists them', async () => {
  const xero = createXeroWire(two);

  const error = await xero.fail('list_tracking_categories', {});

  expect(error.code).toBe('invalid_input');
  expect(error.message).toContain(`“Two” (${otherTenantId})`);
  expect(xero.requests.map(({ path }) => path)).toEqual(['/connect/token', '/connections']);
});

test('tenant_id chooses the organisation, in capitals too, and another one is refused', async () => {
  const xero = createXeroWire(two);

  await xero.call('list_tracking_categories', { tenant_id: otherTenantId.toUpperCase() });
  const error = await xero.fail('list_tracking_categories', { tenant_id: '99999999-9999-4999-8999-999999999999' });

  expect(xero.requests.at(-1)?.headers.get('xero-tenant-id')).toBe(otherTenantId);
  expect(error.code).toBe('not_found');
});

test('XERO_TENANT_ID keeps every other organisation out', async () => {
  const xero = createXeroWire(two, {
    XERO_CLIENT_ID: 'client-1',
    XERO_CLIENT_SECRET: 'secret-1',
    XERO_TENANT_ID: tenantId,
  });

  const { organisations } = await xero.call('list_organisations', {});
  const error = await xero.fail('list_tracking_categories', { tenant_id: otherTenantId });

  expect(organisations.map(({ tenant_id }: { tenant_id: string }) => tenant_id)).toEqual([tenantId]);
  expect(error.code).toBe('not_found');
  expect(error.message).not.toContain('Two');
});

test.each([
  ['none is connected', {}, 'Connect one in Xero'],
  ['the one that XERO_TENANT_ID names is not', { XERO_TENANT_ID: otherTenantId }, 'XERO_TENANT_ID names'],
])('where %s, the error says how to mend it', async (_what, pin, advice) => {
  const practice = connection(otherTenantId, 'A practice', 'PRACTICE');
  const xero = createXeroWire(
    { 'GET /connections': () => [practice] },
    { XERO_CLIENT_ID: 'client-1', XERO_CLIENT_SECRET: 'secret-1', ...pin },
  );

  expect(await xero.fail('list_tracking_categories', {})).toMatchObject({
    code: 'not_configured',
    message: expect.stringContaining(advice),
  });
});

test('one organisation that Xero does not open hides no other', async () => {
  const refused = Response.json(
    { Title: 'Forbidden', Status: 403, Detail: 'AuthenticationUnsuccessful' },
    { status: 403 },
  );
  const organisation = { Organisations: [{ Name: 'One', BaseCurrency: 'NZD' }] };
  const open = (isOpen: (id: string | null) => boolean) =>
    createXeroWire({
      ...two,
      'GET /Organisation': ({ headers }: WireRequest) =>
        isOpen(headers.get('xero-tenant-id')) ? organisation : refused.clone(),
    });

  const { organisations, refused: names } = await open((id) => id === tenantId).call('list_organisations', {});
  const error = await open(() => false).fail('list_organisations', {});

  expect(organisations.map(({ name }: { name: string }) => name)).toEqual(['One']);
  expect(names).toBe('Two');
  expect(error.code).toBe('forbidden');
});

test('an organisation is told with its currencies, its locked period and what was read of it', async () => {
  const { organisations } = await createXeroWire().call('list_organisations', {});

  expect(organisations[0]).toMatchObject({
    tenant_id: tenantId,
    base_currency: 'GBP',
    currencies: ['GBP', 'EUR'],
    financial_year_end: '03-31',
    locked_until: '2024-12-31',
  });
  expect(organisations[0].bytes_read).toBeGreaterThan(100);
});
