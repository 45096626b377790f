/** The choices of the standard picklists as a new org has them, in the order in which they are shown. */
export const industries = [
  'Agriculture',
  'Banking',
  'Biotechnology',
  'Chemicals',
  'Construction',
  'Education',
  'Electronics',
  'Energy',
  'Engineering',
  'Finance',
  'Healthcare',
  'Manufacturing',
  'Retail',
  'Technology',
  'Transportation',
  'Utilities',
] as const;

export const leadSources = [
  'Web',
  'Phone Inquiry',
  'Partner Referral',
  'Purchased List',
  'Trade Show',
  'Webinar',
  'Other',
] as const;

export const ratings = ['Hot', 'Warm', 'Cold'] as const;

export const accountTypes = [
  'Prospect',
  'Customer - Direct',
  'Customer - Channel',
  'Channel Partner',
  'Other',
] as const;

export const leadStatuses = [
  'Open - Not Contacted',
  'Working - Contacted',
  'Closed - Converted',
  'Closed - Not Converted',
] as const;

/** Stages with their probability and forecast category. */
export const stages = [
  ['Prospecting', 10, 'Pipeline'],
  ['Qualification', 20, 'Pipeline'],
  ['Needs Analysis', 35, 'Pipeline'],
  ['Proposal/Price Quote', 60, 'BestCase'],
  ['Negotiation/Review', 80, 'Forecast'],
  ['Closed Won', 100, 'Closed'],
  ['Closed Lost', 0, 'Omitted'],
] as const;

export const interests = ['Analytics', 'Automation', 'Integration', 'Security', 'Support'] as const;
export const regions = ['North America', 'EMEA', 'APAC'] as const;
