import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';

const Account = z.object({
  portalId: z.number(),
  accountType: z.string().nullish(),
  additionalCurrencies: z.array(z.string()).nullish(),
});

/** https://developers.hubspot.com/docs/api-reference/latest/account/account-information/get-account-details */
export function readAccount(api: Hubspot): Promise<z.output<typeof Account>> {
  return api.request(Account, { path: ['account-info', '2026-03', 'details'] });
}
