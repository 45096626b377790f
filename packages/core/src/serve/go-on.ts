import type { Runtime } from '../pipeline/runtime.ts';
import { openState } from '../state/open-state.ts';
import { standingWork } from '../state/standing-work.ts';
import { stateAddress } from '../state/state-address.ts';
import { stateFolder } from './deployment/state-folder.ts';

/** Goes on with what a process before was asked for, such as subscriptions; it may be hours until somebody calls. */
export async function goOn(server: string, load: () => Promise<{ runtime: Runtime }>): Promise<void> {
  if (!(await hasStandingWork(server))) return;
  const { runtime } = await load();
  await runtime.connect();
}

async function hasStandingWork(server: string): Promise<boolean> {
  const state = openState(stateAddress(stateFolder(process.env), process.env.BIZMCP_STATE));
  try {
    return (await state.list(standingWork(server))).length > 0;
  } finally {
    await state.close();
  }
}
