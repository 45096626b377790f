import { defineResource } from '@bizmcp/core';
import { OrgProfile, readOrgProfile } from '../org-profile.ts';
import type { Salesforce } from '../salesforce.ts';

export const org = defineResource<Salesforce>({
  uri: 'bizmcp://salesforce/org',
  name: 'org',
  title: 'Org',
  description: 'Whose org it is: name, edition, sandbox or not, time zone, fiscal year; and the user that is logged in',
  data: 'internal',
  scopes: ['crm:read'],
  output: OrgProfile,
  read: ({ api }) => readOrgProfile(api),
});
