import { createRestaurantSimulator } from './restaurant-simulator.ts';

/** What `--sandbox` runs on: the simulator in this process, and the settings that open it. */
export function startSandbox() {
  const { simulator, settings } = createRestaurantSimulator();
  return { settings, transport: simulator.fetch };
}
