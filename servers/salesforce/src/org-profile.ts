import * as z from 'zod';
import { fieldIs, readFields } from './record/read-fields.ts';
import type { Salesforce } from './salesforce.ts';

/** Whose org it is, and as whom we are there. */
export const OrgProfile = z.object({
  organization_id: z.string(),
  name: z.string(),
  edition: z.string(),
  is_sandbox: z.boolean(),
  time_zone: z.string(),
  locale: z.string(),
  fiscal_year_start_month: z.number(),
  user_id: z.string(),
  username: z.string().meta({ class: 'confidential', pii: 'email' }),
});

const organizationFields = [
  'Name',
  'OrganizationType',
  'IsSandbox',
  'TimeZoneSidKey',
  'DefaultLocaleSidKey',
  'FiscalYearStartMonth',
];

export async function readOrgProfile(api: Salesforce): Promise<z.output<typeof OrgProfile>> {
  const { organizationId, userId, username } = await api.identity();
  const found = await readFields(api, 'Organization', fieldIs('Id', organizationId), organizationFields);
  const text = (name: string) => z.string().catch('').parse(found?.[name]);
  return {
    organization_id: organizationId,
    name: text('Name'),
    edition: text('OrganizationType'),
    is_sandbox: found?.IsSandbox === true,
    time_zone: text('TimeZoneSidKey'),
    locale: text('DefaultLocaleSidKey'),
    fiscal_year_start_month: z.number().catch(1).parse(found?.FiscalYearStartMonth),
    user_id: userId,
    username,
  };
}
