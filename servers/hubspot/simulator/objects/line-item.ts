import { type HubspotState, recordsOf } from '../hubspot-state.ts';
import { type ObjectType, requireObjectType } from './object-type.ts';

type Values = ReadonlyMap<string, string>;

const inherited = ['name', 'price', 'hs_sku'];

/**
 * A new line item inherits from its product what it is not given: https://developers.hubspot.com/docs/api-reference/crm-products-v3/guide
 * Its net price is made of unit price and quantity: https://knowledge.hubspot.com/properties/hubspots-default-line-item-properties
 */
export const withLineItemValues = (state: HubspotState, type: ObjectType, given: Values, present?: Values): Values => {
  if (type.plural !== 'line_items') return given;
  const values = new Map([...(present ? [] : valuesOfProduct(state, given)), ...given]);
  const isPriced = values.has('price') || values.has('quantity');
  const [price, quantity] = ['price', 'quantity'].map((name) => values.get(name) ?? present?.get(name));
  if (isPriced && !values.has('amount') && price && quantity)
    values.set('amount', String(Math.round(Number(price) * Number(quantity) * 100) / 100));
  return values;
};

const valuesOfProduct = (state: HubspotState, given: Values): [string, string][] => {
  const product = recordsOf(state, requireObjectType('products')).get(given.get('hs_product_id') ?? '');
  return [...(product?.properties ?? [])].filter(([name]) => inherited.includes(name));
};
