/** What became of one marketing email's recipients. Each count is part of the one before where HubSpot says so. */
export interface EmailCounters {
  readonly selected: number;
  readonly sent: number;
  readonly delivered: number;
  readonly open: number;
  readonly click: number;
  readonly unsubscribed: number;
  readonly spamreport: number;
  readonly hardbounced: number;
  readonly softbounced: number;
  readonly dropped: number;
}

/** Opens and clicks by device. */
export interface DeviceShares {
  readonly computer: number;
  readonly mobile: number;
}

/** A marketing email that was sent, or a draft. Times are milliseconds since 1970. */
export interface MarketingEmail {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly campaignId: string | undefined;
  readonly fromName: string;
  readonly replyTo: string;
  readonly createdAt: number;
  readonly publishedAt: number | undefined;
  readonly counters: EmailCounters;
  readonly devices: DeviceShares;
}

/** A form, with what came in through it: month by month would be more than the reports tell. */
export interface MarketingForm {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

/** What a campaign brought. */
export interface CampaignResults {
  readonly sessions: number;
  readonly formViews: number;
  readonly formSubmissions: number;
  /** Ids of contacts, for the contact reports. */
  readonly firstTouch: readonly string[];
  readonly lastTouch: readonly string[];
  readonly influenced: readonly string[];
  readonly deals: readonly string[];
}

/** A budget or spend item. */
export interface MoneyItem {
  readonly id: string;
  readonly name: string;
  readonly amount: number;
}

/** A marketing campaign. */
export interface Campaign {
  readonly id: string;
  readonly properties: Map<string, string>;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When results came in: nothing before, all after. Milliseconds since 1970. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly emailIds: readonly string[];
  readonly formId: string;
  readonly results: CampaignResults;
  readonly budget: readonly MoneyItem[];
  readonly spend: readonly MoneyItem[];
}

/** Who may read marketing emails: https://developers.hubspot.com/docs/api-reference/marketing-marketing-emails-v3-v3/guide */
export const emailScopes = ['content', 'marketing.email.read', 'marketing-email'];
