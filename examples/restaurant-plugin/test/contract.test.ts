import { testServer } from '@bizmcp/testkit';
import { createRestaurantSimulator } from '../simulator/restaurant-simulator.ts';
import { restaurant } from '../src/server.ts';

testServer(restaurant, {
  folder: new URL('..', import.meta.url),
  simulator: createRestaurantSimulator,
  baseUrlSetting: 'TABLEWISE_BASE_URL',
});
