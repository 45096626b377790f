import type { PropertyDefinition } from '../portal/property-definition.ts';
import { commonProperties, createGroup } from './define-property.ts';
import { dealPipelines } from './sales-pipelines.ts';
import { stageProperties } from './stage-properties.ts';
import { companySecond } from './vocabulary.ts';

/** HubSpot's lifecycle stages: https://knowledge.hubspot.com/records/use-lifecycle-stages */
const lifecycleStages = [
  'subscriber',
  'lead',
  ['marketingqualifiedlead', 'Marketing Qualified Lead'],
  ['salesqualifiedlead', 'Sales Qualified Lead'],
  'opportunity',
  'customer',
  'evangelist',
  'other',
] as const;

/** When a record came to each stage (https://knowledge.hubspot.com/records/use-lifecycle-stages). */
const stageDates = ({ define }: ReturnType<typeof createGroup>): PropertyDefinition[] =>
  lifecycleStages.map((stage) => {
    const name = typeof stage === 'string' ? stage : stage[0];
    return define(`hs_lifecyclestage_${name}_date`, `Became a ${name} date`, 'datetime', [], { isReadOnly: true });
  });

const leadStatuses = [
  'NEW',
  'OPEN',
  'IN_PROGRESS',
  'OPEN_DEAL',
  'UNQUALIFIED',
  'ATTEMPTED_TO_CONTACT',
  'CONNECTED',
  'BAD_TIMING',
];

const sources = [
  'ORGANIC_SEARCH',
  'PAID_SEARCH',
  'EMAIL_MARKETING',
  'SOCIAL_MEDIA',
  'REFERRALS',
  'OTHER_CAMPAIGNS',
  'DIRECT_TRAFFIC',
  'OFFLINE',
  'PAID_SOCIAL',
];

const contact = createGroup('contactinformation');

/** https://knowledge.hubspot.com/properties/hubspots-default-contact-properties, and some of the portal's own */
export const contactProperties: readonly PropertyDefinition[] = [
  ...commonProperties('contactinformation', 'createdate', 'lastmodifieddate'),
  contact.define('email', 'Email', 'text', [], { isUnique: true, description: 'The contact’s email address.' }),
  contact.define('firstname', 'First Name'),
  contact.define('lastname', 'Last Name'),
  contact.define('jobtitle', 'Job Title'),
  contact.define('company', 'Company Name'),
  contact.define('phone', 'Phone Number', 'phone'),
  contact.define('mobilephone', 'Mobile Phone Number', 'phone'),
  contact.define('website', 'Website URL'),
  contact.define('address', 'Street Address'),
  contact.define('city', 'City'),
  contact.define('state', 'State/Region'),
  contact.define('zip', 'Postal Code'),
  contact.define('country', 'Country/Region'),
  contact.define('lifecyclestage', 'Lifecycle Stage', 'select', lifecycleStages),
  contact.define('associatedcompanyid', 'Primary Associated Company ID', 'number', [], { isReadOnly: true }),
  ...stageDates(contact),
  contact.define('hs_lead_status', 'Lead Status', 'select', leadStatuses),
  contact.define('hs_analytics_source', 'Original Traffic Source', 'select', sources),
  contact.define('hs_email_optout', 'Unsubscribed from all email', 'bool', ['true', 'false']),
  contact.define('notes_last_contacted', 'Last Contacted', 'datetime', [], { isReadOnly: true }),
  contact.define('birth_date', 'Date of birth', 'date', [], { isCustom: true, description: 'For the birthday card.' }),
  contact.define('preferred_channels', 'Preferred channels', 'checkbox', ['email', 'phone', 'post'], {
    isCustom: true,
  }),
  contact.define('passport_number', 'Passport number', 'text', [], { isCustom: true, sensitivity: 'sensitive' }),
];

const company = createGroup('companyinformation');

/** https://knowledge.hubspot.com/properties/hubspot-crm-default-company-properties */
export const companyProperties: readonly PropertyDefinition[] = [
  ...commonProperties('companyinformation', 'createdate', 'hs_lastmodifieddate'),
  company.define('name', 'Company name'),
  company.define('domain', 'Company Domain Name'),
  company.define('website', 'Website URL'),
  company.define(
    'industry',
    'Industry',
    'select',
    companySecond.map(([, industry]) => industry),
  ),
  company.define('phone', 'Phone Number', 'phone'),
  company.define('address', 'Street Address'),
  company.define('city', 'City'),
  company.define('state', 'State/Region'),
  company.define('zip', 'Postal Code'),
  company.define('country', 'Country/Region'),
  company.define('numberofemployees', 'Number of Employees', 'number'),
  company.define('annualrevenue', 'Annual Revenue', 'number'),
  company.define('lifecyclestage', 'Lifecycle Stage', 'select', lifecycleStages),
  ...stageDates(company),
  company.define('type', 'Type', 'select', ['PROSPECT', 'PARTNER', 'RESELLER', 'VENDOR', 'OTHER']),
  company.define('description', 'Description', 'longText'),
];

