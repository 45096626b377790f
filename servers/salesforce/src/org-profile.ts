import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { fieldIs, readFields } from './record/read-fields.ts';
import type { Salesforce } from './salesforce.ts';

/** Whose org it is, and as whom we are there; what the user may not see of it is left out. */
export const OrgProfile = z.object({
  organization_id: z.string(),
  name: z.string().optional(),
  edition: z.string().optional(),
  is_sandbox: z.boolean().optional(),
  time_zone: z.string().optional(),
  locale: z.string().optional(),
  fiscal_year_start_month: z.number().optional(),
  user_id: z.string(),
  username: z.string().optional().meta(personal('email')),
});

const organizationFields = {
  name: 'Name',
  edition: 'OrganizationType',
  is_sandbox: 'IsSandbox',
  time_zone: 'TimeZoneSidKey',
  locale: 'DefaultLocaleSidKey',
  fiscal_year_start_month: 'FiscalYearStartMonth',
};

export async function readOrgProfile(api: Salesforce): Promise<z.output<typeof OrgProfile>> {
  const { organizationId, userId } = await api.identity();
  const names = Object.values(organizationFields);
  const [found, username] = await Promise.all([
    readFields(api, 'Organization', fieldIs('Id', organizationId), names),
    readUsername(api, userId),
  ]);
  const told = Object.entries(organizationFields).map(([name, field]) => [name, found?.[field]]);
  return OrgProfile.parse({
    organization_id: organizationId,
    ...Object.fromEntries(told),
    user_id: userId,
    ...(username !== undefined && { username }),
  });
}

/** The name that a user logs in with. */
export async function readUsername(api: Salesforce, userId: string): Promise<string | undefined> {
  const user = await readFields(api, 'User', fieldIs('Id', userId), ['Username']);
  return typeof user?.Username === 'string' ? user.Username : undefined;
}
