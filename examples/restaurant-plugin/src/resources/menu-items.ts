import { defineResource } from '@bizmcp/core';
import * as z from 'zod';
import type { Restaurant } from '../api.ts';
import { MenuItem, toMenuItem, WireMenu } from '../menu-item.ts';

export const menuItems = defineResource<Restaurant>({
  uri: 'restaurant://menu_items',
  name: 'menu-items',
  title: 'The menu',
  description: 'Every item with its id, price and whether it can be ordered',
  data: 'internal',
  scopes: ['products:read'],
  output: z.object({ currency: z.string(), items: z.array(MenuItem) }),
  cacheSeconds: 30,
  async read({ api }) {
    const { currency, items } = await api.pos.json(WireMenu, { path: ['menu'] });
    return { currency, items: items.map(toMenuItem) };
  },
});
