import { defineServer } from '@bizmcp/core';
import { hubspotApi } from './api.ts';
import { campaignReport } from './prompts/campaign-report.ts';
import { reviewContact } from './prompts/review-contact.ts';
import { campaigns } from './resources/campaigns.ts';
import { objectSchema } from './resources/object-schema.ts';
import { pipelines } from './resources/pipelines.ts';
import { portalSchema } from './resources/portal-schema.ts';
import { analyzeCampaignPerformance } from './tools/analyze-campaign-performance.ts';
import { archiveObject } from './tools/archive-object.ts';
import { associateObjects } from './tools/associate-objects.ts';
import { createObject } from './tools/create-object.ts';
import { getContactTimeline } from './tools/get-contact-timeline.ts';
import { getObject } from './tools/get-object.ts';
import { listOwners } from './tools/list-owners.ts';
import { listPipelines } from './tools/list-pipelines.ts';
import { listProperties } from './tools/list-properties.ts';
import { listWorkflows } from './tools/list-workflows.ts';
import { searchObjects } from './tools/search-objects.ts';
import { triggerWorkflow } from './tools/trigger-workflow.ts';
import { updateObject } from './tools/update-object.ts';

export const hubspot = defineServer({
  name: 'hubspot',
  title: 'HubSpot',
  instructions:
    'Works with a HubSpot portal: contacts, companies, deals, tickets and custom records, workflows, marketing campaigns. ' +
    'Begin with search_objects to find a record, get_contact_timeline for what happened with a contact; ' +
    'list_properties and list_pipelines give the names and values that filters and changes need.',
  api: hubspotApi,
  tools: [
    getContactTimeline,
    searchObjects,
    getObject,
    createObject,
    updateObject,
    archiveObject,
    associateObjects,
    listProperties,
    listPipelines,
    listOwners,
    listWorkflows,
    triggerWorkflow,
    analyzeCampaignPerformance,
  ],
  tokenBudget: 2800,
  resources: [portalSchema, objectSchema, pipelines, campaigns],
  prompts: [reviewContact, campaignReport],
});