const deal = createGroup('dealinformation');

/** https://knowledge.hubspot.com/properties/hubspots-default-deal-properties; stages and pipelines are options kept elsewhere */
export const dealProperties: readonly PropertyDefinition[] = [
  ...commonProperties('dealinformation', 'createdate', 'hs_lastmodifieddate'),
  deal.define('dealname', 'Deal Name'),
  deal.define('amount', 'Amount', 'number'),
  deal.define('closedate', 'Close Date', 'datetime'),
  deal.define('pipeline', 'Pipeline', 'select'),
  deal.define('dealstage', 'Deal Stage', 'select'),
  deal.define('dealtype', 'Deal Type', 'select', [
    ['newbusiness', 'New Business'],
    ['existingbusiness', 'Existing Business'],
  ]),
  deal.define('description', 'Deal Description', 'longText'),
  deal.define('hs_priority', 'Priority', 'select', ['low', 'medium', 'high']),
  // The portal's own alone, as it has no other: https://developers.hubspot.com/changelog/deal-currenct-code-validation
  deal.define('deal_currency_code', 'Currency', 'select', ['USD']),
  deal.define('closed_lost_reason', 'Closed Lost Reason', 'longText'),
  deal.define('closed_won_reason', 'Closed Won Reason', 'longText'),
  // https://knowledge.hubspot.com/crm-deals/hubspots-default-deal-properties, "Last contacted"
  deal.define('notes_last_contacted', 'Last Contacted', 'datetime', [], { isReadOnly: true }),
  deal.define('hs_is_closed', 'Is Deal Closed?', 'bool', ['true', 'false'], { isReadOnly: true }),
  deal.define('hs_is_closed_won', 'Is Closed Won', 'bool', ['true', 'false'], { isReadOnly: true }),
  deal.define('hs_deal_stage_probability', 'Deal Probability', 'number', [], { isReadOnly: true }),
  deal.define('hs_merged_object_ids', 'Merged object IDs', 'text', [], { isReadOnly: true }),
  ...stageProperties('dealinformation', dealPipelines),
];

const product = createGroup('productinformation');

/** https://developers.hubspot.com/docs/api-reference/crm-products-v3/guide */
export const productProperties: readonly PropertyDefinition[] = [
  ...commonProperties('productinformation', 'createdate', 'hs_lastmodifieddate'),
  product.define('name', 'Name'),
  product.define('description', 'Product description', 'longText'),
  product.define('hs_sku', 'SKU'),
  product.define('price', 'Unit price', 'number'),
  product.define('recurringbillingfrequency', 'Billing frequency', 'select', ['monthly', 'annually']),
];

const lineItem = createGroup('lineiteminformation');

/** https://developers.hubspot.com/docs/api-reference/crm-line-items-v3/guide */
export const lineItemProperties: readonly PropertyDefinition[] = [
  ...commonProperties('lineiteminformation', 'createdate', 'hs_lastmodifieddate'),
  lineItem.define('name', 'Name'),
  lineItem.define('hs_sku', 'SKU'),
  lineItem.define('hs_product_id', 'Product ID', 'number'),
  lineItem.define('price', 'Unit price', 'number'),
  lineItem.define('quantity', 'Quantity', 'number'),
  lineItem.define('amount', 'Net price', 'number'),
];

const subscription = createGroup('subscriptions_information');

/** The portal's custom object. */
export const subscriptionProperties: readonly PropertyDefinition[] = [
  ...commonProperties('subscriptions_information', 'hs_createdate', 'hs_lastmodifieddate'),
  subscription.define('subscription_name', 'Subscription name', 'text', [], { isCustom: true }),
  subscription.define('plan', 'Plan', 'select', ['team', 'business', 'enterprise'], { isCustom: true }),
  subscription.define('status', 'Status', 'select', ['trial', 'active', 'cancelled'], { isCustom: true }),
  subscription.define('yearly_price', 'Yearly price', 'number', [], { isCustom: true }),
  subscription.define('seats', 'Seats', 'number', [], { isCustom: true }),
  subscription.define('start_date', 'Start date', 'date', [], { isCustom: true }),
  subscription.define('auto_renew', 'Renews by itself', 'bool', ['true', 'false'], { isCustom: true }),
  subscription.define('bank_account', 'Bank account', 'text', [], {
    isCustom: true,
    sensitivity: 'highly_sensitive',
  }),
];
