import { defineServer } from '@bizmcp/core';
import { restaurantApi } from './api.ts';
import { liveOrders } from './resources/live-orders.ts';
import { menuItems } from './resources/menu-items.ts';
import { ordersOfDay } from './resources/orders-of-day.ts';
import { generateReport } from './tools/generate-report.ts';
import { getSalesData } from './tools/get-sales-data.ts';
import { processOrder } from './tools/process-order.ts';
import { updateInventory } from './tools/update-inventory.ts';
import { updateMenuItem } from './tools/update-menu-item.ts';

export const restaurant = defineServer({
  name: 'restaurant',
  title: 'Tablewise restaurant',
  instructions:
    'Sales, menu, stock and orders of one restaurant. Ids of items are in the resource restaurant://menu_items; ' +
    'generate_report names stock that runs low. Amounts are exact decimals with tax, those of generate_report without.',
  api: restaurantApi,
  tools: [getSalesData, updateInventory, updateMenuItem, processOrder, generateReport],
  resources: [menuItems, ordersOfDay, liveOrders],
});
