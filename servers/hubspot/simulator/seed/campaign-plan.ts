/** A campaign as it was planned: its theme, how many mailings it had, and how well it was received. */
export interface CampaignPlan {
  readonly name: string;
  /** Months before today in which it started. */
  readonly monthsAgo: number;
  readonly mailings: number;
  readonly subjects: readonly string[];
  /** Multiplies the usual rate of opens, clicks and conversions. */
  readonly openFactor: number;
  readonly clickFactor: number;
  readonly conversionFactor: number;
  /** Multiplies the usual rate of unsubscribes. */
  readonly fatigueFactor: number;
  readonly audience: string;
}

const plan = (
  monthsAgo: number,
  name: string,
  mailings: number,
  factors: readonly [open: number, click: number, conversion: number, fatigue: number],
  audience: string,
  subjects: readonly string[],
): CampaignPlan => ({
  name,
  monthsAgo,
  mailings,
  subjects,
  openFactor: factors[0],
  clickFactor: factors[1],
  conversionFactor: factors[2],
  fatigueFactor: factors[3],
  audience,
});

/** Fifteen months of campaigns, oldest first; the last one runs still. */
export const campaignPlans: readonly CampaignPlan[] = [
  plan(14, 'Cloud launch', 4, [1.1, 1.3, 1.2, 1], 'All contacts', [
    'Northlight Cloud is here',
    'See your lines in one place',
    'A tour in three minutes',
    'Last days of the launch price',
  ]),
  plan(13, 'Audit season checklist', 3, [1.05, 1.1, 1, 0.9], 'Quality managers', [
    'Ready for the audit?',
    'The checklist',
    'Certificates on time',
  ]),
  plan(12, 'Year-end service offer', 5, [0.8, 0.75, 0.9, 1.8], 'Customers', [
    'Service before the year ends',
    'Still free dates',
    'Last dates',
    'Really the last dates',
    'Happy holidays',
  ]),
  plan(11, 'New year training', 3, [1.05, 1, 1.1, 1], 'Lab technicians', [
    'Start the year trained',
    'Course dates',
    'Two seats left',
  ]),
  plan(10, 'NL-900 inline webinar', 4, [1.1, 1.5, 1.5, 0.8], 'Engineers', [
    'Measure while you make',
    'Your seat in the webinar',
    'Tomorrow: the webinar',
    'The recording',
  ]),
  plan(9, 'Spring calibration', 3, [1.15, 1.05, 1.1, 0.9], 'Customers', [
    'Spring calibration',
    'Loan devices',
    'Your date',
  ]),
  plan(8, 'Customer stories', 4, [1, 0.9, 0.8, 0.9], 'All contacts', [
    'How a foundry halved its scrap',
    'Less paper, more parts',
    'From lab to line',
    'What they would do again',
  ]),
  plan(7, 'Trade fair invitation', 3, [1.05, 1.1, 1.2, 1], 'All contacts', [
    'Meet us at the fair',
    'Your ticket',
    'Hall 4, stand 21',
  ]),
  plan(6, 'Probe set promotion', 3, [0.95, 0.95, 1, 1.2], 'Customers', [
    'Probes at a good price',
    'Two for one',
    'Ends on Friday',
  ]),
  plan(5, 'Summer reading', 4, [0.85, 0.8, 0.7, 1.3], 'All contacts', [
    'Measuring, explained',
    'Uncertainty without fear',
    'Sampling plans',
    'The quiz',
  ]),
  plan(4, 'Cloud for small teams', 3, [1, 1.05, 1.1, 1], 'Companies under 50', [
    'Small team, full view',
    'What it costs',
    'Try it for a month',
  ]),
  plan(3, 'Quality week', 4, [1.05, 1.1, 1.05, 0.9], 'Quality managers', [
    'Quality week',
    'Day 2: gauges',
    'Day 3: people',
    'All recordings',
  ]),
  plan(2, 'Autumn product update', 3, [1, 0.95, 0.9, 1], 'All contacts', [
    'What is new',
    'Faster reports',
    'Your wishes',
  ]),
  plan(1, 'Trade-in weeks', 4, [1.2, 1.7, 1.6, 1.1], 'Customers', [
    'Old gauge, new gauge',
    'What yours is worth',
    'Half time',
    'Last days',
  ]),
  plan(0, 'Service plan renewal', 2, [1.02, 1, 1, 1], 'Customers', ['Your service plan', 'Renew in two clicks']),
];

/** How mail is read through the year, January first: less in the summer and before the holidays. */
export const seasonality = [1.04, 1.05, 1.03, 1, 1, 0.96, 0.88, 0.84, 1.02, 1.06, 1.02, 0.86] as const;
