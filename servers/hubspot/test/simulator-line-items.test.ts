import { expect, test } from 'vitest';
import { openPortal } from './portal-client.ts';

test('a line item inherits from its product, and its net price follows unit price and quantity', async () => {
  const { get, send } = openPortal();
  const [product] = (await get('/crm/v3/objects/products?limit=1&properties=name,price,hs_sku')).body.results;
  const path = '/crm/v3/objects/line_items';
  const { name, price, hs_sku } = product.properties;

  const made = await send('POST', path, { properties: { hs_product_id: product.id, quantity: '3' } });
  const cheap = await send('POST', path, { properties: { hs_product_id: product.id, quantity: '2', price: '0.1' } });
  const more = await send('PATCH', `${path}/${made.body.id}`, { properties: { quantity: '4' } });

  expect(made.body.properties).toMatchObject({ name, price, hs_sku, amount: String(Number(price) * 3) });
  expect(cheap.body.properties).toMatchObject({ name, price: '0.1', amount: '0.2' });
  expect(more.body.properties.amount).toBe(String(Number(price) * 4));
});
